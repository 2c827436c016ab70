import { createHash } from 'node:crypto';

/** `sha256:<hex>` of the document's bytes in UTF-8, as GraphQL over HTTP (Appendix "Persisted Documents") writes it. */
export function documentIdOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
