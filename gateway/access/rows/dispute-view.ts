import type { DisputeRisk } from '../../../schema/canonical/risk.ts';
import { SENSITIVITIES } from '../../../schema/canonical/sensitivity.ts';
import { derivedFieldsOf, type DerivedFields } from '../../../schema/linking/dispute-fields.ts';
import { memberOf } from '../../../schema/linking/member.ts';
import type { DisputeDoc, RecordDoc } from '../../../schema/store/documents.ts';
import { isWithin } from './boxes.ts';
import type { DisputeReach, Lane } from './lanes.ts';

/** Of a record, what a view is made of. */
export const VIEWED = {
  feed: 1,
  state: 1,
  nature: 1,
  title: 1,
  category: 1,
  amountFen: 1,
  sensitivity: 1,
  reportedAt: 1,
  sourceTime: 1,
  receivedAt: 1,
  flags: 1,
  parties: 1,
  place: 1,
} as const satisfies Readonly<Partial<Record<keyof RecordDoc, 1>>>;

/** A dispute as it is shown, without what decides who sees it. */
export type DisputeView = Omit<DisputeDoc, 'guard' | 'reach'>;

/**
 * A dispute made anew of those of its records that may be seen, by the function with which linking makes it of all; null when there are none. Its
 * handling is as it is; of its risk nothing is there, or with the right to it the colour that holds.
 */
export function viewOf(
  dispute: DisputeDoc,
  lane: Lane,
  records: ReadonlyMap<string, RecordDoc>,
  seesColour: boolean,
): DisputeView | null {
  const reaches = lane.reaches.filter(({ levels }) => levels.includes(dispute.guard ?? 'SEALED'));
  const seen = (recordId: string): RecordDoc[] => {
    const record = records.get(recordId);
    return record !== undefined && reaches.some((reach) => sees(reach, record)) ? [record] : [];
  };
  const inScope = dispute.members.flatMap(({ recordId }) => seen(recordId));
  if (dispute.state === 'MERGED' ? reaches.length === 0 : inScope.length === 0) return null;
  const members = inScope.map(({ _id, ...record }) => memberOf({ id: _id, ...record }));
  const [first] = members.toSorted((a, b) => (a.registered < b.registered ? -1 : 1));
  return {
    ...withoutReach(dispute),
    ...(first === undefined
      ? nothingLeft(dispute.code)
      : withoutReach(derivedFieldsOf(dispute._id, members))),
    members: dispute.members
      .filter(({ recordId }) => seen(recordId).length > 0)
      .map((member) => ({
        ...member,
        linkedTo: null,
        // What it was linked to may be out of sight, and which link is the best depends on all of them.
        rule: member.recordId === first?.id ? 'FOUNDER' : 'NOT_TOLD',
      })),
    recurrences: dispute.recurrences.filter(({ recordId }) => seen(recordId).length > 0),
    risk: seesColour ? colourAlone(dispute.risk) : null,
  };
}

function sees({ test }: DisputeReach, record: RecordDoc): boolean {
  return isWithin(test, record);
}

function withoutReach<Reaching extends Pick<DisputeDoc, 'guard' | 'reach'>>(
  doc: Reaching,
): Omit<Reaching, 'guard' | 'reach'> {
  const shown = { ...doc };
  delete shown.guard;
  delete shown.reach;
  return shown;
}

/** Of risk, what the right COLOUR shows; readers of the other fields find nothing. */
function colourAlone(risk: DisputeRisk | null | undefined): DisputeRisk | null {
  return risk == null ? null : ({ colour: risk.colour } as DisputeRisk);
}

const CODE_DAY = /-(\d{2})(\d{2})(\d{2})-/;

/** A dispute that was merged away has no records any more: it leads to where they are. */
function nothingLeft(code: string): Omit<DerivedFields, 'guard' | 'reach'> {
  const [, year, month, day] = CODE_DAY.exec(code) ?? [];
  const at = `20${year ?? '00'}-${month ?? '01'}-${day ?? '01'}T00:00:00+08:00`;
  return {
    feeds: [],
    title: '',
    category: null,
    regionCode: null,
    address: null,
    parties: [],
    amountFen: null,
    sensitivity: SENSITIVITIES[0],
    openedAt: at,
    lastActivityAt: at,
  };
}

/** What filters, orders and sums look at; texts and parties are left out, so that many fit into one command. */
export function slimOf(view: DisputeView, withEvents: boolean): object {
  const { workflow, parties, members } = view;
  return {
    ...view,
    isView: true,
    title: '',
    address: null,
    members: members.map(({ recordId, feed, state }) => ({ recordId, feed, state })),
    parties: parties.map(({ id }) => ({ id })),
    workflow: workflow === null || withEvents ? workflow : { ...workflow, events: [], sessions: [] },
  };
}
