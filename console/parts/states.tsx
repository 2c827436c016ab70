import { LockOutlined } from '@ant-design/icons';
import { Alert, Button, Empty, Skeleton, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import type { CombinedError } from '@urql/core';
import { rootWithheld, troubles } from '../graph/faults.ts';
import { useTexts } from '../language/language-context.ts';
import { FAULTS, PARTS } from './texts.ts';
import './states.css';

export function Loading({ rows = 6 }: { readonly rows?: number }): ReactNode {
  const t = useTexts(PARTS);
  return (
    <div role="status" aria-label={t('loading')} className="state">
      <Skeleton active paragraph={{ rows }} />
    </div>
  );
}

/** Nothing to show, and what one can do about it. */
export function Nothing({
  text,
  children,
}: {
  readonly text?: string;
  readonly children?: ReactNode;
}): ReactNode {
  const t = useTexts(PARTS);
  return (
    <div className="state">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text ?? t('nothing')}>
        {children}
      </Empty>
    </div>
  );
}

interface NoticeProps {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}

/** A page of its own that says why there is nothing else. */
export function Notice({ title, text, children }: NoticeProps): ReactNode {
  return (
    <section className="state-notice">
      <h1>{title}</h1>
      {text !== undefined && <p className="muted">{text}</p>}
      {children}
    </section>
  );
}

type Fault = keyof (typeof FAULTS)['en'];

interface FailureProps {
  readonly error: CombinedError | undefined;
  readonly onRetry?: () => void;
  /** True where the rest of the answer is shown beside it. */
  readonly isPartial?: boolean;
}

/** What went wrong, in the graph's words with its code. Where grants keep single values back `Withheld` stands in their place; where all that was asked for, this says so. */
export function Failure({ error, onRetry, isPartial = false }: FailureProps): ReactNode {
  const t = useTexts(PARTS);
  const fault = useTexts(FAULTS);
  const [first] = troubles(error);
  if (first === undefined) {
    const kept = isPartial ? undefined : rootWithheld(error);
    return kept === undefined ? null : (
      <Alert role="alert" type="info" showIcon title={t('withheldAll')} description={kept.message} />
    );
  }
  return (
    <Alert
      role="alert"
      type={isPartial ? 'warning' : 'error'}
      showIcon
      title={t(isPartial ? 'partly' : 'failed')}
      description={
        <>
          {first.code in FAULTS.en && <p className="failure-words">{fault(first.code as Fault)}</p>}
          <span className={first.code in FAULTS.en ? 'muted' : undefined}>
            {first.code === 'NETWORK' ? t('network') : first.message}
          </span>{' '}
          <span className="code muted">{first.code}</span>
        </>
      }
      action={onRetry === undefined ? undefined : <Button onClick={onRetry}>{t('again')}</Button>}
    />
  );
}

/** Stands where a value is that the grant does not show; the rule as its description. */
export function Withheld({
  field,
  rule,
}: {
  readonly field: string;
  readonly rule?: string | undefined;
}): ReactNode {
  const t = useTexts(PARTS);
  return (
    <Tooltip title={rule ?? t('withheldWhy', { field })}>
      <span className="withheld" tabIndex={0}>
        <LockOutlined aria-hidden="true" /> {t('withheld')}
      </span>
    </Tooltip>
  );
}
