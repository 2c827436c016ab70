import { memo, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { minuteText, momentText } from '../../language/times.ts';
import { useFeedNames } from '../../parts/feed-tag.tsx';
import { Link } from '../../routing/link.tsx';
import { useNames } from '../../vocabulary/use-names.ts';
import { categoryWords } from '../../vocabulary/categories.ts';
import type { Card } from './board-model.ts';
import { BOARD } from './texts.ts';

interface BoardCardProps {
  readonly card: Card;
  readonly isFresh: boolean;
  readonly isOverdue: boolean;
}

/** One dispute in a column or list. Plain elements: hundreds of them are drawn while events come. */
export const BoardCard = memo(function BoardCard({ card, isFresh, isOverdue }: BoardCardProps): ReactNode {
  const t = useTexts(BOARD);
  const nameOf = useNames();
  const feedName = useFeedNames();
  const { code, title, region, category, feeds, risk, workflow } = card;
  const dueAt = workflow?.dueAt ?? null;
  return (
    <li className={isFresh ? 'board-card board-fresh' : 'board-card'}>
      <div className="board-card-head">
        <Link to={`/disputes/${code}`} className="board-card-title">
          {title ?? t('withheld')}
        </Link>
        {risk?.score != null && (
          <span className="board-score figures" title={t('score', { score: risk.score })}>
            {Math.round(risk.score)}
          </span>
        )}
      </div>
      <div className="board-card-line">
        <span className="code">{code}</span>
      </div>
      <div className="board-card-line">
        <span>{region?.path?.slice(2).join(' ') || region?.path?.at(-1) || t('unknownRegion')}</span>
        {category !== null && <span>{categoryWords(category, nameOf)}</span>}
      </div>
      <div className="board-card-line">
        {risk?.awaitsConfirmation === true && <strong className="board-mark">{t('awaits')}</strong>}
        {workflow?.supervised === true && <strong className="board-mark">{t('supervised')}</strong>}
        {dueAt !== null && (
          <span className={isOverdue ? 'board-overdue' : undefined} title={momentText(dueAt)}>
            {t(isOverdue ? 'overdueSince' : 'due', { time: minuteText(dueAt).slice(5) })}
          </span>
        )}
        <span>{(feeds ?? []).map(feedName).join(' · ')}</span>
      </div>
    </li>
  );
});

/** Whether its deadline was over at the beginning of this minute, epoch ms. */
export function isOverdue({ workflow }: Card, minuteMs: number): boolean {
  const dueAt = workflow?.dueAt ?? null;
  return dueAt !== null && Date.parse(dueAt) < minuteMs;
}
