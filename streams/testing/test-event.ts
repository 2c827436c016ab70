import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import { hubEventIdOf } from '../../schema/canonical/ids.ts';

/** Change number `seq` of a dispute, as it is minted. */
export function testEvent(disputeId: string, seq: number, given: Partial<HubEvent> = {}): HubEvent {
  const kind = given.kind ?? 'DISPUTE_CHANGED';
  return {
    id: hubEventIdOf(disputeId, seq, kind),
    kind,
    subjectId: disputeId,
    seq,
    at: '2026-11-24T04:00:00.000Z',
    disputeId,
    code: 'T-320612-261124-K7QF27',
    hotSpotId: null,
    title: '邻里纠纷',
    regionCode: '320612',
    category: '02',
    feeds: ['police110'],
    recordIds: [],
    score: 0,
    colour: 'GREEN',
    fromColour: null,
    factors: [],
    changes: ['RECORDS'],
    mergedInto: null,
    move: null,
    hotSpot: null,
    ruleVersion: null,
    ...given,
  };
}
