import type { Direction, DisputeCriteria } from '../../access/criteria.ts';
import type { ScopedStore } from '../../access/door.ts';
import type { DisputeSortField } from '../../access/dispute-reads.ts';
import { readDisputeCode } from '../../../schema/canonical/dispute-code.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { DisputeDoc } from '../../../schema/store/documents.ts';
import type { FeedName } from '../../../schema/vocabulary/feeds.ts';
import { queryTextOf, rangeOf, regionPrefixOf, type RangeArgument } from '../kit/arguments.ts';
import {
  connectionOf,
  pageSizeOf,
  positionOf,
  type Connection,
  type PageArguments,
} from '../kit/connection.ts';
import { changedDisputes } from './changed-disputes.ts';
import { handledCriteriaOf, type HandlingFilterArgument } from './handling-filter.ts';
import type { DisputesContext } from './loaders.ts';
import { searchCriteriaOf } from './search-criteria.ts';

/** `input DisputeFilter`. */
interface DisputeFilterArgument {
  readonly feeds?: readonly FeedName[] | null;
  readonly category?: readonly string[] | null;
  readonly categoryThatHolds?: readonly string[] | null;
  readonly regionCode?: string | null;
  readonly state?: readonly string[] | null;
  readonly openedBetween?: RangeArgument | null;
  readonly activeBetween?: RangeArgument | null;
  readonly minRecords?: number | null;
  readonly text?: string | null;
  readonly colour?: readonly string[] | null;
  readonly minScore?: number | null;
  readonly awaitingConfirmation?: boolean | null;
  readonly handling?: HandlingFilterArgument | null;
}

const ORDERS = {
  LAST_ACTIVITY_DESC: { sortField: 'lastActivityAt', direction: 'DESC' },
  LAST_ACTIVITY_ASC: { sortField: 'lastActivityAt', direction: 'ASC' },
  OPENED_DESC: { sortField: 'openedAt', direction: 'DESC' },
  OPENED_ASC: { sortField: 'openedAt', direction: 'ASC' },
  RISK_DESC: { sortField: 'risk.score', direction: 'DESC' },
  DUE_ASC: { sortField: 'workflow.dueAt', direction: 'ASC' },
} as const satisfies Record<string, { sortField: DisputeSortField; direction: Direction }>;

export interface DisputeListArguments extends PageArguments {
  readonly filter?: DisputeFilterArgument | null;
  readonly orderBy?: keyof typeof ORDERS | null;
  readonly updatedSince?: string | null;
}

const DISPUTE_STATES = ['ACTIVE', 'MERGED', 'WITHDRAWN'];
const COUNT_UP_TO = 10_000;
/** A text that more records contain is no way to find a dispute. */
const MAX_TEXT_RECORDS = 5_000;
/** A merge points to the survivor of its day, which may have been merged since. */
const MAX_MERGES = 100;

/** The dispute with this code, or the survivor of the merges that it went through. */
export async function disputeWithCode(
  { code }: { readonly code: string },
  context: DisputesContext,
): Promise<DisputeDoc | null> {
  const dispute = await context.loaders.disputeByCode.load(readDisputeCode(code));
  return dispute === null ? null : survivorOf(dispute, context);
}

/** The dispute that stands for this one after the merges that it went through. */
export async function survivorOf(from: DisputeDoc, { loaders }: DisputesContext): Promise<DisputeDoc | null> {
  let dispute: DisputeDoc | null = from;
  for (let merges = 0; dispute?.state === 'MERGED' && dispute.mergedInto !== null; merges += 1) {
    if (merges === MAX_MERGES)
      throw new HubError('HUB_INTERNAL', `dispute ${dispute._id}: merges have no end`);
    dispute = await loaders.disputeById.load(dispute.mergedInto);
  }
  return dispute;
}

