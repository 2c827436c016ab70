import type { CanonicalRecord } from '../canonical/record.ts';
import { bigramsOf, foldAddress, foldIdNumber, foldName, foldNumber, foldPhone, foldText } from './fold.ts';
import { personKeysOf } from './person-keys.ts';
import { namePinyin } from './pinyin.ts';

/** What is written for a record so that it can be found (see docs/decisions/0003). */
export interface SearchTerms {
  /** Exact keys with their kind in front: `phone:`, `id:`, `number:`, `name:`, `pinyin:`. */
  readonly keys: string[];
  /** Bigrams of `text`. */
  readonly grams: string[];
  /** Folded words of the record, a line each: title, narrative, category, address, names, numbers. */
  readonly text: string;
}

/** What a query could mean: one of the exact keys, or a fragment of the text that has all the bigrams and contains `folded`. */
export interface QueryTerms {
  readonly keys: string[];
  readonly folded: string;
  readonly grams: string[];
}

/** Longer texts are found by their beginning: a document must not carry an index entry for every character of a pasted file. */
const LONGEST_TEXT = 6_000;
const LONGEST_QUERY = 200;

export function searchEntryOf(record: CanonicalRecord): SearchTerms {
  const keys = new Set<string>();
  const names: string[] = [];
  for (const { name, matching } of record.parties) {
    for (const key of personKeysOf({ matching })) keys.add(key);
    if (matching.name !== null) {
      keys.add(`name:${matching.name}`);
      const reading = namePinyin(matching.name);
      if (reading !== '') keys.add(`pinyin:${reading}`);
    }
    if (name !== null) names.push(name);
  }
  for (const number of record.numbers) keys.add(`number:${foldNumber(number)}`);
  const lines = [
    record.title,
    record.narrative === record.title ? null : record.narrative,
    record.sourceCategory.join(' '),
    record.place.address,
    ...names,
    ...record.numbers,
  ].filter((line) => line !== null && line !== '');
  const folded = lines.map((line) => foldText(line ?? ''));
  if (record.place.matchingAddress !== null) folded.push(record.place.matchingAddress);
  const text = folded.join('\n').slice(0, LONGEST_TEXT);
  return { keys: [...keys], grams: bigramsOf(text), text };
}

/** Reads a clerk's query by the same folding as the records. An empty query has no terms. */
export function searchTermsOf(query: string): QueryTerms {
  const given = query.slice(0, LONGEST_QUERY).trim();
  const folded = foldText(given);
  if (folded === '') return { keys: [], folded, grams: [] };
  const keys = new Set<string>();
  const phone = foldPhone(given);
  if (phone !== null) keys.add(`phone:${phone}`);
  const idNumber = foldIdNumber(given);
  if (idNumber !== null) keys.add(`id:${idNumber}`);
  const number = foldNumber(given);
  if (/\d/.test(number)) keys.add(`number:${number}`);
  const name = foldName(given);
  if (name !== '' && !/^\d+$/.test(name)) keys.add(`name:${name}`);
  if (/^[a-z' ]{2,60}$/.test(folded)) keys.add(`pinyin:${folded.replace(/[' ]/g, '')}`);
  const grams = bigramsOf(folded);
  // A lone character (the 3 of 3-2-501) may stand inside a longer run of the record, where it is no gram of its own.
  const pairs = grams.filter((gram) => Array.from(gram).length > 1);
  return { keys: [...keys], folded, grams: pairs.length > 0 ? pairs : grams };
}

/** The folded address form of a query (`3幢2单元501室` → `3-2-501`), for a second look when `folded` finds nothing. */
export function addressTermOf(query: string): string {
  return foldAddress(query.slice(0, LONGEST_QUERY));
}
