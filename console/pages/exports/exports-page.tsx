import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { useTexts } from '../../language/language-context.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Failure, Loading, Nothing } from '../../parts/states.tsx';
import { Moment } from '../../parts/time.tsx';
import { useReread } from '../../parts/use-reread.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { CriteriaWords } from './criteria-words.tsx';
import { ExportButton } from './export-button.tsx';
import { WHOLE_LISTS } from './export-source.ts';
import { EXPORT_JOBS, type OneExport } from './exports.ts';
import { JobActions } from './job-actions.tsx';
import { isUnderWay, JobProgress } from './job-progress.tsx';
import { EXPORTS } from './texts.ts';
import './exports.css';

const REREAD_MS = 2_000;

/** One's own exports of the last days: how far they are, their files, until when. */
export function ExportsPage(): ReactNode {
  const t = useTexts(EXPORTS);
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  return (
    <div className="exports">
      <header className="exports-head">
        <h1>{t('title')}</h1>
        <ExportButton sources={WHOLE_LISTS} />
      </header>
      {cursors.map((after, index) => (
        <JobPage
          key={after}
          after={after}
          onMore={
            index === cursors.length - 1
              ? (cursor) => {
                  setCursors([...cursors, cursor]);
                }
              : null
          }
        />
      ))}
    </div>
  );
}

interface JobPageProps {
  readonly after: string | null;
  /** Null on all pages but the last. */
  readonly onMore: ((cursor: string) => void) | null;
}

function JobPage({ after, onMore }: JobPageProps): ReactNode {
  const t = useTexts(EXPORTS);
  const [{ data, error, fetching }, reread] = useQuery({
    query: EXPORT_JOBS,
    variables: { after },
    requestPolicy: 'cache-and-network',
  });
  const page = data?.exportJobs;
  const isMoving = page?.nodes.some(isUnderWay) === true;
  const again = (): void => {
    reread({ requestPolicy: 'network-only' });
  };
  useReread(reread, isMoving ? REREAD_MS : null);
  if (page == null) return fetching ? <Loading /> : <Failure error={error} onRetry={again} />;
  if (page.totalCount === 0) {
    return (
      <Nothing text={t('none')}>
        <p className="muted">{t('noneWhy')}</p>
      </Nothing>
    );
  }
  const cursor = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  return (
    <>
      {after === null && (
        <p className="muted figures" role="status">
          {t('count', { count: page.totalCount })}
        </p>
      )}
      <Failure error={error} isPartial onRetry={again} />
      <DataTable
        label={t('title')}
        columns={[t('file'), t('state'), t('actions'), t('expires'), t('created'), t('list'), t('criteria')]}
      >
        {page.nodes.map((job) => (
          <JobRow key={job.id} job={job} onChange={again} />
        ))}
      </DataTable>
      {onMore !== null && cursor !== null && (
        <Button
          block
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

function JobRow({ job, onChange }: { readonly job: OneExport; readonly onChange: () => void }): ReactNode {
  const nameOf = useNames();
  const { fileName, list, format, createdAt, expiresAt, criteria } = job;
  return (
    <tr>
      <th scope="row" className="data-words">
        {fileName} {format !== null && <span className="tag">{nameOf('ExportFormat', format)}</span>}
      </th>
      <td>
        <JobProgress job={job} />
      </td>
      <td>
        <JobActions job={job} onChange={onChange} />
      </td>
      <td>{expiresAt !== null && <Moment time={expiresAt} />}</td>
      <td>{createdAt !== null && <Moment time={createdAt} />}</td>
      <td>{list !== null && nameOf('ExportList', list)}</td>
      <td className="data-words">
        {list !== null && criteria !== null && <CriteriaWords list={list} criteria={criteria} />}
      </td>
    </tr>
  );
}
