import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { useLanguage, useTexts } from '../../language/language-context.ts';
import { momentText, relativeText } from '../../language/times.ts';
import { useFeedNames } from '../../parts/feed-tag.tsx';
import { useNow } from '../../parts/use-now.ts';
import { FEED_FRESHNESS } from './search.ts';
import { SEARCH } from './texts.ts';

/** How old what each agency told is: an answer is as complete as that. */
export function Freshness(): ReactNode {
  const t = useTexts(SEARCH);
  const language = useLanguage();
  const nameOf = useFeedNames();
  const nowMs = useNow();
  const [{ data }] = useQuery({ query: FEED_FRESHNESS });
  const feeds = data?.feeds;
  if (feeds == null) return null;
  return (
    <ul className="freshness" aria-label={t('fresh')}>
      {feeds.map(({ name, lastContactAt, silence }) => {
        if (name === null) return null;
        const isBehind = lastContactAt === null || silence?.state === 'SILENT';
        return (
          <li key={name} className={isBehind ? 'freshness-behind' : ''}>
            <span aria-hidden="true">{isBehind ? '!' : '✓'}</span>
            {lastContactAt === null ? (
              t('never', { feed: nameOf(name) })
            ) : (
              <time dateTime={lastContactAt} title={momentText(lastContactAt)}>
                {t('ago', { feed: nameOf(name), time: relativeText(lastContactAt, nowMs, language) })}
              </time>
            )}
          </li>
        );
      })}
    </ul>
  );
}
