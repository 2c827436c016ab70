import { memo, useEffect, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { useTexts } from '../../language/language-context.ts';
import { Failure } from '../../parts/states.tsx';
import { Link } from '../../routing/link.tsx';
import { categoryWords } from '../../vocabulary/categories.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { disputesLink } from '../disputes/dispute-query.ts';
import { BoardCard, isOverdue } from './board-card.tsx';
import { listOf } from './board-columns.tsx';
import { deadlinesOf, type BoardFilter } from './board-filter.ts';
import type { Card } from './board-model.ts';
import { BOARD_DEADLINES, BOARD_HOT_SPOTS } from './board.ts';
import { BOARD } from './texts.ts';

interface SideProps {
  readonly filter: BoardFilter;
  readonly minuteMs: number;
}

/** Hot spots, and what is overdue, due soon or supervised. Read anew each minute. */
export const SideLists = memo(function SideLists({ filter, minuteMs }: SideProps): ReactNode {
  const t = useTexts(BOARD);
  const { overdue, soon, supervised } = deadlinesOf(filter, new Date(minuteMs));
  const [{ data, error }, reread] = useQuery({
    query: BOARD_DEADLINES,
    variables: { overdue, soon, supervised },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    reread({ requestPolicy: 'network-only' });
  }, [minuteMs, reread]);
  const common = listOf(filter);
  return (
    <>
      <HotSpots filter={filter} />
      <Failure error={error} isPartial={data !== undefined} />
      <CardList
        title={t('overdue')}
        none={t('noOverdue')}
        link={disputesLink({ ...common, countsAs: 'OVERDUE', order: 'DUE_ASC' })}
        list={data?.overdue}
        minuteMs={minuteMs}
      />
      <CardList
        title={t('soon')}
        none={t('noSoon')}
        link={disputesLink({ ...common, countsAs: 'RUNNING', order: 'DUE_ASC' })}
        list={data?.soon}
        minuteMs={minuteMs}
      />
      <CardList
        title={t('supervision')}
        none={t('noSupervision')}
        link={disputesLink({ ...common, supervised: true, order: 'RISK_DESC' })}
        list={data?.supervised}
        minuteMs={minuteMs}
      />
    </>
  );
});

interface CardListProps {
  readonly title: string;
  readonly none: string;
  readonly link: string;
  readonly list: { readonly totalCount: number; readonly nodes: readonly Card[] } | null | undefined;
  readonly minuteMs: number;
}

function CardList({ title, none, link, list, minuteMs }: CardListProps): ReactNode {
  const t = useTexts(BOARD);
  const cards = list?.nodes ?? [];
  return (
    <section className="board-panel" aria-label={title}>
      <header className="board-panel-head">
        <h2>{title}</h2>
        {list != null && <span className="board-total figures">{list.totalCount}</span>}
        <Link to={link}>{t('showAll')}</Link>
      </header>
      {cards.length === 0 ? (
        <p className="muted board-none">{none}</p>
      ) : (
        <ul className="board-cards" tabIndex={0} aria-label={title}>
          {cards.map((card) => (
            <BoardCard key={card.id} card={card} isFresh={false} isOverdue={isOverdue(card, minuteMs)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function HotSpots({ filter }: { readonly filter: BoardFilter }): ReactNode {
  const t = useTexts(BOARD);
  const nameOf = useNames();
  const { region, category } = filter;
  const [{ data, error }] = useQuery({
    query: BOARD_HOT_SPOTS,
    variables: {
      filter: {
        state: ['OPEN'],
        ...(region === null ? {} : { regionCode: region }),
        ...(category === null ? {} : { category: [category] }),
      },
    },
    requestPolicy: 'cache-and-network',
  });
  const spots = data?.hotSpots?.nodes ?? [];
  return (
    <section className="board-panel" aria-label={t('hotSpots')}>
      <header className="board-panel-head">
        <h2>{t('hotSpots')}</h2>
        {data?.hotSpots != null && <span className="board-total figures">{data.hotSpots.totalCount}</span>}
      </header>
      <Failure error={error} isPartial={data !== undefined} />
      {spots.length === 0 ? (
        <p className="muted board-none">{t('noHotSpots')}</p>
      ) : (
        <ul className="board-cards" tabIndex={0} aria-label={t('hotSpots')}>
          {spots.map((spot) => (
            <li key={spot.id} className="board-card">
              <Link
                className="board-card-title"
                to={disputesLink({
                  region: spot.regionCode,
                  categories: spot.category === null ? [] : [spot.category],
                  opened: { from: spot.openedOn, to: spot.lastDay },
                })}
              >
                {spot.region?.path?.slice(2).join(' ') ?? spot.regionCode ?? t('unknownRegion')}
                {spot.category !== null && ` · ${categoryWords(spot.category, nameOf)}`}
              </Link>
              <div className="board-card-line">
                <span>
                  {t('hotSpotNumbers', {
                    count: spot.count ?? '–',
                    baseline: spot.baseline?.toFixed(1) ?? '–',
                  })}
                </span>
                <span>{spot.openedOn}</span>
                {spot.provisional === true && <strong className="board-mark">{t('provisional')}</strong>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
