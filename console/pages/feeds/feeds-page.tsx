import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { useLanguage, useTexts } from '../../language/language-context.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { useReread } from '../../parts/use-reread.ts';
import { setAddress, useAddress } from '../../routing/location.ts';
import type { FeedName } from '../../vocabulary/enums.ts';
import { useConnectorStates } from '../../vocabulary/use-connector-states.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { wholeSource } from '../exports/export-source.ts';
import { durationText } from './bytes.ts';
import { FeedDetails } from './feed-details.tsx';
import { FEED_OVERVIEW, type FeedOverviewAnswer } from './feeds.ts';
import { MinuteBars } from './minute-bars.tsx';
import { FEEDS } from './texts.ts';
import './feeds.css';

const REREAD_MS = 10_000;
const FEED_LIST = [wholeSource('FEEDS')];

type FeedRow = NonNullable<FeedOverviewAnswer['feeds']>[number];

/** How each agency's stream is: for those who keep the hub running. */
export function FeedsPage(): ReactNode {
  const t = useTexts(FEEDS);
  const asked = useAddress().get('feed');
  const [{ data, error, fetching }, reread] = useQuery({
    query: FEED_OVERVIEW,
    requestPolicy: 'cache-and-network',
  });
  useReread(reread, REREAD_MS);
  const feeds = data?.feeds ?? [];
  const chosen = feeds.find(({ name }) => name === asked)?.name ?? feeds[0]?.name ?? null;
  return (
    <div className="feeds-page">
      <header className="feeds-head">
        <h1>{t('title')}</h1>
        <span className="feeds-actions">
          <ExportButton sources={FEED_LIST} isSmall />
          <Button
            size="small"
            onClick={() => {
              reread({ requestPolicy: 'network-only' });
            }}
          >
            {t('reload')}
          </Button>
        </span>
      </header>
      <Failure error={error} isPartial={data !== undefined} />
      {fetching && data === undefined && <Loading rows={8} />}
      {feeds.length > 0 && <FeedTable feeds={feeds} chosen={chosen} />}
      {chosen !== null && <FeedDetails key={chosen} name={chosen} />}
    </div>
  );
}

interface FeedTableProps {
  readonly feeds: readonly FeedRow[];
  readonly chosen: FeedName | null;
}

function FeedTable({ feeds, chosen }: FeedTableProps): ReactNode {
  const t = useTexts(FEEDS);
  return (
    <div className="feeds-scroll" tabIndex={0} role="region" aria-label={t('overview')}>
      <table className="feeds-table">
        <thead>
          <tr>
            {(
              [
                'feed',
                'fresh',
                'connector',
                'lag',
                'rate',
                'hour',
                'errors',
                'silence',
                'drift',
                'deadLetters',
                'records',
              ] as const
            ).map((name) => (
              <th key={name} scope="col">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => (
            <FeedRowView key={feed.name} feed={feed} isChosen={feed.name === chosen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const LATE_S = 900;
const MANY_ERRORS = 0.05;

function FeedRowView({ feed, isChosen }: { readonly feed: FeedRow; readonly isChosen: boolean }): ReactNode {
  const t = useTexts(FEEDS);
  const nameOf = useNames();
  const stateName = useConnectorStates();
  const language = useLanguage();
  const { name, secondsBehind, connectorState, lag, rates, errorRate, silence, drift } = feed;
  const duration = (seconds: number): string => durationText(seconds, language);
  const title = name === null ? t('notGranted') : nameOf('FeedName', name);
  return (
    <tr className={isChosen ? 'feeds-chosen' : undefined}>
      <th scope="row">
        <button
          type="button"
          className="feeds-choose"
          aria-pressed={isChosen}
          aria-label={t('details', { feed: title })}
          onClick={() => {
            setAddress({ feed: name, code: null });
          }}
        >
          {title}
        </button>
      </th>
      <td>
        <Verdict isBad={secondsBehind === null || secondsBehind > LATE_S}>
          {secondsBehind === null ? t('never') : t('behind', { time: duration(secondsBehind) })}
        </Verdict>
      </td>
      <td>
        <Verdict isBad={connectorState !== 'RUNNING'}>
          {connectorState === null ? '–' : stateName(connectorState)}
        </Verdict>
      </td>
      <td className="figures">
        {lag === null ? '–' : t('lagWith', { count: lag.messages ?? '–', time: duration(lag.seconds ?? 0) })}
      </td>
      <td className="figures">{rates?.last15Minutes?.perMinute?.toFixed(1) ?? '–'}</td>
      <td>
        <MinuteBars title={title} minutes={feed.minutes ?? []} />
      </td>
      <td className="figures">
        <Verdict isBad={(errorRate ?? 0) > MANY_ERRORS}>
          {errorRate === null ? '–' : `${(errorRate * 100).toFixed(1)}%`}
        </Verdict>
      </td>
      <td>
        <Verdict isBad={silence?.state === 'SILENT'}>
          {silence?.state == null ? '–' : nameOf('SilenceState', silence.state)}
        </Verdict>
      </td>
      <td className="figures">
        <Verdict isBad={(drift ?? []).length > 0}>{drift === null ? '–' : drift.length}</Verdict>
      </td>
      <td className="figures">
        <Verdict isBad={(feed.deadLetterCount ?? 0) > 0}>{feed.deadLetterCount ?? '–'}</Verdict>
      </td>
      <td className="figures">{feed.recordCount ?? '–'}</td>
    </tr>
  );
}

/** Told by a mark and its weight, not by colour alone. */
function Verdict({ isBad, children }: { readonly isBad: boolean; readonly children: ReactNode }): ReactNode {
  return isBad ? <strong className="feeds-bad">{children}</strong> : <span>{children}</span>;
}
