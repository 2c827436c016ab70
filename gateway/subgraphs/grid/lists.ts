import type { ReferenceCriteria } from '../../access/criteria.ts';
import type { ReferenceView } from '../../access/reference-reads.ts';
import { referenceIdOf } from '../../../schema/canonical/ids.ts';
import type { ReferenceKind } from '../../../schema/canonical/reference.ts';
import type { RecordDoc } from '../../../schema/store/documents.ts';
import { numberTextOf, queryTextOf, regionPrefixOf } from '../kit/arguments.ts';
import {
  connectionOf,
  momentAfter,
  pageSizeOf,
  positionOf,
  type Connection,
  type PageArguments,
} from '../kit/connection.ts';
import type { RecordListArguments } from '../kit/record-roots.ts';
import { FEED, type GridContext } from './loaders.ts';

/** `input GridListFilter` and `input MediatorFilter`. */
interface ListFilterArgument {
  readonly regionCode?: string | null;
  readonly committeeCode?: string | null;
  readonly speciality?: string | null;
  readonly name?: string | null;
  readonly inUse?: boolean | null;
}

export interface EntryListArguments extends PageArguments {
  readonly filter?: ListFilterArgument | null;
}

const IN_USE = ['ACTIVE'];
const OUT_OF_USE = ['WITHDRAWN'];

/** The entry with this code, null when there is none. */
export function entryWithCode(
  kind: ReferenceKind,
  code: string,
  { loaders }: GridContext,
): Promise<ReferenceView | null> {
  return loaders.entryById.load(referenceIdOf(FEED, kind, numberTextOf(code, 'code')));
}

/** The entry that another one names; null when it names none, or one that is not there. */
export function entryNamed(
  kind: ReferenceKind,
  code: string | null,
  { loaders }: GridContext,
): Promise<ReferenceView | null> | null {
  return code === null ? null : loaders.entryById.load(referenceIdOf(FEED, kind, code));
}

/** A page of one kind of entries. */
export function entryList(
  kind: ReferenceKind,
  args: EntryListArguments,
  context: GridContext,
): Promise<Connection<ReferenceView>> {
  const { regionCode, committeeCode, speciality, name, inUse } = args.filter ?? {};
  const criteria: ReferenceCriteria = {
    kind,
    states: inUse === false ? OUT_OF_USE : IN_USE,
    ...(given(regionCode) ? { regionPrefix: regionPrefixOf(regionCode) } : {}),
    ...(given(committeeCode) ? { committeeCode: numberTextOf(committeeCode, 'committeeCode') } : {}),
    ...(given(speciality) ? { speciality: numberTextOf(speciality, 'speciality') } : {}),
    ...(given(name) ? { namePart: queryTextOf(name, 'name') } : {}),
  };
  return entryPage(`${FEED}:${kind}`, criteria, args, context);
}

/** A page of the entries in use that name this one. */
export function entriesOf(
  owner: ReferenceView,
  kind: ReferenceKind,
  namedBy: 'communityCode' | 'committeeCode',
  args: PageArguments,
  context: GridContext,
): Promise<Connection<ReferenceView>> {
  const criteria = { kind, states: IN_USE, [namedBy]: owner.code };
  return entryPage(`${owner._id}:${kind}`, criteria, args, context);
}

async function entryPage(
  name: string,
  criteria: ReferenceCriteria,
  args: PageArguments,
  { loaders, store }: GridContext,
): Promise<Connection<ReferenceView>> {
  const listing = store.listing(name);
  const size = pageSizeOf(args);
  const after = positionOf(listing, args, 1)?.[0] ?? null;
  return connectionOf({
    listing,
    found: await loaders.entryPage.load({ feed: FEED, criteria, after, limit: size + 1 }),
    size,
    isFirst: after === null,
    position: ({ code }) => [code],
    count: () => loaders.entryCount.load(criteria),
  });
}

/** A page of the events in a grid. */
export async function eventsInGrid(
  { _id, code }: ReferenceView,
  args: Pick<RecordListArguments, 'orderBy'> & PageArguments,
  { loaders, store }: GridContext,
): Promise<Connection<RecordDoc>> {
  const orderBy = args.orderBy ?? 'REPORTED_DESC';
  const listing = store.listing(`${_id}:events:${orderBy}`);
  const criteria = { gridCode: code };
  const size = pageSizeOf(args);
  const after = momentAfter(listing, args);
  const direction = orderBy === 'REPORTED_DESC' ? 'DESC' : 'ASC';
  return connectionOf({
    listing,
    found: await loaders.eventPage.load({ feed: FEED, criteria, direction, after, limit: size + 1 }),
    size,
    isFirst: after === null,
    position: (record) => [record.reportedAt, record._id],
    count: () => loaders.eventCount.load(criteria),
  });
}

function given<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}
