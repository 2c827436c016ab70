import DataLoader from 'dataloader';
import { MOST_PAGES } from '../../access/reader-pipelines.ts';

const MAX_BATCH = 2_000;

/** A DataLoader over a read that answers what there is, in any order; null for keys without an answer. */
export function byKey<Value>(
  read: (keys: readonly string[]) => Promise<readonly Value[]>,
  keyOf: (value: Value) => string,
): DataLoader<string, Value | null> {
  return new DataLoader(
    async (keys) => {
      const found = new Map((await read(keys)).map((value) => [keyOf(value), value]));
      return keys.map((key) => found.get(key) ?? null);
    },
    { maxBatchSize: MAX_BATCH },
  );
}

/** As `byKey` for reads that answer several values a key. */
export function groupedByKey<Value>(
  read: (keys: readonly string[]) => Promise<readonly Value[]>,
  keysOf: (value: Value) => readonly string[],
): DataLoader<string, readonly Value[]> {
  return new DataLoader(
    async (keys) => {
      const groups = new Map<string, Value[]>(keys.map((key) => [key, []]));
      for (const value of await read(keys)) {
        for (const key of keysOf(value)) groups.get(key)?.push(value);
      }
      return keys.map((key) => groups.get(key) ?? []);
    },
    { maxBatchSize: MAX_BATCH },
  );
}

/** A DataLoader whose keys are questions: equal ones are asked once a request. */
export type LoadedByQuery<Query, Answer> = DataLoader<Query, Answer, string>;

/** A DataLoader over a read that answers each of several questions in their order, at most `MOST_PAGES` of them; an error is the answer of its question alone. */
export function byQuery<Query, Answer>(
  read: (queries: readonly Query[]) => Promise<readonly (Answer | Error)[]>,
): LoadedByQuery<Query, Answer> {
  return new DataLoader<Query, Answer, string>((queries) => read(queries), {
    maxBatchSize: MOST_PAGES,
    cacheKeyFn: (query) => JSON.stringify(query),
  });
}

/** What there is of several keys, in their order. */
export async function loadPresent<Value>(
  loader: DataLoader<string, Value | null>,
  keys: readonly string[],
): Promise<readonly Value[]> {
  const values = await Promise.all(keys.map((key) => loader.load(key)));
  return values.filter((value) => value !== null);
}
