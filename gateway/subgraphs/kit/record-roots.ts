import type { RecordCriteria, Direction } from '../../access/criteria.ts';
import { toUtcInstant } from '../../../schema/canonical/date-time.ts';
import { feedPartOf } from '../../../schema/canonical/ids.ts';
import type { RecordDoc } from '../../../schema/store/documents.ts';
import type { FeedName } from '../../../schema/vocabulary/feeds.ts';
import { numberTextOf, rangeOf, regionPrefixOf, type RangeArgument } from './arguments.ts';
import { loadPresent } from './batch.ts';
import {
  compareKeys,
  connectionOf,
  pageOfSorted,
  pageSizeOf,
  momentAfter,
  type Connection,
  type OrderKey,
  type PageArguments,
} from './connection.ts';
import type { RecordLoaders } from './record-loaders.ts';
import type { SubgraphContext } from './subgraph.ts';

/** `input RecordFilter`. */
interface RecordFilterArgument {
  readonly category?: readonly string[] | null;
  readonly regionCode?: string | null;
  readonly nature?: readonly string[] | null;
  readonly state?: readonly string[] | null;
  readonly reportedBetween?: RangeArgument | null;
  readonly updatedBetween?: RangeArgument | null;
}

export interface RecordListArguments extends PageArguments {
  readonly filter?: RecordFilterArgument | null;
  readonly orderBy?: 'REPORTED_DESC' | 'REPORTED_ASC' | null;
}

type Context = SubgraphContext<RecordLoaders>;

const COUNT_UP_TO = 10_000;

/** The record with this number, null when there is none. */
export function recordWithNumber(
  feed: FeedName,
  number: string,
  { store }: Context,
): Promise<RecordDoc | null> {
  return store.recordByNumber(feed, numberTextOf(number, 'number'));
}

/** A page of a feed's records. */
export async function recordList(
  feed: FeedName,
  args: RecordListArguments,
  { store }: Context,
): Promise<Connection<RecordDoc>> {
  const orderBy = args.orderBy ?? 'REPORTED_DESC';
  const direction: Direction = orderBy === 'REPORTED_DESC' ? 'DESC' : 'ASC';
  const listing = store.listing(`${feed}:${orderBy}`);
  const criteria = criteriaOf(args.filter ?? {});
  const size = pageSizeOf(args);
  const after = momentAfter(listing, args);
  return connectionOf({
    listing,
    found: await store.recordPage({ feed, criteria, direction, after, limit: size + 1 }),
    size,
    isFirst: after === null,
    position: (record) => [record.reportedAt, record._id],
    count: () => store.countRecords(feed, criteria, COUNT_UP_TO),
  });
}

/**
 * A page of the records of one feed that belong to a dispute, earliest report first. One read for all disputes of a request; a second
 * one only for disputes with more records than the page holds, whose report times are read first.
 */
export async function recordsOfDispute(
  feed: FeedName,
  dispute: { readonly id: string; readonly recordIds: readonly string[] },
  args: PageArguments,
  { loaders, store }: Context,
): Promise<Connection<RecordDoc>> {
  const ids = dispute.recordIds.filter((id) => feedPartOf(id) === feed);
  const listing = store.listing(`${dispute.id}:${feed}`);
  if (ids.length <= pageSizeOf(args) && (args.after ?? null) === null) {
    const records = await loadPresent(loaders.recordById, ids);
    return pageOfSorted(sorted(records), timeKey, listing, args);
  }
  const times = sorted(await loadPresent(loaders.timeById, ids));
  const page = pageOfSorted(times, timeKey, listing, args);
  const records = await loaders.recordById.loadMany(page.nodes.map(({ _id }) => _id));
  const edges = page.edges.flatMap((edge, index) => {
    const record = records[index];
    if (record instanceof Error) throw record;
    if (record === null || record === undefined) return [];
    return [
      {
        node: record,
        get cursor() {
          return edge.cursor;
        },
      },
    ];
  });
  return { ...page, edges, nodes: edges.map(({ node }) => node) };
}

function timeKey({ _id, reportedAt }: { readonly _id: string; readonly reportedAt: string }): OrderKey {
  return [toUtcInstant(reportedAt), _id];
}

function sorted<Item extends { readonly _id: string; readonly reportedAt: string }>(
  items: readonly Item[],
): readonly Item[] {
  return items
    .map((item) => ({ item, key: timeKey(item) }))
    .sort((one, other) => compareKeys(one.key, other.key))
    .map(({ item }) => item);
}

function criteriaOf(filter: RecordFilterArgument): RecordCriteria {
  const { category, regionCode, nature, state, reportedBetween, updatedBetween } = filter;
  return {
    ...(given(category) ? { categories: category } : {}),
    ...(given(regionCode) ? { regionPrefix: regionPrefixOf(regionCode) } : {}),
    ...(given(nature) ? { natures: nature } : {}),
    ...(given(state) ? { states: state } : {}),
    ...(given(reportedBetween) ? { reported: rangeOf(reportedBetween) } : {}),
    ...(given(updatedBetween) ? { updated: rangeOf(updatedBetween) } : {}),
  };
}

function given<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}