/** A page of disputes. */
export async function disputeList(
  args: DisputeListArguments,
  { store, now }: DisputesContext,
): Promise<Connection<DisputeDoc>> {
  if (given(args.updatedSince)) {
    const state = args.filter?.state ?? DISPUTE_STATES;
    const criteria = await criteriaOf({ ...args.filter, state }, store, now);
    return changedDisputes({ criteria, since: args.updatedSince, page: args }, store);
  }
  const orderBy = args.orderBy ?? 'LAST_ACTIVITY_DESC';
  const { sortField, direction } = ORDERS[orderBy];
  const listing = store.listing(`disputes:${orderBy}`);
  const size = pageSizeOf(args);
  const position = positionOf(listing, args, 2);
  const isByRisk = sortField === 'risk.score';
  const [at = '', id = ''] = position ?? [];
  // A number's shortest text is that number again.
  const after = position === null ? null : { at: isByRisk ? Number(at) : at, id };
  const asked = await criteriaOf(args.filter ?? {}, store, now);
  const criteria: DisputeCriteria = {
    ...asked,
    ...(isByRisk ? { isScored: true } : {}),
    ...(sortField === 'workflow.dueAt' ? { handled: { due: ANY_TIME, ...asked.handled } } : {}),
  };
  return connectionOf({
    listing,
    found: await store.disputePage({ criteria, sortField, direction, after, limit: size + 1 }),
    size,
    isFirst: after === null,
    position: (dispute) => [placeOf(dispute, sortField), dispute._id],
    count: () => store.countDisputes(criteria, COUNT_UP_TO),
  });
}

const ANY_TIME = { from: null, to: null };

function placeOf(dispute: DisputeDoc, sortField: DisputeSortField): string {
  switch (sortField) {
    case 'risk.score':
      return String(dispute.risk?.score ?? 0);
    case 'workflow.dueAt':
      return dispute.workflow?.dueAt ?? '';
    case 'lastActivityAt':
    case 'openedAt':
      return dispute[sortField];
  }
}

async function criteriaOf(
  filter: DisputeFilterArgument,
  store: ScopedStore,
  now: Date,
): Promise<DisputeCriteria> {
  const { feeds, category, regionCode, state, openedBetween, activeBetween, minRecords, text } = filter;
  const { colour, minScore, awaitingConfirmation, categoryThatHolds, handling } = filter;
  return {
    states: state ?? ['ACTIVE'],
    ...(given(feeds) ? { feeds } : {}),
    ...(given(category) ? { categories: category } : {}),
    ...(given(categoryThatHolds) ? { categoriesThatHold: categoryThatHolds } : {}),
    ...(given(regionCode) ? { regionPrefix: regionPrefixOf(regionCode) } : {}),
    ...(given(openedBetween) ? { opened: rangeOf(openedBetween) } : {}),
    ...(given(activeBetween) ? { active: rangeOf(activeBetween) } : {}),
    ...(given(minRecords) ? { minRecords } : {}),
    ...(given(text) ? { recordIds: await recordIdsWith(text, store) } : {}),
    ...(given(colour) ? { colours: colour } : {}),
    ...(given(minScore) ? { minScore } : {}),
    ...(given(awaitingConfirmation) ? { awaitsConfirmation: awaitingConfirmation } : {}),
    ...(given(handling) ? { handled: handledCriteriaOf(handling, now) } : {}),
  };
}

async function recordIdsWith(text: string, store: ScopedStore): Promise<readonly string[]> {
  const criteria = searchCriteriaOf(queryTextOf(text, 'text'), null);
  const ids = await store.searchRecordIds(criteria, MAX_TEXT_RECORDS + 1);
  if (ids.length <= MAX_TEXT_RECORDS) return ids;
  throw new HubError(
    'HUB_LIMIT_EXCEEDED',
    `text: more than ${MAX_TEXT_RECORDS} records contain "${text.slice(0, 40)}"; write more of it`,
    { field: 'text' },
  );
}

function given<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}
