import { FULL_DISPUTE, FULL_RISK } from './full-dispute.ts';
import { keptEvent } from './kept-events.ts';

const [HOT_SPOT] = FULL_RISK.hotSpots;
const SUBJECT = { subjectId: FULL_DISPUTE._id, disputeId: FULL_DISPUTE._id, code: FULL_DISPUTE.code };
const RECORD_IDS = FULL_DISPUTE.members.map(({ recordId }) => recordId);

/** Events that say something in every field. */
export const FULL_EVENTS = [
  keptEvent({
    partition: 0,
    offset: 0,
    ...SUBJECT,
    kind: 'COLOUR_CHANGED',
    recordIds: RECORD_IDS,
    fromColour: 'GREEN',
    factors: [
      {
        name: 'THREAT_WORDS',
        value: 1,
        unit: 'words',
        points: 20,
        note: '有威胁言辞',
        evidence: [{ recordId: RECORD_IDS[0] ?? '', feed: 'police110', words: '动刀' }],
        ruleVersion: 'risk-test-1',
      },
    ],
  }),
  keptEvent({
    partition: 0,
    offset: 1,
    ...SUBJECT,
    kind: 'WHISTLE',
    move: {
      eventId: 'workflow-event-1',
      kind: 'WHISTLE',
      state: 'REFERRED',
      version: 4,
      partner: 'police',
      dueAt: '2026-11-26T00:00:00.000Z',
      agencies: ['court'],
    },
  }),
  keptEvent({ partition: 0, offset: 2, ...SUBJECT, changes: ['MERGED'], mergedInto: FULL_DISPUTE._id }),
  ...(HOT_SPOT === undefined
    ? []
    : [
        keptEvent({
          partition: 1,
          offset: 0,
          subjectId: HOT_SPOT._id,
          hotSpotId: HOT_SPOT._id,
          kind: 'HOT_SPOT_OPENED',
          score: null,
          colour: null,
          hotSpot: (({ _id, ...rest }) => ({ id: _id, ...rest }))(HOT_SPOT),
        }),
      ]),
];
