import type { CanonicalRecord } from '../canonical/record.ts';

/** What a dispute's own fields are made of, of one of its records. */
export type MemberRecord = Pick<
  CanonicalRecord,
  | 'id'
  | 'feed'
  | 'state'
  | 'nature'
  | 'title'
  | 'category'
  | 'amountFen'
  | 'sensitivity'
  | 'reportedAt'
  | 'sourceTime'
  | 'receivedAt'
  | 'flags'
  | 'parties'
  | 'place'
>;

/** A record as a member of a dispute. */
export interface Member {
  readonly id: string;
  readonly record: MemberRecord;
  /** UTC instant of the report, `|`, record id: earliest registered first. */
  readonly registered: string;
  /** Active and about a dispute, or possibly: such records hold disputes together. Others join as leaves and connect nothing. */
  readonly isCore: boolean;
}

export function memberOf(record: MemberRecord): Member {
  return {
    id: record.id,
    record,
    registered: `${new Date(record.reportedAt).toISOString()}|${record.id}`,
    isCore: record.state === 'ACTIVE' && record.nature !== 'OTHER',
  };
}
