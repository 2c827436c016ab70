import { allOf, type Filter } from './criteria.ts';
import type { ReadableCollection, Scope } from './rows/readable-collections.ts';

/** What is asked, within a scope. */
export function scoped(scope: Scope, filter: Filter): Record<string, unknown> {
  return { ...(Object.keys(scope.filter).length === 0 ? filter : allOf([scope.filter, filter])) };
}

/** Pipelines side by side in one command of at most `MOST_PAGES`; each row of the answer tells by `of` which of them gave its `doc`. */
export function sideBySide(collectionName: string, pipelines: readonly (readonly object[])[]): object[] {
  const [first = [], ...others] = pipelines.map((stages, of) => [
    ...stages,
    { $replaceWith: { of: { $literal: of }, doc: '$$ROOT' } },
  ]);
  return [...first, ...others.map((pipeline) => ({ $unionWith: { coll: collectionName, pipeline } }))];
}

/** MongoDB allows 1,000 stages in a pipeline. */
export const MOST_PAGES = 200;

/** Some collections are read for different things under different names. */
export function storedAs(
  collection: ReadableCollection,
): Exclude<ReadableCollection, 'countedDisputes' | 'decisionClock'> {
  if (collection === 'countedDisputes') return 'disputes';
  return collection === 'decisionClock' ? 'linkDecisions' : collection;
}
