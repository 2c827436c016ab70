import { createHash } from 'node:crypto';
import type { FeedName } from '../vocabulary/feeds.ts';
import type { ReferenceKind } from './reference.ts';

/** SHA-256 of the parts, separated by NUL so that no two lists of parts collide; lower-case hex. */
export function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** Record id = hash(feed, sourceId), with the feed in front so that `node(id)` can find the owner: `police110-3f…` (32 hex digits). */
export function recordIdOf(feed: FeedName, sourceId: string): string {
  return `${feed}-${digest(feed, sourceId).slice(0, 32)}`;
}

/** The feed that a record id belongs to, as written before its first hyphen. */
export function feedPartOf(id: string): string {
  const end = id.indexOf('-');
  return end < 0 ? '' : id.slice(0, end);
}

/** Id of a dispute founded by this record; the code (一案一码) is minted from it once and never changes. */
export function disputeIdOf(foundingRecordId: string): string {
  return `dispute-${digest('dispute', foundingRecordId).slice(0, 32)}`;
}

/** Id of an entry of an agency's lists (grids, committees): codes are unique within a feed and kind only. */
export function referenceIdOf(feed: FeedName, kind: ReferenceKind, code: string): string {
  return `reference-${digest('reference', feed, kind, code).slice(0, 32)}`;
}

/** Id of one version as received: insert-only key of `rawRecords`; the same bytes twice are one version. */
export function rawRecordIdOf(recordId: string, contentHash: string): string {
  return `${recordId}:${contentHash.slice(0, 32)}`;
}

/**
 * The comparable version of a record: UTC instant of the source time, then the content hash, so that text order is version order and
 * on equal times the larger hash wins on every replay.
 */
export function versionKeyOf(sourceInstantUtc: string, contentHash: string): string {
  return `${sourceInstantUtc}|${contentHash}`;
}

/** Id of the `seq`-th event of a dispute's workflow, 1 the first: the same on every replay. */
export function workflowEventIdOf(disputeId: string, seq: number, kind: string): string {
  return `event-${digest('workflow', disputeId, String(seq), kind).slice(0, 32)}`;
}

/** Id of the `seq`-th event that the hub tells of a dispute or hot spot, 1 the first. */
export function hubEventIdOf(subjectId: string, seq: number, kind: string): string {
  return `hub-event-${digest('hub-event', subjectId, String(seq), kind).slice(0, 32)}`;
}
