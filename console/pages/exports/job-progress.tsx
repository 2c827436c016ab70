import { Alert, Progress } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import type { OneExport } from './exports.ts';
import { EXPORTS } from './texts.ts';

/** From this on the graph counts no further. */
const MOST_COUNTED = 10_000;

export function isUnderWay({ state }: OneExport): boolean {
  return state === 'QUEUED' || state === 'RUNNING';
}

/** How far an export has come, or why it came to nothing. */
export function JobProgress({ job }: { readonly job: OneExport }): ReactNode {
  const t = useTexts(EXPORTS);
  const nameOf = useNames();
  const { state, progress, error } = job;
  const rows = progress?.rows ?? 0;
  const total = progress?.total ?? null;
  const isCounted = total !== null && total < MOST_COUNTED;
  return (
    <div className="export-progress" role="status">
      <p>
        <strong>{state !== null && nameOf('ExportState', state)}</strong>{' '}
        <span className="figures muted">
          {isCounted ? t('rowsOf', { rows, total }) : t('rows', { rows })}
        </span>
      </p>
      {isUnderWay(job) && (
        <Progress
          percent={isCounted && total > 0 ? Math.floor((100 * rows) / total) : 0}
          status="active"
          showInfo={isCounted}
          aria-label={t('progress')}
        />
      )}
      {progress?.truncated === true && <p className="muted">{t('truncated')}</p>}
      {error !== null && (
        <Alert type="error" showIcon title={t('wrong', { message: error.message ?? '', code: error.code })} />
      )}
    </div>
  );
}
