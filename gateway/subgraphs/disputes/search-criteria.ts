import type { SearchCriteria, TextFragment } from '../../access/search-criteria.ts';
import type { SearchHitDoc } from '../../access/search-reads.ts';
import type { RecordPlaceDoc } from '../../access/record-reads.ts';
import { bigramsOf, foldText } from '../../../schema/matching/fold.ts';
import { addressTermOf, searchTermsOf } from '../../../schema/matching/search-terms.ts';
import type { FeedName } from '../../../schema/vocabulary/feeds.ts';

/** `enum SearchMatch` by the kind in front of an exact key. */
const KEY_MATCHES: readonly (readonly [string, string])[] = [
  ['phone:', 'PHONE'],
  ['id:', 'ID_NUMBER'],
  ['number:', 'NUMBER'],
  ['name:', 'NAME'],
  ['pinyin:', 'PINYIN'],
];

/** What a query could mean, folded by the functions that folded the records: its exact keys, its text, its form as an address. */
export function searchCriteriaOf(query: string, feeds: readonly FeedName[] | null): SearchCriteria {
  const { keys, folded } = searchTermsOf(query);
  const forms = new Set([folded, addressTermOf(query)]);
  const fragments = [...forms].flatMap((form): TextFragment[] => {
    const grams = usefulGrams(form);
    return grams.length === 0 ? [] : [{ folded: form, grams }];
  });
  return { keys, fragments, feeds };
}

/**
 * A fragment may begin or end inside a word, so that a lone character of it (`…路 1` of `…路 128`) need not stand alone in the text: such
 * grams are left to the comparison of the text, unless there are no others.
 */
function usefulGrams(folded: string): readonly string[] {
  const grams = bigramsOf(folded);
  const pairs = grams.filter((gram) => Array.from(gram).length > 1);
  return pairs.length > 0 ? pairs : grams;
}

/** What of a hit matched: the kinds of its exact keys, else whether the fragment stands in the address or elsewhere in the text. */
export function matchesOf(
  hit: SearchHitDoc,
  { keys, fragments }: SearchCriteria,
  place: RecordPlaceDoc['place'] | null,
): readonly string[] {
  const hitKeys = new Set(hit.keys);
  const common = keys.filter((key) => hitKeys.has(key));
  if (common.length > 0) {
    return KEY_MATCHES.filter(([kind]) => common.some((key) => key.startsWith(kind))).map(
      ([, match]) => match,
    );
  }
  const contains = (text: string): boolean => fragments.some(({ folded }) => text.includes(folded));
  const addresses = [foldText(place?.address ?? ''), place?.matchingAddress ?? ''].filter(
    (line) => line !== '',
  );
  const elsewhere = hit.text
    .split('\n')
    .filter((line) => !addresses.includes(line))
    .join('\n');
  const inAddress = addresses.some(contains);
  return [...(inAddress ? ['ADDRESS'] : []), ...(contains(elsewhere) || !inAddress ? ['TEXT'] : [])];
}
