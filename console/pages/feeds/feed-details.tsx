import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { useLanguage, useTexts } from '../../language/language-context.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { Ago, Moment } from '../../parts/time.tsx';
import type { FeedName } from '../../vocabulary/enums.ts';
import { useConnectorStates } from '../../vocabulary/use-connector-states.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { feedSources } from '../exports/export-source.ts';
import { durationText } from './bytes.ts';
import { DeadLetters } from './dead-letters.tsx';
import { FEED_DETAIL, type FeedDetailAnswer } from './feeds.ts';
import { FEEDS } from './texts.ts';

type Detail = NonNullable<FeedDetailAnswer['feed']>;

/** One feed: its connectors, columns, completeness and dead letters. */
export function FeedDetails({ name }: { readonly name: FeedName }): ReactNode {
  const t = useTexts(FEEDS);
  const nameOf = useNames();
  const [{ data, error }] = useQuery({
    query: FEED_DETAIL,
    variables: { name },
    requestPolicy: 'cache-and-network',
  });
  const feed = data?.feed ?? null;
  const title = nameOf('FeedName', name);
  return (
    <section className="feeds-details" aria-label={t('details', { feed: title })}>
      <header className="feeds-head">
        <h2>{title}</h2>
        <ExportButton sources={feedSources(name)} isSmall />
      </header>
      <Failure error={error} isPartial={data !== undefined} />
      {data === undefined && error === undefined && <Loading rows={6} />}
      {feed !== null && (
        <div className="feeds-cards">
          <Connectors connectors={feed.connectors ?? []} />
          <Drift drift={feed.drift ?? []} />
          <Completeness completeness={feed.completeness} />
        </div>
      )}
      <DeadLetters name={name} reasons={feed?.deadLettersByReason ?? []} />
    </section>
  );
}

function Connectors({ connectors }: { readonly connectors: NonNullable<Detail['connectors']> }): ReactNode {
  const t = useTexts(FEEDS);
  const nameOf = useNames();
  const stateName = useConnectorStates();
  const language = useLanguage();
  return (
    <section className="feeds-card" aria-label={t('connectors')}>
      <h3>{t('connectors')}</h3>
      {connectors.length === 0 && <p className="muted">{t('noConnectors')}</p>}
      {connectors.map((one) => (
        <dl key={one.name} className="feeds-facts">
          <dt>{t('name')}</dt>
          <dd>
            <strong>{one.name}</strong> <span className="code muted">{one.class}</span>
          </dd>
          <dt>{t('state')}</dt>
          <dd className={one.state === 'RUNNING' ? undefined : 'feeds-bad'}>
            {one.state === null ? '–' : stateName(one.state)}
          </dd>
          <dt>{t('lastContact')}</dt>
          <dd>{one.lastContactAt === null ? t('never') : <Ago time={one.lastContactAt} />}</dd>
          <dt>{t('lastRecord')}</dt>
          <dd>{one.lastRecordAt === null ? '–' : <Ago time={one.lastRecordAt} />}</dd>
          {one.silence?.state != null && (
            <>
              <dt>{t('silence')}</dt>
              <dd>
                {nameOf('SilenceState', one.silence.state)}
                {one.silence.limitSeconds !== null &&
                  ` · ${t('limit', { time: durationText(one.silence.limitSeconds, language) })}`}
              </dd>
            </>
          )}
          {one.trace !== null && (
            <>
              <dt>{t('trace')}</dt>
              <dd className="feeds-trace">{one.trace}</dd>
            </>
          )}
        </dl>
      ))}
    </section>
  );
}

function Drift({ drift }: { readonly drift: NonNullable<Detail['drift']> }): ReactNode {
  const t = useTexts(FEEDS);
  const nameOf = useNames();
  return (
    <section className="feeds-card" aria-label={t('driftTitle')}>
      <h3>{t('driftTitle')}</h3>
      {drift.length === 0 ? (
        <p className="muted">{t('noDrift')}</p>
      ) : (
        <div className="feeds-scroll" tabIndex={0} role="region" aria-label={t('driftTitle')}>
          <table className="feeds-table">
            <thead>
              <tr>
                {(['column', 'change', 'kinds', 'sample', 'found', 'over'] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {drift.map((one) => (
                <tr key={`${one.form ?? ''} ${one.column ?? ''} ${one.kind ?? ''} ${one.foundAt ?? ''}`}>
                  <th scope="row" className="code">
                    {one.column}
                  </th>
                  <td>{one.kind === null ? '–' : nameOf('DriftKind', one.kind)}</td>
                  <td>
                    {one.was === null ? '–' : nameOf('ColumnValueKind', one.was)} →{' '}
                    {one.now === null ? '–' : nameOf('ColumnValueKind', one.now)}
                  </td>
                  <td className="code">{one.sample ?? '–'}</td>
                  <td>{one.foundAt === null ? '–' : <Moment time={one.foundAt} />}</td>
                  <td>{one.closedAt === null ? '–' : <Moment time={one.closedAt} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Completeness({ completeness }: { readonly completeness: Detail['completeness'] }): ReactNode {
  const t = useTexts(FEEDS);
  const nameOf = useNames();
  const fields = completeness?.fields ?? [];
  return (
    <section className="feeds-card" aria-label={t('completeness')}>
      <h3>{t('completeness')}</h3>
      {(completeness?.records ?? 0) === 0 && <p className="muted">{t('noCompleteness')}</p>}
      {(completeness?.records ?? 0) > 0 && (
        <dl className="feeds-facts">
          {fields.map(({ field, share }) =>
            field === null ? null : (
              <div key={field}>
                <dt>{nameOf('KeyField', field)}</dt>
                <dd className="figures">
                  <meter min={0} max={1} value={share ?? 0} aria-label={nameOf('KeyField', field)} />{' '}
                  {share === null ? '–' : `${Math.round(share * 100)}%`}
                </dd>
              </div>
            ),
          )}
        </dl>
      )}
    </section>
  );
}
