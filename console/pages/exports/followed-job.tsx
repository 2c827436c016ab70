import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { useTexts } from '../../language/language-context.ts';
import { minuteText } from '../../language/times.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { useReread } from '../../parts/use-reread.ts';
import { EXPORT_JOB } from './exports.ts';
import { JobActions } from './job-actions.tsx';
import { isUnderWay, JobProgress } from './job-progress.tsx';
import { EXPORTS } from './texts.ts';

const REREAD_MS = 1_000;

/** One export, asked for again until it is at its end. */
export function FollowedJob({
  id,
  onAgain,
}: {
  readonly id: string;
  readonly onAgain: () => void;
}): ReactNode {
  const t = useTexts(EXPORTS);
  const [{ data, error }, reread] = useQuery({
    query: EXPORT_JOB,
    variables: { id },
    requestPolicy: 'network-only',
  });
  const job = data?.exportJob;
  const isMoving = job == null || isUnderWay(job);
  const again = (): void => {
    reread({ requestPolicy: 'network-only' });
  };
  useReread(reread, isMoving ? REREAD_MS : null);
  if (job == null) return error === undefined ? <Loading rows={2} /> : <Failure error={error} />;
  return (
    <>
      <p className="export-name">{job.fileName}</p>
      <JobProgress job={job} />
      {job.state === 'DONE' && job.expiresAt !== null && (
        <p className="muted">{t('until', { time: minuteText(job.expiresAt) })}</p>
      )}
      <Failure error={error} isPartial />
      <div className="export-actions">
        <JobActions job={job} onChange={again} />
        {!isMoving && (
          <Button size="small" onClick={onAgain}>
            {t('another')}
          </Button>
        )}
      </div>
    </>
  );
}
