import { auditHashOf, type AuditDraft, type AuditEntry } from '../../../schema/canonical/audit.ts';
import { auditEntryIdOf, type AuditEntryDoc } from '../../../schema/store/audit-docs.ts';

/** One entry of a chain, as it is stored. */
export function auditEntry(chain: string, seq: number, changes: Partial<AuditEntry> = {}): AuditEntryDoc {
  const told = {
    chain,
    seq,
    at: `2026-11-24T08:00:${String(seq % 60).padStart(2, '0')}.000Z`,
    partner: 'court',
    actor: 'clerk-7',
    purpose: 'DISPUTE_HANDLING',
    reason: 'case 7',
    kind: 'QUERY' as const,
    operation: { name: 'Seen', sha256: '00' },
    fields: ['Dispute.title', 'Query.dispute'],
    rowIds: ['dispute-1'],
    rowCount: 1,
    codes: ['HUB_SUBGRAPH_UNAVAILABLE'],
    durationMs: 3,
    count: 1,
    requestId: 'request-1',
    range: { from: 'a', to: 'b' },
    streams: [{ actor: 'clerk-7', requestId: 'stream-1', from: 'a', to: 'b', count: 1 }],
    previous: '00',
    ...changes,
  };
  return { _id: auditEntryIdOf(chain, seq), ...told, hash: auditHashOf(told) };
}

/** What was told of an entry, without what the chain added. */
export function draftOf(entry: AuditEntry): AuditDraft {
  const added = new Set(['_id', 'chain', 'seq', 'at', 'previous', 'hash']);
  return Object.fromEntries(
    Object.entries(entry).filter(([name]) => !added.has(name)),
  ) as unknown as AuditDraft;
}
