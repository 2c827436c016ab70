import { allOf, type Filter } from './criteria.ts';
import type { FindOptions } from './readable.ts';
import type { ReadableCollection, Scope } from './rows/readable-collections.ts';

/** What is asked, within a scope. */
export function scoped(scope: Scope, filter: Filter): Record<string, unknown> {
  return { ...(Object.keys(scope.filter).length === 0 ? filter : allOf([scope.filter, filter])) };
}

/** The identifiers, where nothing else decides what is found and in which order; else null. */
export function idsAlone(filter: Filter, options: FindOptions): readonly string[] | null {
  const [[field, condition] = [], ...others] = Object.entries(filter);
  if (field !== '_id' || others.length > 0) return null;
  const { $in: ids, ...more } = (condition ?? {}) as { readonly $in?: unknown };
  if (!Array.isArray(ids) || Object.keys(more).length > 0 || !ids.every((id) => typeof id === 'string'))
    return null;
  const { sort, limit, judge, narrow = filter } = options;
  const isAlone = sort === undefined && limit === undefined && judge === undefined && narrow === filter;
  return isAlone ? ids : null;
}

/** Counts by the values of some fields, the most frequent first. */
export function countedBy(fields: readonly string[], limit: number): readonly object[] {
  return [
    { $group: { _id: Object.fromEntries(fields.map((field) => [field, `$${field}`])), count: { $sum: 1 } } },
    { $sort: { count: -1, _id: 1 } },
    { $limit: limit },
    { $replaceWith: { $mergeObjects: ['$_id', { count: '$count' }] } },
  ];
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
