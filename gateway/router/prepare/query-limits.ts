import { HubError } from '../../../schema/canonical/hub-error.ts';

/** What one document may ask for. All counts are taken after fragments are spread. */
export interface QueryLimits {
  /** Lexical tokens of the document. */
  readonly maxTokens: number;
  /** Brackets of all kinds within each other: also lists and objects of values, and fragments. */
  readonly maxNesting: number;
  /** Fields within fields; the standard introspection query needs 15. */
  readonly maxDepth: number;
  /** Fields and fragments of one operation. */
  readonly maxSelections: number;
  readonly maxAliases: number;
  readonly maxRootFields: number;
  readonly maxDirectives: number;
  /** Value of `first` and `last`. */
  readonly maxListSize: number;
  /** Points that one operation may cost; see query-cost.ts. */
  readonly maxCost: number;
}

export const DEFAULT_QUERY_LIMITS: QueryLimits = {
  maxTokens: 4_000,
  maxNesting: 200,
  maxDepth: 16,
  maxSelections: 1_000,
  maxAliases: 50,
  maxRootFields: 20,
  maxDirectives: 50,
  maxListSize: 100,
  maxCost: 20_000,
};

const WORDS: Readonly<Record<keyof QueryLimits, string>> = {
  maxTokens: 'tokens',
  maxNesting: 'levels of brackets',
  maxDepth: 'levels of fields',
  maxSelections: 'fields and fragments',
  maxAliases: 'aliases',
  maxRootFields: 'root fields',
  maxDirectives: 'directives',
  maxListSize: 'items a page',
  maxCost: 'cost points',
};

/** `found` is left out where counting on would be the attack. */
export function limitExceeded(limits: QueryLimits, limit: keyof QueryLimits, found?: number): HubError {
  const asked = found === undefined ? 'more' : found > 1e6 ? 'millions' : String(found);
  return new HubError(
    'HUB_LIMIT_EXCEEDED',
    `the query asks for ${asked} ${WORDS[limit]}, the limit is ${limits[limit]} (${limit}); ask for less or in several requests`,
    { field: limit },
  );
}
