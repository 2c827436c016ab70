import { memo, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { momentText } from '../../language/times.ts';
import { Link } from '../../routing/link.tsx';
import { useAgencyNames } from '../../vocabulary/use-agency-names.ts';
import { useNames, type NameOf } from '../../vocabulary/use-names.ts';
import type { BoardEvent, BoardState } from './board-model.ts';
import { BOARD } from './texts.ts';

/** Rows in the page; the rest of what is kept would only make it slow. */
const MOST_ROWS = 60;

/** What happened, the newest first. */
export const EventFeed = memo(function EventFeed({
  feed,
  seen,
}: Pick<BoardState, 'feed' | 'seen'>): ReactNode {
  const t = useTexts(BOARD);
  return (
    <section className="board-panel board-feed" aria-label={t('events')}>
      <header className="board-panel-head">
        <h2>{t('events')}</h2>
        <span className="muted figures">{t('seen', { count: seen })}</span>
      </header>
      {feed.length === 0 ? (
        <p className="muted board-none">{t('noEvents')}</p>
      ) : (
        <ol className="board-events" tabIndex={0} aria-label={t('events')}>
          {feed.slice(0, MOST_ROWS).map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </ol>
      )}
    </section>
  );
});

const EventRow = memo(function EventRow({ event }: { readonly event: BoardEvent }): ReactNode {
  const t = useTexts(BOARD);
  const nameOf = useNames();
  const agencyName = useAgencyNames();
  const { kind, at, code, title, region, colour } = event;
  const place = region?.path?.slice(2).join(' ') || region?.path?.at(-1);
  return (
    <li className={`board-event board-${(colour ?? 'none').toLowerCase()}`}>
      <div className="board-event-head">
        <strong>{kind === null ? t('withheld') : nameOf('RiskEventKind', kind)}</strong>
        <span>{details(event, t, { nameOf, agencyName })}</span>
        {at !== null && (
          <time dateTime={at} title={momentText(at)}>
            {momentText(at).slice(11, 19)}
          </time>
        )}
      </div>
      <div className="board-event-title">
        {code === null ? (
          <span>{title ?? t('withheld')}</span>
        ) : (
          <Link to={`/disputes/${code}`}>{title ?? code}</Link>
        )}
        {place !== undefined && <span className="muted">{place}</span>}
      </div>
    </li>
  );
});

type TellBoard = ReturnType<typeof useTexts<(typeof BOARD)['en']>>;

interface Namings {
  readonly nameOf: NameOf;
  readonly agencyName: (name: string) => string;
}

function details(event: BoardEvent, t: TellBoard, { nameOf, agencyName }: Namings): string {
  const { kind, colour, fromColour, factors, move, hotSpotNumbers } = event;
  if (kind === 'COLOUR_CHANGED' && colour !== null) {
    const to = nameOf('Colour', colour);
    const change =
      fromColour === null ? t('becomes', { to }) : t('fromTo', { from: nameOf('Colour', fromColour), to });
    const [first] = factors ?? [];
    return first?.note == null ? change : `${change} · ${first.note}`;
  }
  if (hotSpotNumbers !== null) {
    const { count, baseline } = hotSpotNumbers;
    return t('hotSpotNumbers', { count: count ?? '–', baseline: baseline?.toFixed(1) ?? '–' });
  }
  const agencies = move?.agencies ?? [];
  return agencies.length === 0 ? '' : t('called', { agencies: agencies.map(agencyName).join('、') });
}
