import { HubError } from '../canonical/hub-error.ts';
import type { Store } from './models.ts';
import type { SavedViewDoc, SavedViewFields } from './saved-view-docs.ts';
import { inserting, storing } from './store-fault.ts';

type Views = Pick<Store, 'savedViews'>;
type Read = Pick<SavedViewDoc, '_id' | 'partner' | 'actor' | 'version'>;

/** Keeps a new view; one with the same id stays as it is. @throws HubError HUB_BAD_REQUEST for a name that is taken. */
export async function insertSavedView(store: Views, document: SavedViewDoc): Promise<void> {
  const there = await inserting(
    store.savedViews.collection.bulkWrite([{ insertOne: { document } }] as never, { ordered: false }),
  );
  if (there.length === 0) return;
  const same = await storing(store.savedViews.countDocuments({ _id: document._id }).exec());
  if (same === 0) throw nameTaken(document.name);
}

/** Changes a view as it was read: false when it was changed since, or is gone. @throws HubError HUB_BAD_REQUEST for a name that is taken. */
export async function changeSavedView(
  store: Views,
  read: Read,
  fields: SavedViewFields,
  at: string,
): Promise<boolean> {
  const update = {
    updateOne: { filter: asRead(read), update: { $set: { ...fields, changedAt: at }, $inc: { version: 1 } } },
  };
  let matched = 0;
  const there = await inserting(
    store.savedViews.collection.bulkWrite([update] as never, { ordered: false }).then(({ matchedCount }) => {
      matched = matchedCount;
    }),
  );
  if (there.length > 0) throw nameTaken(fields.name ?? '');
  return matched > 0;
}

/** False when it was changed since, or is gone. */
export async function deleteSavedView(store: Views, read: Read): Promise<boolean> {
  const { deletedCount } = await storing(store.savedViews.deleteOne(asRead(read)).exec());
  return deletedCount > 0;
}

function asRead({ _id, partner, actor, version }: Read): Read {
  return { _id, partner, actor, version };
}

function nameTaken(name: string): HubError {
  return new HubError(
    'HUB_BAD_REQUEST',
    `name: you have another view of this kind called "${name}"; choose another name, or change that view`,
    { field: 'name' },
  );
}
