import { useCallback, useEffect, useState } from 'react';
import { useClient, useMutation, type CombinedError } from 'urql';
import type { SavedViewKind, SavedViewVisibility } from '../vocabulary/enums.ts';
import { CHANGE_VIEW, DELETE_VIEW, SAVE_VIEW, SAVED_VIEWS, type OneView } from './views.ts';

export interface Views {
  /** One's own and those that others share, by name; null while they are read. */
  readonly all: readonly OneView[] | null;
  readonly error: CombinedError | undefined;
  /** Each answers what went wrong; undefined when it was done. */
  readonly save: (
    view: ViewContent & { readonly visibility: SavedViewVisibility },
  ) => Promise<CombinedError | undefined>;
  readonly change: (
    view: OneView,
    changes: Partial<ViewContent> & Seen,
  ) => Promise<CombinedError | undefined>;
  readonly remove: (view: OneView) => Promise<CombinedError | undefined>;
}

interface ViewContent {
  readonly name: string;
  readonly filter: string;
}

interface Seen {
  readonly visibility?: SavedViewVisibility;
}

const MOST_PAGES = 10;

/** Views of one kind, read when the page opens and after each change of one's own. */
export function useViews(kind: SavedViewKind): Views {
  const client = useClient();
  const [all, setAll] = useState<readonly OneView[] | null>(null);
  const [error, setError] = useState<CombinedError | undefined>();
  const [, create] = useMutation(SAVE_VIEW);
  const [, update] = useMutation(CHANGE_VIEW);
  const [, destroy] = useMutation(DELETE_VIEW);
  const read = useCallback(async (): Promise<void> => {
    const found: OneView[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const answer: Awaited<ReturnType<typeof onePage>> = await onePage(after);
      setError(answer.error);
      const page = answer.data?.savedViews;
      if (page == null) break;
      found.push(...page.nodes);
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    setAll(found);

    function onePage(cursor: string | null) {
      const options = { requestPolicy: 'network-only' } as const;
      return client.query(SAVED_VIEWS, { kind: [kind], after: cursor }, options).toPromise();
    }
  }, [client, kind]);
  useEffect(() => {
    void read();
  }, [read]);
  const clientMutationId = (): string => crypto.randomUUID();
  const then = async (done: {
    readonly error?: CombinedError | undefined;
  }): Promise<CombinedError | undefined> => {
    await read();
    return done.error;
  };
  return {
    all,
    error,
    save: async (view) =>
      then(await create({ input: { clientMutationId: clientMutationId(), kind, ...view } })),
    change: async ({ id, version }, changes) =>
      then(
        await update({
          input: { clientMutationId: clientMutationId(), id, version: version ?? 0, ...changes },
        }),
      ),
    remove: async ({ id, version }) =>
      then(await destroy({ input: { clientMutationId: clientMutationId(), id, version: version ?? 0 } })),
  };
}
