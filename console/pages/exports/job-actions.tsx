import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useMutation } from 'urql';
import { faultsOf } from '../../graph/faults.ts';
import { useTexts } from '../../language/language-context.ts';
import { CANCEL_EXPORT, type OneExport } from './exports.ts';
import { isUnderWay } from './job-progress.tsx';
import { EXPORTS } from './texts.ts';
import { useDownload } from './use-download.ts';

/** Fetches the file, stops an export that is under way, takes the file of one that is done away. */
export function JobActions({
  job,
  onChange,
}: {
  readonly job: OneExport;
  readonly onChange: () => void;
}): ReactNode {
  const t = useTexts(EXPORTS);
  const { message } = App.useApp();
  const [{ fetching }, cancel] = useMutation(CANCEL_EXPORT);
  const [clientMutationId] = useState(() => crypto.randomUUID());
  const { download, isBusy } = useDownload();
  const name = job.fileName ?? '';
  const isDone = job.state === 'DONE';
  const stop = async (): Promise<void> => {
    const { error } = await cancel({ input: { clientMutationId, id: job.id } });
    if (error !== undefined) void message.error(faultsOf(error)[0]?.message ?? error.message);
    onChange();
  };
  return (
    <span className="export-actions">
      {isDone && job.url !== null && (
        <Button
          type="primary"
          size="small"
          icon={<DownloadOutlined aria-hidden="true" />}
          loading={isBusy}
          aria-label={t('downloadOf', { name })}
          onClick={() => {
            void download(job);
          }}
        >
          {t('download')}
        </Button>
      )}
      {(isDone || isUnderWay(job)) && (
        <Button
          size="small"
          loading={fetching}
          aria-label={t(isDone ? 'takeAwayOf' : 'cancelOf', { name })}
          onClick={() => {
            void stop();
          }}
        >
          {t(isDone ? 'takeAway' : 'cancel')}
        </Button>
      )}
    </span>
  );
}
