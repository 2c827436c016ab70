import type { RecordTimelineDoc } from '../../access/record-reads.ts';
import { toUtcInstant } from '../../../schema/canonical/date-time.ts';
import { digest } from '../../../schema/canonical/ids.ts';
import type { DisputeDoc } from '../../../schema/store/documents.ts';
import type { WorkflowEvent } from '../../../schema/canonical/workflow.ts';
import type { FeedName } from '../../../schema/vocabulary/feeds.ts';
import { HUB } from '../../../schema/workflow/legality.ts';
import { MACHINE } from '../../../schema/workflow/machine.ts';
import { loadPresent } from '../kit/batch.ts';
import {
  compareKeys,
  pageOfSorted,
  type Connection,
  type OrderKey,
  type PageArguments,
} from '../kit/connection.ts';
import type { DisputesContext } from './loaders.ts';
import { reasonOf } from './members.ts';
import { ifThere } from '../kit/present.ts';
import { recordReference } from '../kit/references.ts';
import { workflowOfDispute } from './workflow/workflow-fields.ts';

/** `type TimelineEvent`. */
export interface TimelineEventView {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly label: string;
  readonly note: string | null;
  readonly origin: 'AGENCY' | 'HUB' | 'PARTNER';
  readonly feed: FeedName | null;
  readonly recordId: string | null;
  /** Of a move of the workflow. */
  readonly partner?: string;
  readonly actor?: string;
}

export interface TimelineArguments extends PageArguments {
  readonly order?: 'OLDEST_FIRST' | 'NEWEST_FIRST' | null;
}

/** A page of what happened in all records of a dispute and in its workflow, in order of the instants, not of the clocks on the wall. */
export async function timelinePage(
  dispute: DisputeDoc,
  args: TimelineArguments,
  { loaders, store }: DisputesContext,
): Promise<Connection<TimelineEventView>> {
  const records = await loadPresent(
    loaders.recordTimelineById,
    dispute.members.map(({ recordId }) => recordId),
  );
  const keyed = [...linkEvents(dispute), ...moveEvents(dispute), ...records.flatMap(recordEvents)]
    .map((event) => ({ event, key: keyOf(event) }))
    .sort((one, other) => compareKeys(one.key, other.key))
    .map(({ event }) => event);
  const reversed = args.order === 'NEWEST_FIRST';
  const listing = store.listing(`${dispute._id}:timeline:${reversed ? 'NEWEST_FIRST' : 'OLDEST_FIRST'}`);
  return pageOfSorted(reversed ? keyed.reverse() : keyed, keyOf, listing, args, reversed);
}

export const TIMELINE_FIELDS = {
  // The timeline was made of these.
  record: ({ recordId }: TimelineEventView, _: unknown, { loaders }: DisputesContext) =>
    ifThere(loaders.recordTimelineById, recordId, recordReference),
};

function keyOf(event: TimelineEventView): OrderKey {
  return [toUtcInstant(event.at), event.id];
}

function linkEvents(dispute: DisputeDoc): readonly TimelineEventView[] {
  return dispute.members.map(({ recordId, feed, rule, linkedAt }) =>
    withId({
      at: linkedAt,
      kind: 'LINKED',
      label: rule === 'FOUNDER' ? '立为纠纷' : '并入纠纷',
      note: reasonOf(rule),
      origin: 'HUB',
      feed,
      recordId,
    }),
  );
}

/** Moves of the workflow, under the ids that they have everywhere. The hub's clock makes some, partners the others. */
function moveEvents(dispute: DisputeDoc): readonly TimelineEventView[] {
  const events = workflowOfDispute(dispute)?.events ?? [];
  return events.map((event) => ({
    id: event.id,
    at: event.at,
    kind: event.kind,
    label: MACHINE[event.kind].label,
    note: event.note ?? reasonIn(event.data),
    origin: event.partner === HUB.partner ? 'HUB' : 'PARTNER',
    feed: null,
    recordId: null,
    partner: event.partner,
    actor: event.actor,
  }));
}

function reasonIn({ reason }: WorkflowEvent['data']): string | null {
  return typeof reason === 'string' ? reason : null;
}

/** The agency's own events; its report, unless one of them tells of that moment; the withdrawal. */
function recordEvents(record: RecordTimelineDoc): readonly TimelineEventView[] {
  const of = { feed: record.feed, recordId: record._id };
  const reported = toUtcInstant(record.reportedAt);
  const events = record.events.map((event, index) => withId({ ...event, ...of, origin: 'AGENCY' }, index));
  if (!record.events.some(({ at }) => toUtcInstant(at) === reported)) {
    events.push(
      withId({
        ...of,
        at: record.reportedAt,
        kind: 'REPORTED',
        label: '报告',
        note: record.title,
        origin: 'AGENCY',
      }),
    );
  }
  if (record.state === 'WITHDRAWN') {
    events.push(
      withId({
        ...of,
        at: record.sourceTime,
        kind: 'WITHDRAWN',
        label: '记录撤销',
        note: null,
        origin: 'HUB',
      }),
    );
  }
  return events;
}

/** The place among the record's events tells two alike apart. */
function withId(
  event: Omit<TimelineEventView, 'id'> & { readonly recordId: string },
  place = 0,
): TimelineEventView {
  const { recordId, origin, kind, at } = event;
  return { id: `event-${digest('event', recordId, origin, kind, at, String(place)).slice(0, 24)}`, ...event };
}
