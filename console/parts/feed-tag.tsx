import type { ReactNode } from 'react';
import { catalogue } from '../language/catalogue.ts';
import { useTexts } from '../language/language-context.ts';
import type { FeedName } from '../vocabulary/enums.ts';
import './tags.css';

const FEEDS = catalogue({
  en: { POLICE110: '110', HOTLINE12345: '12345', COURT: 'Court', GRID: 'Grid', OPEN311: '311' },
  'zh-CN': { POLICE110: '110', HOTLINE12345: '12345', COURT: '法院', GRID: '网格', OPEN311: '311' },
  'zh-TW': { POLICE110: '110', HOTLINE12345: '12345', COURT: '法院', GRID: '網格', OPEN311: '311' },
});

/** Short names of feeds; `useNames()('FeedName', …)` has the long ones. */
export function useFeedNames(): (feed: FeedName) => string {
  const t = useTexts(FEEDS);
  return (feed) => t(feed);
}

export function FeedTag({ feed }: { readonly feed: FeedName }): ReactNode {
  const name = useFeedNames();
  return <span className={`feed feed-${feed.toLowerCase()}`}>{name(feed)}</span>;
}
