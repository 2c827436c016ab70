import { FEED_NAMES } from '../../../schema/vocabulary/feeds.ts';
import { DISPUTE_CATEGORIES } from '../../../schema/vocabulary/tables.ts';
import { feedEnumName } from '../../../schema/subgraphs/vocabulary-sdl.ts';

/** Stored codes behind the names of the vocabulary's enums: a category is stored as its table 91 code, a feed as its name. */
export const vocabularyResolvers = {
  DisputeCategory: Object.fromEntries(
    [...DISPUTE_CATEGORIES.values()].map(({ enumName, code }) => [enumName, code]),
  ),
  FeedName: Object.fromEntries(FEED_NAMES.map((name) => [feedEnumName(name), name])),
};

/** A stored category as the enum can say it; null for a code that is in no table any more. */
export function knownCategory(code: string | null): string | null {
  return code !== null && DISPUTE_CATEGORIES.has(code) ? code : null;
}

/** A category's code and Chinese name. */
export function categoryTerm(code: string | null): { code: string; label: string | null } | null {
  return code === null ? null : { code, label: DISPUTE_CATEGORIES.get(code)?.labelZh ?? null };
}
