import { useEffect, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { useTexts } from '../../language/language-context.ts';
import { Failure, Loading, Nothing } from '../../parts/states.tsx';
import type { DisputeOrder } from '../../vocabulary/enums.ts';
import { disputeFilterOf, type DisputeQuery } from '../disputes/dispute-query.ts';
import { DisputeRow } from './dispute-row.tsx';
import { FIND_DISPUTES } from './search.ts';
import { SEARCH } from './texts.ts';
import type { Hit } from './use-hits.ts';

const PAGE_SIZE = 20;

interface ResultPageProps {
  readonly query: DisputeQuery;
  readonly after: string | null;
  readonly matches: ReadonlyMap<string, readonly Hit[]>;
  /** Told the cursor behind the last result, null at the end of the list. */
  readonly onEnd: ((cursor: string | null) => void) | undefined;
}

export function ResultPage({ query, after, matches, onEnd }: ResultPageProps): ReactNode {
  const t = useTexts(SEARCH);
  const [{ data, error, fetching }, again] = useQuery({
    query: FIND_DISPUTES,
    variables: {
      filter: disputeFilterOf(query),
      orderBy: query.order as DisputeOrder,
      first: PAGE_SIZE,
      after,
    },
  });
  const page = data?.disputes;
  const end = page == null ? undefined : page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  useEffect(() => {
    if (end !== undefined) onEnd?.(end);
  }, [end, onEnd]);
  if (page == null) {
    return fetching ? (
      <Loading />
    ) : (
      <Failure
        error={error}
        onRetry={() => {
          again({ requestPolicy: 'network-only' });
        }}
      />
    );
  }
  return (
    <>
      {after === null && (
        <p className="search-count figures" role="status">
          {t('found', { count: page.totalCount })}
        </p>
      )}
      <Failure error={error} isPartial />
      {page.totalCount === 0 ? (
        <Nothing text={t('nothing')}>
          <p className="muted">{t('nothingWhy')}</p>
        </Nothing>
      ) : (
        <ul className="results">
          {page.nodes.map((dispute) => (
            <DisputeRow key={dispute.id} dispute={dispute} hits={matches.get(dispute.code) ?? []} />
          ))}
        </ul>
      )}
    </>
  );
}
