import type { AuditKind } from '../../schema/canonical/audit.ts';
import type { AuditEntryDoc } from '../../schema/store/audit-docs.ts';
import { afterFilter, allOf, keysetSort, type Filter, type KeysetPosition } from './criteria.ts';
import type { Reader } from './reader.ts';

export interface AuditCriteria {
  /** A dispute, a record or a party that was read. */
  readonly rowId?: string;
  readonly partner?: string;
  readonly actor?: string;
  readonly kinds?: readonly AuditKind[];
  /** UTC instants: from (included) to (not included). */
  readonly from?: string;
  readonly to?: string;
}

/** By what uses are counted. */
export const USAGE_KEYS = {
  FIELD: '$fields',
  PARTNER: '$partner',
  // Of streams that are told together, each person once.
  ACTOR: { $ifNull: [{ $setUnion: '$streams.actor' }, '$actor'] },
  PURPOSE: '$purpose',
  OPERATION: '$operation.sha256',
} as const;
export type UsageKey = keyof typeof USAGE_KEYS;

export interface UsageRow {
  /** Null where an entry has none. */
  readonly key: string | null;
  readonly looks: number;
  /** UTC. */
  readonly lastAt: string;
}

export interface AuditReads {
  /** The newest first. */
  auditPage(
    criteria: AuditCriteria,
    after: KeysetPosition | null,
    limit: number,
  ): Promise<readonly AuditEntryDoc[]>;
  countAuditEntries(criteria: AuditCriteria, upTo: number): Promise<number>;
  /** Looks counted by one of their properties, the most frequent first. */
  auditUsage(by: UsageKey, criteria: AuditCriteria, limit: number): Promise<readonly UsageRow[]>;
}

export function auditReads(reader: Reader): AuditReads {
  return {
    auditPage: (criteria, after, limit) =>
      reader.find('auditEntries', allOf([filterOf(criteria), ...afterFilter('at', 'DESC', after)]), {
        sort: keysetSort('at', 'DESC'),
        limit,
      }),
    countAuditEntries: (criteria, upTo) => reader.count('auditEntries', filterOf(criteria), upTo),
    auditUsage: (by, criteria, limit) =>
      reader.aggregate<UsageRow>('auditEntries', filterOf(criteria), [
        { $set: { used: USAGE_KEYS[by] } },
        { $unwind: { path: '$used', preserveNullAndEmptyArrays: by !== 'FIELD' } },
        { $group: { _id: '$used', looks: { $sum: 1 }, lastAt: { $max: '$at' } } },
        { $sort: { looks: -1, _id: 1 } },
        { $limit: limit },
        { $project: { _id: 0, key: { $ifNull: ['$_id', null] }, looks: 1, lastAt: 1 } },
      ]),
  };
}

function filterOf({ rowId, partner, actor, kinds, from, to }: AuditCriteria): Filter {
  return {
    ...(rowId === undefined ? {} : { rowIds: rowId }),
    ...(partner === undefined ? {} : { partner }),
    ...(actor === undefined ? {} : { $or: [{ actor }, { 'streams.actor': actor }] }),
    ...(kinds === undefined ? {} : { kind: { $in: [...kinds] } }),
    ...(from === undefined && to === undefined
      ? {}
      : { at: { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lt: to }) } }),
  };
}
