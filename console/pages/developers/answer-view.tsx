import type { ReactNode } from 'react';
import type { PlainAnswer, StreamItem } from '../../graph/ask.ts';
import { useTexts } from '../../language/language-context.ts';
import { EXAMPLES_TEXTS } from './example-texts.ts';
import type { Run } from './use-run.ts';
import '../../parts/tags.css';

/** What came back: as it came, with how long it took. */
export function AnswerView({ run }: { readonly run: Run }): ReactNode {
  const t = useTexts(EXAMPLES_TEXTS);
  return (
    <div className="example-answer">
      <header>
        <h3>{t('answer')}</h3>
        <p role="status" className="figures">
          <Summary run={run} />
        </p>
      </header>
      <Body run={run} />
    </div>
  );
}

function Summary({ run }: { readonly run: Run }): ReactNode {
  const t = useTexts(EXAMPLES_TEXTS);
  switch (run.state) {
    case 'idle':
      return null;
    case 'asking':
      return t('waiting');
    case 'network':
      return <span className="tag tag-red">{t('network')}</span>;
    case 'following':
    case 'ended':
      return (
        <span className={run.state === 'following' ? 'tag tag-green' : 'tag'}>
          {t(run.state, { count: run.count })}
        </span>
      );
    case 'answered': {
      const { status, durationMs, bytes } = run.answer;
      const errors = errorsIn(run.answer);
      return (
        <>
          <span className={status === 200 ? 'tag tag-green' : 'tag tag-red'}>
            {t('summary', { status, ms: Math.round(durationMs), size: sizeText(bytes) })}
          </span>
          {errors > 0 && <span className="tag tag-yellow">{t('errors', { count: errors })}</span>}
        </>
      );
    }
  }
}

function Body({ run }: { readonly run: Run }): ReactNode {
  const t = useTexts(EXAMPLES_TEXTS);
  if (run.state === 'answered') return <Code value={run.answer.body} />;
  if (run.state !== 'following' && run.state !== 'ended')
    return <p className="muted example-empty">{t('notYet')}</p>;
  if (run.items.length === 0) return <p className="muted example-empty">{t('noItems')}</p>;
  return (
    <ol className="example-items" tabIndex={0} aria-label={t('answer')}>
      {run.items.map((item, index) => (
        <li key={run.count - index}>
          <Item item={item} />
        </li>
      ))}
    </ol>
  );
}

function Item({ item: { cursor, body } }: { readonly item: StreamItem }): ReactNode {
  return (
    <>
      {cursor !== null && <p className="code muted example-cursor">{`id: ${cursor}`}</p>}
      <pre>{JSON.stringify(body, null, 2)}</pre>
    </>
  );
}

function Code({ value }: { readonly value: unknown }): ReactNode {
  const t = useTexts(EXAMPLES_TEXTS);
  return (
    <pre className="example-code" tabIndex={0} role="region" aria-label={t('answer')}>
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}

function errorsIn({ body }: PlainAnswer): number {
  const errors = (body as { readonly errors?: unknown } | null)?.errors;
  return Array.isArray(errors) ? errors.length : 0;
}

function sizeText(bytes: number): string {
  return bytes < 1_000 ? `${bytes} B` : `${(bytes / 1_000).toFixed(1)} kB`;
}
