import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { Failure, Loading, Nothing } from '../../parts/states.tsx';
import { useAddress } from '../../routing/location.ts';
import type { DisputeOrder } from '../../vocabulary/enums.ts';
import { ViewsButton } from '../../views/views-button.tsx';
import { ExportButton } from '../exports/export-button.tsx';
import { disputesSource } from '../exports/export-source.ts';
import { DisputeFilters } from './dispute-filters.tsx';
import { disputeFilterOf, readDisputeQuery } from './dispute-query.ts';
import { DisputeRowView } from './dispute-row.tsx';
import { DISPUTES } from './texts.ts';
import { useDisputePages } from './use-dispute-pages.ts';
import { useRowHeight } from './use-row-height.ts';
import { useRowWindow } from './window-rows.ts';
import './disputes.css';

const MOST_COUNTED = 10_000;

/** Disputes by any condition of the graph: where every mark of a chart leads, and a list of its own. */
export function DisputesPage(): ReactNode {
  const t = useTexts(DISPUTES);
  const addressText = useAddress().toString();
  const query = useMemo(() => readDisputeQuery(new URLSearchParams(addressText)), [addressText]);
  const pages = useDisputePages(disputeFilterOf(query), query.order as DisputeOrder);
  const { rows, totalCount, isLoading, hasMore, error, loadMore, reload } = pages;
  const scroller = useRef<HTMLDivElement>(null);
  const rowPx = useRowHeight();
  const { first, end, beforePx, afterPx } = useRowWindow(scroller, rowPx, rows.length);
  const isNearEnd = end >= rows.length;
  useEffect(() => {
    if (isNearEnd && hasMore && !isLoading && error === undefined) loadMore();
  }, [isNearEnd, hasMore, isLoading, error, loadMore]);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [addressText]);
  return (
    <div className="list-page">
      <header className="list-head">
        <h1>{t('title')}</h1>
        <span className="muted figures" role="status">
          {totalCount !== null &&
            (totalCount >= MOST_COUNTED ? t('countMore') : t('count', { count: totalCount }))}
          {rows.length > 0 && rows.length !== totalCount && ` · ${t('shown', { count: rows.length })}`}
        </span>
        <span className="list-actions">
          <ViewsButton kind="DISPUTES" path="/disputes" />
          <ExportButton sources={[disputesSource(disputeFilterOf(query), query.order as DisputeOrder)]} />
        </span>
      </header>
      <DisputeFilters query={query} />
      <Failure error={error} onRetry={rows.length === 0 ? reload : loadMore} isPartial={rows.length > 0} />
      {rows.length === 0 && isLoading && <Loading rows={8} />}
      {totalCount === 0 && !isLoading && <Nothing text={t('none')} />}
      {/* Reached by keyboard, so that it can be scrolled by it. */}
      <div ref={scroller} className="list-scroller" tabIndex={0} role="region" aria-label={t('title')}>
        {rows.length > 0 && (
          <table className="list-table" aria-rowcount={hasMore ? -1 : rows.length + 1}>
            <thead>
              <tr>
                <th scope="col">{t('dispute')}</th>
                <th scope="col">{t('place')}</th>
                <th scope="col">{t('risk')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('times')}</th>
              </tr>
            </thead>
            <tbody>
              <Room px={beforePx} />
              {rows.slice(first, end).map((row, index) => (
                <DisputeRowView key={row.id} row={row} rowIndex={first + index + 2} />
              ))}
              <Room px={afterPx} />
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}

/** Stands for rows that are not drawn. */
function Room({ px }: { readonly px: number }): ReactNode {
  return px === 0 ? null : (
    <tr aria-hidden="true" className="list-room" style={{ height: px }}>
      <td colSpan={5} />
    </tr>
  );
}
