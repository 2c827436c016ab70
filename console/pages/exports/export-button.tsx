import { DownloadOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { Link } from '../../routing/link.tsx';
import { ExportForm } from './export-form.tsx';
import type { ExportSource } from './export-source.ts';
import { FollowedJob } from './followed-job.tsx';
import { EXPORTS } from './texts.ts';
import './exports.css';

interface ExportButtonProps {
  readonly sources: readonly ExportSource[];
  readonly isSmall?: boolean;
}

/** Has the list of a page written into a file; the dialog follows it to its end, and so does the page of exports. */
export function ExportButton({ sources, isSmall = false }: ExportButtonProps): ReactNode {
  const t = useTexts(EXPORTS);
  const [isOpen, setIsOpen] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const close = (): void => {
    setIsOpen(false);
    setJobId(null);
  };
  return (
    <>
      <Button
        size={isSmall ? 'small' : 'middle'}
        icon={<DownloadOutlined aria-hidden="true" />}
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {t('export')}
      </Button>
      <Modal open={isOpen} title={t('export')} footer={null} onCancel={close} destroyOnHidden>
        {jobId === null ? (
          <ExportForm sources={sources} onBegun={setJobId} />
        ) : (
          <FollowedJob
            id={jobId}
            onAgain={() => {
              setJobId(null);
            }}
          />
        )}
        <p className="export-all">
          <Link to="/exports" onClick={close}>
            {t('allExports')}
          </Link>
        </p>
      </Modal>
    </>
  );
}
