import { DERIVED } from './collections.ts';
import type { StoreConnection } from './connection.ts';
import { ensureIndexes, openStore, type Store } from './models.ts';
import { storing } from './store-fault.ts';

const SUFFIX = '.rebuild';
/** Rows that making anew would add are kept apart until it is put in place. */
const DECISIONS = 'decisions';
const SHADOWED: readonly string[] = [...DERIVED, DECISIONS];

/**
 * The store as a rebuild writes it: derived collections are shadows beside the live ones, empty; `decisions` is a copy, so that nothing that
 * is tried out is ever taken for a decision; all others are the live ones. Shadows that were there are dropped.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function openShadow(live: Store): Promise<Store> {
  await dropShadows(live);
  await storing(live.decisions.aggregate([{ $match: {} }, { $out: DECISIONS + SUFFIX }]).exec());
  // A connection of its own name space for models, over the same client.
  const shadow = openStore(live.connection.useDb(live.connection.name, { useCache: false }), (name) =>
    SHADOWED.includes(name) ? name + SUFFIX : name,
  );
  await ensureIndexes(shadow);
  return shadow;
}

export async function dropShadows(live: Store): Promise<void> {
  const there = await shadowsIn(live.connection);
  for (const name of there) await storing(live.connection.dropCollection(name + SUFFIX));
}

/**
 * Puts shadows in place of the live collections: rows of `decisions` since an instant first, then one atomic rename after the other. Each step
 * may be done twice; what was done already is passed over.
 * @param step told after each step, for tests that stop there
 */
export async function swapShadows(
  live: Store,
  since: string,
  step: (place: string) => Promise<void>,
): Promise<void> {
  const there = await shadowsIn(live.connection);
  if (there.includes(DECISIONS)) {
    const copy = live.connection.collection(DECISIONS + SUFFIX);
    const into = { into: DECISIONS, on: '_id', whenMatched: 'keepExisting', whenNotMatched: 'insert' };
    await storing(copy.aggregate([{ $match: { at: { $gte: since } } }, { $merge: into }]).toArray());
    await step('decisions-kept');
  }
  for (const name of DERIVED.filter((one) => there.includes(one))) {
    await storing(live.connection.collection(name + SUFFIX).rename(name, { dropTarget: true }));
    await step(`renamed ${name}`);
  }
  await dropShadows(live);
}

/** Names of the live collections whose shadows are there. */
async function shadowsIn(connection: StoreConnection): Promise<readonly string[]> {
  const all = new Set((await storing(connection.listCollections())).map(({ name }) => name));
  return SHADOWED.filter((name) => all.has(name + SUFFIX));
}
