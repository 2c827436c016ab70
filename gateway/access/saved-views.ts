import { HubError } from '../../schema/canonical/hub-error.ts';
import type {
  SavedViewDoc,
  SavedViewFields,
  SavedViewKind,
  SavedViewVisibility,
} from '../../schema/store/saved-view-docs.ts';
import type { Caller } from './caller.ts';
import { afterFilter, allOf, keysetSort, type Filter, type KeysetPosition } from './criteria.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** A view as whoever may see it gets it. */
export interface SavedView extends SavedViewDoc {
  /** Whether the caller saved it. */
  readonly mine: boolean;
}

export interface SavedViewToCreate {
  readonly clientMutationId: string;
  readonly inputHash: string;
  readonly kind: SavedViewKind;
  readonly name: string;
  readonly filter: string;
  readonly visibility: SavedViewVisibility;
}

/** Views that the caller saved, and those that others of its partner share. */
export interface SavedViewReads {
  savedView(id: string): Promise<SavedView | null>;
  /** By name. */
  savedViewPage(
    kinds: readonly SavedViewKind[] | null,
    after: KeysetPosition | null,
    limit: number,
  ): Promise<readonly SavedView[]>;
  countSavedViews(kinds: readonly SavedViewKind[] | null, upTo: number): Promise<number>;
}

/** Changes of views that the caller saved. */
export interface SavedViewWrites {
  /** The same call again answers what it made. @throws HubError HUB_LIMIT_EXCEEDED, HUB_IDEMPOTENCY_MISMATCH, HUB_BAD_REQUEST. */
  createSavedView(asked: SavedViewToCreate): Promise<SavedView>;
  /** @throws HubError HUB_NOT_FOUND, HUB_FORBIDDEN for another's, HUB_VERSION_CONFLICT, HUB_BAD_REQUEST. */
  updateSavedView(id: string, version: number, fields: SavedViewFields): Promise<SavedView>;
  /** @throws HubError HUB_NOT_FOUND, HUB_FORBIDDEN for another's, HUB_VERSION_CONFLICT. */
  deleteSavedView(id: string, version: number): Promise<void>;
}

/** Views of one person: more are a sign that something else is meant. */
export const MOST_SAVED_VIEWS = 100;

export function savedViews(
  reader: Reader,
  writer: Writer,
  { actor }: Pick<Caller, 'actor'>,
  now: () => Date,
): SavedViewReads & SavedViewWrites {
  const shown = (view: SavedViewDoc): SavedView => ({ ...view, mine: view.actor === actor });
  const ofKinds = (kinds: readonly SavedViewKind[] | null): readonly Filter[] => [
    { $or: [{ actor }, { visibility: 'AGENCY' }] },
    ...(kinds === null ? [] : [{ kind: { $in: kinds } }]),
  ];
  const savedView = async (id: string): Promise<SavedView | null> => {
    const [view] = await reader.find('savedViews', allOf([{ _id: id }, ...ofKinds(null)]));
    return view === undefined ? null : shown(view);
  };
  const there = async (id: string): Promise<SavedView> => (await savedView(id)) ?? notThere(id);
  const ownAt = async (id: string, version: number): Promise<SavedView> => {
    const view = await there(id);
    if (!view.mine) {
      throw new HubError(
        'HUB_FORBIDDEN',
        `the view "${view.name}" is ${view.actor}'s: only who saved it changes it; save one of your own with the same filter`,
        { field: 'id' },
      );
    }
    if (view.version !== version) throw changedSince(view);
    return view;
  };

  return {
    savedView,
    savedViewPage: async (kinds, after, limit) => {
      const found = await reader.find(
        'savedViews',
        allOf([...ofKinds(kinds), ...afterFilter('name', 'ASC', after)]),
        { sort: keysetSort('name', 'ASC'), limit },
      );
      return found.map(shown);
    },
    countSavedViews: (kinds, upTo) => reader.count('savedViews', allOf(ofKinds(kinds)), upTo),
    createSavedView: async ({ clientMutationId, ...asked }) => {
      const id = writer.personalIdOf('view', clientMutationId);
      const known = await savedView(id);
      if (known !== null) return sameInput(known, asked.inputHash);
      if ((await reader.count('savedViews', { actor }, MOST_SAVED_VIEWS)) >= MOST_SAVED_VIEWS) {
        throw new HubError(
          'HUB_LIMIT_EXCEEDED',
          `you have ${MOST_SAVED_VIEWS} saved views, which is as many as one person may have; delete one that is not used`,
          { field: 'savedViews' },
        );
      }
      const at = now().toISOString();
      await writer.insertSavedView({ _id: id, ...asked, version: 1, createdAt: at, changedAt: at });
      return sameInput(await there(id), asked.inputHash);
    },
    updateSavedView: async (id, version, fields) => {
      const read = await ownAt(id, version);
      if (await writer.changeSavedView(read, fields, now().toISOString())) return there(id);
      throw changedSince(await there(id));
    },
    deleteSavedView: async (id, version) => {
      const read = await ownAt(id, version);
      if (!(await writer.deleteSavedView(read))) throw changedSince(await there(id));
    },
  };
}

function sameInput(view: SavedView, inputHash: string): SavedView {
  if (view.inputHash === inputHash) return view;
  throw new HubError(
    'HUB_IDEMPOTENCY_MISMATCH',
    'clientMutationId: it was used for another view; use a new one for each',
    { field: 'clientMutationId' },
  );
}

function changedSince({ version }: SavedView): HubError {
  return new HubError(
    'HUB_VERSION_CONFLICT',
    `version: the view is at version ${version} by now; read it and try again`,
    { field: 'version', details: { currentVersion: version } },
  );
}

function notThere(id: string): never {
  throw new HubError('HUB_NOT_FOUND', `there is no saved view ${id.slice(0, 100)} that you see`, {
    field: 'id',
  });
}
