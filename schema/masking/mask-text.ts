import type { ScrubParty } from './party-forms.ts';
import { scrub } from './scrub.ts';

/**
 * A message, log line or file name in which values of records may stand, at level MASKED: by patterns, and by the parties where they are
 * known. For texts that no grant speaks of: nobody may read a clear value there.
 */
export function maskText(text: string, parties: readonly ScrubParty[] = []): string {
  return scrub(text, parties, 'MASKED', { pseudonyms: null, asOf: '1970-01-01', regionCode: null }) ?? '';
}
