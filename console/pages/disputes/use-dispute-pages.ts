import type { CombinedError } from '@urql/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { DISPUTE_LIST, type DisputeListAnswer, type DisputeListVariables } from './disputes.ts';

export type DisputeRow = NonNullable<DisputeListAnswer['disputes']>['nodes'][number];

export interface DisputePages {
  readonly rows: readonly DisputeRow[];
  /** Counted up to 10,000: that value means 10,000 or more. Null before the first answer. */
  readonly totalCount: number | null;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly error: CombinedError | undefined;
}

const NOTHING: DisputePages = {
  rows: [],
  totalCount: null,
  hasMore: true,
  isLoading: true,
  error: undefined,
};

/** A list of disputes, a page at a time as the reader gets to them. */
export function useDisputePages(
  filter: DisputeListVariables['filter'],
  orderBy: DisputeListVariables['orderBy'],
): DisputePages & { readonly loadMore: () => void; readonly reload: () => void } {
  const client = useClient();
  const asked = JSON.stringify({ filter, orderBy });
  const [pages, setPages] = useState(NOTHING);
  /** Which list is being read, and where its next page begins; null while one is on its way or there is none. */
  const reading = useRef<{ asked: string; after: string | null; isBusy: boolean }>({
    asked: '',
    after: null,
    isBusy: false,
  });
  const loadMore = useCallback(() => {
    const run = reading.current;
    if (run.isBusy) return;
    run.isBusy = true;
    setPages((before) => ({ ...before, isLoading: true, error: undefined }));
    const variables = { ...(JSON.parse(run.asked) as DisputeListVariables), after: run.after };
    void client
      .query(DISPUTE_LIST, variables, { requestPolicy: 'network-only' })
      .toPromise()
      .then(({ data, error }) => {
        if (reading.current !== run) return;
        const page = data?.disputes;
        run.isBusy = page?.pageInfo.hasNextPage === false;
        run.after = page?.pageInfo.endCursor ?? run.after;
        setPages(({ rows, totalCount }) => ({
          rows: page == null ? rows : [...rows, ...page.nodes],
          totalCount: page?.totalCount ?? totalCount,
          hasMore: page?.pageInfo.hasNextPage ?? false,
          isLoading: false,
          error,
        }));
      });
  }, [client]);
  const reload = useCallback(() => {
    reading.current = { asked, after: null, isBusy: false };
    setPages(NOTHING);
    loadMore();
  }, [asked, loadMore]);
  useEffect(reload, [reload]);
  return { ...pages, loadMore, reload };
}
