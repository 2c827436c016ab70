import { Button, Segmented, Select, Typography } from 'antd';
import { useState, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { useTexts } from '../../language/language-context.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { Moment } from '../../parts/time.tsx';
import type { FeedName } from '../../vocabulary/enums.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { hexDump } from './bytes.ts';
import { FEED_DEAD_LETTERS, type FeedDeadLettersAnswer, type FeedDetailAnswer } from './feeds.ts';
import { FEEDS } from './texts.ts';

type Letters = NonNullable<NonNullable<FeedDeadLettersAnswer['feed']>['deadLetters']>;
type Letter = Letters['nodes'][number];
type Reasons = NonNullable<NonNullable<FeedDetailAnswer['feed']>['deadLettersByReason']>;

interface DeadLettersProps {
  readonly name: FeedName;
  readonly reasons: Reasons;
}

/** What was refused: why, and the bytes as they came. */
export function DeadLetters({ name, reasons }: DeadLettersProps): ReactNode {
  const t = useTexts(FEEDS);
  const [code, setCode] = useState<string | null>(null);
  /** Cursors of the pages that are shown; a page is a question of its own, so that each is kept. */
  const [pages, setPages] = useState<readonly (string | null)[]>([null]);
  const codes = [...new Set(reasons.map((one) => one.code))];
  return (
    <section className="feeds-card" aria-label={t('deadLetters')}>
      <header className="feeds-head">
        <h3>{t('deadLetters')}</h3>
        {codes.length > 1 && (
          <Select
            aria-label={t('code')}
            value={code ?? ''}
            popupMatchSelectWidth={false}
            options={[
              { value: '', label: t('anyReason') },
              ...codes.map((one) => ({ value: one, label: one })),
            ]}
            onChange={(next: string) => {
              setCode(next === '' ? null : next);
              setPages([null]);
            }}
          />
        )}
        {reasons.length > 0 && (
          <ExportButton sources={[{ list: 'DEAD_LETTERS', rows: { deadLetters: { name, code } } }]} isSmall />
        )}
      </header>
      {reasons.length > 0 && <ReasonTable reasons={reasons} />}
      {pages.map((after, index) => (
        <LetterPage
          key={after ?? ''}
          name={name}
          code={code}
          after={after}
          isLast={index === pages.length - 1}
          onMore={(cursor) => {
            setPages([...pages, cursor]);
          }}
        />
      ))}
      {reasons.length > 0 && (
        <p className="feeds-redrive">
          {t('redrive')}{' '}
          <Typography.Text code copyable>
            {`./tributary ingest ${name.toLowerCase()} FILE`}
          </Typography.Text>
        </p>
      )}
    </section>
  );
}

function ReasonTable({ reasons }: { readonly reasons: Reasons }): ReactNode {
  const t = useTexts(FEEDS);
  return (
    <div className="feeds-scroll" tabIndex={0} role="region" aria-label={t('reasons')}>
      <table className="feeds-table">
        <caption>{t('reasons')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('code')}</th>
            <th scope="col">{t('reason')}</th>
            <th scope="col">{t('count')}</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ code, reason, count }) => (
            <tr key={`${code} ${reason ?? ''}`}>
              <td className="code">{code}</td>
              <td className="feeds-reason">{reason ?? t('notGranted')}</td>
              <td className="figures">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LetterPageProps {
  readonly name: FeedName;
  readonly code: string | null;
  readonly after: string | null;
  readonly isLast: boolean;
  readonly onMore: (cursor: string) => void;
}

function LetterPage({ name, code, after, isLast, onMore }: LetterPageProps): ReactNode {
  const t = useTexts(FEEDS);
  const [{ data, error, fetching }] = useQuery({
    query: FEED_DEAD_LETTERS,
    variables: { name, code, after },
    requestPolicy: 'cache-and-network',
  });
  const letters = data?.feed?.deadLetters ?? null;
  const cursor = letters?.pageInfo.endCursor ?? null;
  return (
    <>
      <Failure error={error} isPartial={letters !== null} />
      {fetching && letters === null && <Loading rows={3} />}
      {letters?.nodes.length === 0 && after === null && <p className="muted">{t('noDeadLetters')}</p>}
      <ul className="feeds-letters">
        {letters?.nodes.map((letter) => (
          <LetterView key={letter.id} letter={letter} />
        ))}
      </ul>
      {isLast && letters?.pageInfo.hasNextPage === true && cursor !== null && (
        <Button
          onClick={() => {
            onMore(cursor);
          }}
        >
          {t('more')}
        </Button>
      )}
    </>
  );
}

function LetterView({ letter }: { readonly letter: Letter }): ReactNode {
  const t = useTexts(FEEDS);
  const { at, code, reason, connector, stage, key, sizeBytes } = letter;
  return (
    <li>
      <details>
        <summary>
          <span className="code">{code}</span>
          {at !== null && <Moment time={at} />}
          {key !== null && <span className="code">{key}</span>}
          <span className="feeds-reason">{reason ?? t('notGranted')}</span>
        </summary>
        <p className="muted">
          {[connector, stage, sizeBytes === null ? null : `${sizeBytes} ${t('size')}`]
            .filter((one) => one !== null)
            .join(' · ')}
        </p>
        <Original letter={letter} />
      </details>
    </li>
  );
}

/** Text where it is text, and the bytes always. */
function Original({ letter }: { readonly letter: Letter }): ReactNode {
  const t = useTexts(FEEDS);
  const { text, bytesBase64, id } = letter;
  const [shown, setShown] = useState<'text' | 'hex'>(text === null ? 'hex' : 'text');
  if (bytesBase64 === null) return <p className="muted">{text ?? t('tooLarge')}</p>;
  const dump = hexDump(bytesBase64);
  return (
    <>
      <div className="feeds-head">
        <Segmented
          size="small"
          aria-label={t('original')}
          value={shown}
          options={[
            { value: 'text', label: t('asText') },
            { value: 'hex', label: t('asHex') },
          ]}
          onChange={setShown}
        />
        <Button
          size="small"
          onClick={() => {
            save(bytesBase64, id);
          }}
        >
          {t('save')}
        </Button>
      </div>
      <pre className="feeds-original" tabIndex={0} aria-label={t('original')}>
        {shown === 'text' ? (text ?? t('neither')) : dump.text}
      </pre>
      {shown === 'hex' && dump.isCut && <p className="muted">{t('cut')}</p>}
    </>
  );
}

function save(base64: string, id: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  saveFile(`${id.replace(/[^\w.-]/g, '_')}.bin`, bytes, 'application/octet-stream');
}
