import type { IdentifyingContext } from '../../../schema/masking/identifying.ts';
import type { ScrubParty } from '../../../schema/masking/party-forms.ts';
import { scrub } from '../../../schema/masking/scrub.ts';
import type { DisclosureLevel } from '../../../schema/vocabulary/disclosure.ts';

/** Texts of a page of records several times over; some 10 MB at most. */
const MOST_KEPT = 4_000;
const LONGEST_KEPT = 4_000;
const kept = new Map<string, string | null>();

/**
 * `scrub`, with what was scrubbed lately kept: lists, timelines and events show the same texts again and again, and scrubbing one costs as much as
 * reading it from the store.
 */
export function scrubbed(
  text: string,
  parties: readonly ScrubParty[],
  level: DisclosureLevel,
  { partner, pseudonyms }: { readonly partner: string; readonly pseudonyms: object | null },
  context: IdentifyingContext,
): string | null {
  if (level === 'CLEAR' || text === '') return text;
  if (level === 'WITHHELD') return null;
  if (text.length > LONGEST_KEPT) return scrub(text, parties, level, context);
  // Pseudonyms are one partner's own, of one secret.
  const whose = level === 'PSEUDONYM' ? `${partner}|${idOf(pseudonyms)}` : '';
  const key = `${level}|${whose}|${context.regionCode ?? ''}|${context.asOf}|${partiesKey(parties)}|${text}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = scrub(text, parties, level, context);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, made);
  return made;
}

const partyKeys = new WeakMap<readonly ScrubParty[], string>();

function partiesKey(parties: readonly ScrubParty[]): string {
  const known = partyKeys.get(parties);
  if (known !== undefined) return known;
  const made = JSON.stringify(
    parties.map(({ kind, name, phones, idNumber, addresses }) => [kind, name, phones, idNumber, addresses]),
  );
  partyKeys.set(parties, made);
  return made;
}

const ids = new WeakMap<object, number>();
let lastId = 0;

function idOf(one: object | null): number {
  if (one === null) return 0;
  const known = ids.get(one);
  if (known !== undefined) return known;
  lastId += 1;
  ids.set(one, lastId);
  return lastId;
}
