import type { AuditChain, AuditEntry } from '../canonical/audit.ts';

/** An entry as it is stored; `_id` = `auditEntryIdOf` it, so that no place in a chain can be taken twice. */
export type AuditEntryDoc = AuditEntry & { _id: string };
/** A chain as it is stored. */
export type AuditChainDoc = Omit<AuditChain, 'id'> & { _id: string };

/** Text order is the order of the chain. */
export function auditEntryIdOf(chain: string, seq: number): string {
  return `${chain}:${String(seq).padStart(12, '0')}`;
}
