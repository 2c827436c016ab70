import { SearchOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { useBoxIcons } from '../../parts/use-box-icons.tsx';
import { setAddress, useAddress } from '../../routing/location.ts';
import { SEARCH_BOX_ID } from '../../shell/search-box-id.ts';
import { ViewsButton } from '../../views/views-button.tsx';
import type { DisputeOrder } from '../../vocabulary/enums.ts';
import { disputeFilterOf, readDisputeQuery } from '../disputes/dispute-query.ts';
import { ExportButton } from '../exports/export-button.tsx';
import { disputesSource, searchSource } from '../exports/export-source.ts';
import { Filters } from './filters.tsx';
import { Freshness } from './freshness.tsx';
import { RecordsApart } from './records-apart.tsx';
import { ResultPage } from './result-page.tsx';
import { SEARCH } from './texts.ts';
import { useHits } from './use-hits.ts';
import './search.css';

const DEBOUNCE_MS = 250;
const SHORTEST = 2;

/** One box over all agencies; what is asked for stands in the address. */
export function SearchPage(): ReactNode {
  const t = useTexts(SEARCH);
  const address = useAddress();
  const query = readDisputeQuery(address);
  const asked = (query.text ?? '').length >= SHORTEST ? query.text : null;
  const hits = useHits(asked);
  const asking = JSON.stringify({ ...query, text: asked });
  return (
    <div className="search" onKeyDown={moveFocus}>
      <h1 className="unseen">{t('title')}</h1>
      <SearchBox text={query.text ?? ''} />
      <div className="search-tools">
        <Filters query={query} />
        <span className="search-actions">
          <ViewsButton kind="SEARCH" path="/search" />
          <ExportButton
            sources={[
              disputesSource(disputeFilterOf({ ...query, text: asked }), query.order as DisputeOrder),
              ...(asked === null ? [] : [searchSource(asked)]),
            ]}
          />
        </span>
      </div>
      <Freshness />
      <Results key={asking} query={{ ...query, text: asked }} matches={hits.byDispute} />
      <RecordsApart hits={hits.apart} />
    </div>
  );
}

function SearchBox({ text }: { readonly text: string }): ReactNode {
  const t = useTexts(SEARCH);
  const { clearing } = useBoxIcons();
  const [typed, setTyped] = useState(text);
  const sent = useRef(text);
  useEffect(() => {
    // Going back, or a link, changed what is asked for.
    if (text === sent.current) return;
    sent.current = text;
    setTyped(text);
  }, [text]);
  useEffect(() => {
    if (typed.trim() === sent.current) return undefined;
    const wait = setTimeout(() => {
      sent.current = typed.trim();
      setAddress({ q: typed.trim() === '' ? null : typed.trim() });
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(wait);
    };
  }, [typed]);
  return (
    <div role="search">
      <label htmlFor={SEARCH_BOX_ID} className="unseen">
        {t('label')}
      </label>
      <Input
        id={SEARCH_BOX_ID}
        size="large"
        autoFocus
        allowClear={clearing}
        maxLength={200}
        prefix={<SearchOutlined aria-hidden="true" />}
        placeholder={t('hint')}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
        }}
      />
      <p className="search-hint muted">{t('hint')}</p>
    </div>
  );
}

type ResultsProps = Pick<Parameters<typeof ResultPage>[0], 'query' | 'matches'>;

function Results(props: ResultsProps): ReactNode {
  const t = useTexts(SEARCH);
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const [next, setNext] = useState<string | null>(null);
  return (
    <section aria-label={t('title')} className="search-results">
      {cursors.map((after, index) => (
        <ResultPage
          key={after}
          {...props}
          after={after}
          onEnd={index === cursors.length - 1 ? setNext : undefined}
        />
      ))}
      {next !== null && (
        <Button
          block
          onClick={() => {
            setCursors([...cursors, next]);
            setNext(null);
          }}
        >
          {t('more')}
        </Button>
      )}
    </section>
  );
}

/** Up and down go through the results, from the box too; Enter follows the one that has the focus, as links do. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const { target, currentTarget } = event;
  const isBox = target instanceof HTMLInputElement && target.id === SEARCH_BOX_ID;
  const results = [...currentTarget.querySelectorAll<HTMLElement>('a.result-title')];
  const at = results.findIndex((one) => one === target);
  if (!isBox && at === -1) return;
  event.preventDefault();
  const to = at + (event.key === 'ArrowDown' ? 1 : -1);
  if (to < 0) document.getElementById(SEARCH_BOX_ID)?.focus();
  else results[to]?.focus();
}
