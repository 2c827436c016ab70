import { createHash } from 'node:crypto';

/**
 * Of a field that `@override(from:, label: "percent(n)")` moves by shares, which share a document is in: 0 to below 100, always the same for
 * the same document, so that plans are kept and answers do not change from one request to the next. Other labels count as not set.
 */
export function rolloutShare(document: string): number {
  return (createHash('sha256').update(document).digest().readUInt32BE(0) / 2 ** 32) * 100;
}
