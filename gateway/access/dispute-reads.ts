import type { DisputeDoc } from '../../schema/store/documents.ts';
import {
  afterFilter,
  allOf,
  disputeFilter,
  keysetSort,
  literally,
  type Direction,
  type DisputeCriteria,
  type Filter,
  type KeysetPosition,
} from './criteria.ts';
import { narrowed } from './narrowing.ts';
import type { Reader } from './reader.ts';

/** A dispute without the hub's own bookkeeping. */
const SHOWN = { rev: 0, foundingKey: 0, absorbing: 0, outbox: 0 } as const;

/** Fields that a list of disputes can be ordered by. */
export type DisputeSortField = 'lastActivityAt' | 'openedAt' | 'risk.score' | 'workflow.dueAt';

export interface DisputePageQuery {
  readonly criteria: DisputeCriteria;
  readonly sortField: DisputeSortField;
  readonly direction: Direction;
  readonly after: KeysetPosition<string | number> | null;
  readonly limit: number;
}

/** Reads of disputes. Lists of keys answer what there is, in any order. */
export interface DisputeReads {
  disputesByIds(ids: readonly string[]): Promise<readonly DisputeDoc[]>;
  disputesByCodes(codes: readonly string[]): Promise<readonly DisputeDoc[]>;
  /** Disputes that hold any of these records, merged ones left out: their records belong to the survivor. */
  disputesByRecordIds(recordIds: readonly string[]): Promise<readonly DisputeDoc[]>;
  /** Disputes that any of these parties belongs to, merged ones left out. */
  disputesByPartyIds(partyIds: readonly string[]): Promise<readonly DisputeDoc[]>;
  /** Disputes that were merged into any of these themselves. */
  disputesMergedInto(ids: readonly string[]): Promise<readonly DisputeDoc[]>;
  disputePage(query: DisputePageQuery): Promise<readonly DisputeDoc[]>;
  countDisputes(criteria: DisputeCriteria, upTo: number): Promise<number>;
}

const UNMERGED = { state: { $ne: 'MERGED' } } as const;

export function disputeReads(reader: Reader): DisputeReads {
  const shown = { projection: SHOWN };
  /** Disputes with certain values in a field: of a view these are the same as, or some of, those that are stored. */
  const having = (filter: Filter): Promise<readonly DisputeDoc[]> =>
    reader.find('disputes', filter, { ...shown, narrow: filter });
  return {
    disputesByIds: (ids) => having({ _id: { $in: ids } }),
    disputesByCodes: (codes) => having({ code: { $in: codes } }),
    disputesByRecordIds: (recordIds) => having({ 'members.recordId': { $in: recordIds }, ...UNMERGED }),
    disputesByPartyIds: (partyIds) =>
      reader.find(
        'disputes',
        { 'parties.id': { $in: partyIds }, ...UNMERGED },
        { ...shown, narrow: { ...partiesNarrowed(partyIds), ...UNMERGED } },
      ),
    disputesMergedInto: (ids) => having({ mergedInto: { $in: ids } }),
    disputePage: ({ criteria, sortField, direction, after, limit }) =>
      reader.find('disputes', allOf([disputeFilter(criteria), ...afterFilter(sortField, direction, after)]), {
        ...shown,
        sort: keysetSort(sortField, direction),
        limit,
        narrow: narrowed(criteria),
      }),
    countDisputes: (criteria, upTo) =>
      reader.count('disputes', disputeFilter(criteria), upTo, narrowed(criteria)),
  };
}

/** A party of a view may have another id than that of the whole, but both begin with their dispute. */
function partiesNarrowed(partyIds: readonly string[]): Filter {
  const beginnings = partyIds.map((id) => id.slice(0, id.lastIndexOf('-') + 1)).filter((one) => one !== '');
  return { 'parties.id': { $in: beginnings.map((one) => new RegExp(`^${literally(one)}`)) } };
}
