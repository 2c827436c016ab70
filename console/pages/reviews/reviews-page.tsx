import { Button } from 'antd';
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { useTexts } from '../../language/language-context.ts';
import { LINKS } from '../../links/texts.ts';
import { useLinkDecisions } from '../../links/use-link-decisions.ts';
import { FeedTag } from '../../parts/feed-tag.tsx';
import { Failure, Loading, Nothing } from '../../parts/states.tsx';
import { useNames } from '../../vocabulary/use-names.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { Comparison } from './comparison.tsx';
import { LINK_REVIEWS, type Review } from './reviews.ts';
import { REVIEWS } from './texts.ts';
import './reviews.css';

const STEP = 30;
const REVIEWS_SOURCES = [{ list: 'LINK_REVIEWS', rows: {} }] as const;
const MOST = 100;

/** Pairs of records on which people must decide: one after the other, by keys. */
export function ReviewsPage(): ReactNode {
  const t = useTexts(REVIEWS);
  const [first, setFirst] = useState(STEP);
  const [{ data, error, fetching }, again] = useQuery({ query: LINK_REVIEWS, variables: { first } });
  const reload = (): void => {
    again({ requestPolicy: 'network-only' });
  };
  const page = data?.linkReviews;
  return (
    <div className="reviews">
      <header className="reviews-header">
        <h1>{t('title')}</h1>
        {page != null && <span className="muted figures">{t('waiting', { count: page.totalCount })}</span>}
        <span className="reviews-keys muted">{t('keys')}</span>
        <ExportButton sources={REVIEWS_SOURCES} />
      </header>
      {page == null && fetching && <Loading />}
      <Failure error={error} isPartial={page != null} onRetry={reload} />
      {page != null && <Desk reviews={page.nodes} onDecided={reload} />}
      {page?.pageInfo.hasNextPage === true && first < MOST && (
        <Button
          onClick={() => {
            setFirst(MOST);
          }}
        >
          {t('more')}
        </Button>
      )}
    </div>
  );
}

interface DeskProps {
  readonly reviews: readonly Review[];
  readonly onDecided: () => void;
}

function Desk({ reviews, onDecided }: DeskProps): ReactNode {
  const t = useTexts(REVIEWS);
  const link = useTexts(LINKS);
  const decisions = useLinkDecisions(onDecided);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const found = reviews.findIndex(({ id }) => id === chosenId);
  const at = Math.max(0, found);
  const chosen = reviews[at];
  const go = (to: number): void => {
    const next = reviews[Math.min(reviews.length - 1, Math.max(0, to))];
    if (next !== undefined) setChosenId(next.id);
  };
  const decide = async (isSame: boolean): Promise<void> => {
    if (chosen?.link == null) return;
    const next = reviews[at + 1] ?? reviews[at - 1];
    if (await decisions.decide(chosen.link, isSame)) setChosenId(next?.id ?? null);
  };
  const undo = async (): Promise<void> => {
    const { last } = decisions;
    if (last !== null && (await decisions.undo(last.id))) setChosenId(last.linkId);
  };
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'j') go(at + 1);
    else if (event.key === 'k') go(at - 1);
    else if (event.key === 'y') void decide(true);
    else if (event.key === 'n') void decide(false);
    else if (event.key === 'u') void undo();
  });
  useEffect(() => {
    const told = (event: KeyboardEvent): void => {
      onKey(event);
    };
    addEventListener('keydown', told);
    return () => {
      removeEventListener('keydown', told);
    };
  }, []);
  const undoButton = decisions.last !== null && (
    <Button disabled={decisions.isBusy} onClick={() => void undo()}>
      {link('undo')} <kbd aria-hidden="true">u</kbd>
    </Button>
  );
  if (chosen === undefined) {
    return (
      <Nothing text={t('nothing')}>
        <p className="muted">{t('nothingWhy')}</p>
        {undoButton}
      </Nothing>
    );
  }
  return (
    <div className="desk">
      <ul className="desk-list" aria-label={t('list')}>
        {reviews.map((review, index) => (
          <Row
            key={review.id}
            review={review}
            isChosen={index === at}
            onChoose={() => {
              setChosenId(review.id);
            }}
          />
        ))}
      </ul>
      <div className="desk-main">
        <div className="desk-actions">
          <Button type="primary" disabled={decisions.isBusy} onClick={() => void decide(true)}>
            {link('same')} <kbd aria-hidden="true">y</kbd>
          </Button>
          <Button disabled={decisions.isBusy} onClick={() => void decide(false)}>
            {link('different')} <kbd aria-hidden="true">n</kbd>
          </Button>
          {undoButton}
        </div>
        <Comparison review={chosen} />
      </div>
    </div>
  );
}

interface RowProps {
  readonly review: Review;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Row({ review, isChosen, onChoose }: RowProps): ReactNode {
  const nameOf = useNames();
  const { link, reason } = review;
  return (
    <li>
      <button type="button" aria-current={isChosen ? 'true' : undefined} onClick={onChoose}>
        <span className="desk-pair">
          {(link?.records ?? []).map((record, index) =>
            record?.feed == null ? null : (
              <FeedTag key={link?.recordIds?.[index] ?? record.id} feed={record.feed} />
            ),
          )}
          <span className="figures">{`${Math.round((link?.probability ?? 0) * 100)}%`}</span>
        </span>
        <span>{link?.records?.find((one) => one !== null)?.title ?? review.id}</span>
        <span className="muted">{reason !== null && nameOf('LinkReviewReason', reason)}</span>
      </button>
    </li>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
