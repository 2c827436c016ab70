import { canonicalJson } from '../../../schema/canonical/canonical-json.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { digest } from '../../../schema/canonical/ids.ts';
import type { SavedViewKind, SavedViewVisibility } from '../../../schema/store/saved-view-docs.ts';
import type { SavedView } from '../../access/saved-views.ts';
import {
  connectionOf,
  CONNECTION_FIELDS,
  momentAfter,
  pageSizeOf,
  type Connection,
  type PageArguments,
} from '../kit/connection.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';
import { callInput } from './call-input.ts';

type Context = SubgraphContext<undefined>;

interface ListArguments extends PageArguments {
  readonly kind?: readonly SavedViewKind[] | null;
}

/** `input CreateSavedViewInput`. */
interface CreateInput {
  readonly clientMutationId: string;
  readonly kind: SavedViewKind;
  readonly name: string;
  readonly filter: string;
  readonly visibility?: SavedViewVisibility | null;
}

/** `input DeleteSavedViewInput`, and what the other input has of it. */
interface NamedView {
  readonly clientMutationId: string;
  readonly id: string;
  readonly version: number;
}

/** `input UpdateSavedViewInput`. */
interface UpdateInput extends NamedView {
  readonly name?: string | null;
  readonly filter?: string | null;
  readonly visibility?: SavedViewVisibility | null;
}

const LONGEST_NAME = 100;
const LARGEST_FILTER_BYTES = 8_192;
const COUNT_UP_TO = 10_000;

async function viewList(args: ListArguments, { store }: Context): Promise<Connection<SavedView>> {
  const size = pageSizeOf(args);
  const kinds = args.kind ?? null;
  const listing = store.listing('savedViews');
  const after = momentAfter(listing, args);
  return connectionOf({
    listing,
    found: await store.savedViewPage(kinds, after, size + 1),
    size,
    isFirst: after === null,
    position: ({ name, _id }) => [name, _id],
    count: () => store.countSavedViews(kinds, COUNT_UP_TO),
  });
}

/** Root fields of views. */
export const SAVED_VIEW_QUERIES = {
  savedViews: (_: unknown, args: ListArguments, context: Context) => viewList(args, context),
  savedView: (_: unknown, { id }: { readonly id: string }, { store }: Context) => store.savedView(id),
};

/** What people do with their views. */
export const SAVED_VIEW_MUTATIONS = {
  createSavedView: callInput<CreateInput>(async ({ clientMutationId, ...input }, { store }) => {
    const asked = {
      kind: input.kind,
      name: nameOf(input.name),
      filter: filterOf(input.filter),
      visibility: input.visibility ?? 'PRIVATE',
    };
    const inputHash = digest('saved-view', canonicalJson(asked));
    return { view: await store.createSavedView({ clientMutationId, inputHash, ...asked }) };
  }),
  updateSavedView: callInput<UpdateInput>(async ({ id, version, name, filter, visibility }, { store }) => ({
    view: await store.updateSavedView(id, version, {
      ...(name == null ? {} : { name: nameOf(name) }),
      ...(filter == null ? {} : { filter: filterOf(filter) }),
      ...(visibility == null ? {} : { visibility }),
    }),
  })),
  deleteSavedView: callInput<NamedView>(async ({ id, version }, { store }) => {
    await store.deleteSavedView(id, version);
    return { id };
  }),
};

/** Resolvers of the types of `schema/subgraphs/exports/saved-views.graphql`. */
export const SAVED_VIEW_TYPES = {
  SavedView: {
    id: ({ _id }: SavedView) => _id,
    owner: ({ actor }: SavedView) => actor,
  },
  SavedViewConnection: CONNECTION_FIELDS,
};

function nameOf(text: string): string {
  const name = text.trim();
  const { length } = Array.from(name);
  if (length >= 1 && length <= LONGEST_NAME && !/\p{Cc}/u.test(name)) return name;
  throw new HubError('HUB_BAD_REQUEST', `name: write 1 to ${LONGEST_NAME} characters in one line`, {
    field: 'name',
  });
}

function filterOf(text: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes > LARGEST_FILTER_BYTES) {
    throw new HubError(
      'HUB_LIMIT_EXCEEDED',
      `filter: ${bytes} bytes are more than a view holds; save at most ${LARGEST_FILTER_BYTES}`,
      { field: 'filter' },
    );
  }
  if (!isObjectText(text)) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      'filter: this is no JSON text of an object; write for example {"regionCode":"3206"}',
      { field: 'filter' },
    );
  }
  return text;
}

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
