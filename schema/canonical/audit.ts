import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** What an entry of the audit is about. */
export const AUDIT_KINDS = [
  'QUERY',
  'MUTATION_INTENT',
  'MUTATION_OUTCOME',
  'STREAM_OPEN',
  'STREAM_RANGE',
  'STREAM_CLOSE',
  'PULL',
  'WEBHOOK_DELIVERY',
  'EXPORT_DOWNLOAD',
  'DENIED',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** The operation that was asked, without any value that was in it. */
export interface AuditOperation {
  /** As its document calls it, null when it has no name. */
  readonly name: string | null;
  /** SHA-256 of the document without literals and aliases. */
  readonly sha256: string;
}

/**
 * One look at data. Who looked, for what purpose, with which fields and at which rows; never a value of a row: identifiers of the hub's own
 * making alone.
 */
export interface AuditEntry {
  /** The chain that it is in, one for each run of a gateway process. */
  readonly chain: string;
  /** Its place in the chain, from 1. */
  readonly seq: number;
  /** UTC with milliseconds; never before the entry before it. */
  readonly at: string;
  /** Null of a DENIED that nobody could be named for. */
  readonly partner: string | null;
  readonly actor: string | null;
  readonly purpose: string | null;
  /** Why, in the words of who asked; only where they gave any. */
  readonly reason?: string;
  readonly kind: AuditKind;
  readonly operation: AuditOperation | null;
  /** Schema coordinates (`Dispute.title`) that were asked for, sorted. */
  readonly fields: readonly string[];
  /** Disputes, records and parties that were read for it, at most `MOST_ROW_IDS`: disputes first. */
  readonly rowIds: readonly string[];
  /** How many there were. */
  readonly rowCount: number;
  /** Codes of the errors in the answer, sorted; empty when all went well. Of a DENIED, why. */
  readonly codes: readonly string[];
  readonly durationMs: number;
  /** Of a DENIED how many requests it stands for, of a STREAM_RANGE how many items were sent; else 1. */
  readonly count: number;
  /** Request, stream, webhook or export that it belongs to. */
  readonly requestId: string | null;
  /** Of a STREAM_RANGE: cursors of the first and the last item. Of a WEBHOOK_DELIVERY: the event, twice. */
  readonly range: { readonly from: string | null; readonly to: string | null } | null;
  /**
   * Of a STREAM_RANGE of several streams: each of them, all told of the same rows, at most `MOST_STREAMS`. Then `requestId` and `range` are null, and `actor` is
   * who all of them belong to, if that is one.
   */
  readonly streams?: readonly AuditStream[];
  /** `hash` of the entry before it; of the first, `firstHash` of its chain. */
  readonly previous: string;
  /** `auditHashOf` all the rest. */
  readonly hash: string;
}

/** A stretch of one stream among several that were sent the same. */
export interface AuditStream {
  readonly actor: string | null;
  /** The stream, as its STREAM_OPEN and STREAM_CLOSE name it. */
  readonly requestId: string | null;
  /** Cursors of its first and its last item. */
  readonly from: string | null;
  readonly to: string | null;
  /** Items. */
  readonly count: number;
}

/** What is told of a look; the chain adds the rest. */
export type AuditDraft = Omit<AuditEntry, 'chain' | 'seq' | 'at' | 'previous' | 'hash'>;

/** A chain as it was registered before its first entry; never changed. */
export interface AuditChain {
  readonly id: string;
  /** Host of the process. */
  readonly host: string;
  /** UTC. */
  readonly startedAt: string;
  /** The chain that was registered before it on the same host, null of the first. */
  readonly before: string | null;
  /** `auditHashOf` all the rest: what the first entry hangs on. */
  readonly firstHash: string;
}

/** More rows than that are only counted. */
export const MOST_ROW_IDS = 1_000;
/** More streams than that are told in several entries. */
export const MOST_STREAMS = 500;

const NOT_HASHED: ReadonlySet<string> = new Set(['hash', 'firstHash', '_id']);

/** SHA-256 over the canonical JSON of everything but `hash`, `firstHash` and what the store adds; lower-case hex. */
export function auditHashOf(value: object): string {
  const told = Object.fromEntries(Object.entries(value).filter(([name]) => !NOT_HASHED.has(name)));
  return createHash('sha256').update(canonicalJson(told)).digest('hex');
}

/** The head of a chain: its last entry. */
export interface AuditHead {
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
}

/** What a gateway signs each minute and keeps outside MongoDB. */
export interface AuditCheckpoint {
  /** Chain of the gateway that signs. */
  readonly signer: string;
  /** Its checkpoints from 1 without gaps. */
  readonly number: number;
  readonly at: string;
  /** SHA-256 of the line that this signer wrote before, null of its first. */
  readonly previous: string | null;
  /** Chains and entries that were there. */
  readonly chains: number;
  readonly entries: number;
  /** Heads that have changed since the line before; of a first one, all. */
  readonly heads: readonly AuditHead[];
}
