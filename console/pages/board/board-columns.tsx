import { memo, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { Link } from '../../routing/link.tsx';
import type { Colour } from '../../vocabulary/enums.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { disputesLink } from '../disputes/dispute-query.ts';
import { BoardCard, isOverdue } from './board-card.tsx';
import type { BoardFilter } from './board-filter.ts';
import { COLOURS, type BoardState, type Column } from './board-model.ts';
import { BOARD } from './texts.ts';

interface ColumnsProps {
  readonly state: BoardState;
  readonly filter: BoardFilter;
  readonly minuteMs: number;
}

/** 红黄绿, and 蓝 where a city uses it. */
export function BoardColumns({ state, filter, minuteMs }: ColumnsProps): ReactNode {
  const t = useTexts(BOARD);
  const shown = COLOURS.filter(
    (colour) =>
      (colour !== 'BLUE' || state.columns.BLUE.total > 0) &&
      (filter.colours.length === 0 || filter.colours.includes(colour)),
  );
  return (
    <section className="board-columns" aria-label={t('columns')}>
      {shown.map((colour) => (
        <BoardColumn
          key={colour}
          colour={colour}
          column={state.columns[colour]}
          fresh={state.fresh}
          link={disputesLink({ ...listOf(filter), colours: [colour], order: 'RISK_DESC' })}
          minuteMs={minuteMs}
        />
      ))}
    </section>
  );
}

/** The same narrowing for the page of lists. */
export function listOf({ region, category, feed }: BoardFilter): Parameters<typeof disputesLink>[0] {
  return {
    region,
    categories: category === null ? [] : [category],
    feeds: feed === null ? [] : [feed],
  };
}

interface ColumnProps {
  readonly colour: Colour;
  readonly column: Column;
  readonly fresh: BoardState['fresh'];
  readonly link: string;
  readonly minuteMs: number;
}

const BoardColumn = memo(
  function BoardColumn({ colour, column, fresh, link, minuteMs }: ColumnProps): ReactNode {
    const t = useTexts(BOARD);
    const nameOf = useNames();
    return (
      <section className={`board-column board-${colour.toLowerCase()}`} aria-label={nameOf('Colour', colour)}>
        <header className="board-column-head">
          <h2>{nameOf('Colour', colour)}</h2>
          <span className="board-total figures">{column.total}</span>
          <Link to={link}>{t('showAll')}</Link>
        </header>
        {column.cards.length === 0 ? (
          <p className="muted board-none">{t('none')}</p>
        ) : (
          <ul className="board-cards" tabIndex={0} aria-label={nameOf('Colour', colour)}>
            {column.cards.map((card) => (
              <BoardCard
                key={card.id}
                card={card}
                isFresh={fresh.has(card.id)}
                isOverdue={isOverdue(card, minuteMs)}
              />
            ))}
          </ul>
        )}
      </section>
    );
  },
  // A column that nothing happened to is not drawn, though others of the board are.
  (one, other) =>
    one.column === other.column &&
    one.colour === other.colour &&
    one.link === other.link &&
    one.minuteMs === other.minuteMs,
);
