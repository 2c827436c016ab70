import { BookOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../language/language-context.ts';
import { Failure } from '../parts/states.tsx';
import { useAddress } from '../routing/location.ts';
import type { SavedViewKind } from '../vocabulary/enums.ts';
import { SaveViewForm } from './save-view-form.tsx';
import { VIEWS } from './texts.ts';
import { useViews } from './use-views.ts';
import { filterWithin } from './view-filter.ts';
import { ViewList } from './view-list.tsx';
import './views.css';

interface ViewsButtonProps {
  readonly kind: SavedViewKind;
  /** Page that shows what a view of this kind chooses, e.g. `/disputes`. */
  readonly path: string;
  readonly isSmall?: boolean;
}

/** Leads to the saved views of a page: to open, save, share, rename and delete them. Says which one is open. */
export function ViewsButton({ kind, path, isSmall = false }: ViewsButtonProps): ReactNode {
  const t = useTexts(VIEWS);
  const [isOpen, setIsOpen] = useState(false);
  const views = useViews(kind);
  const filter = filterWithin(useAddress());
  const current = views.all?.find((view) => view.filter === filter);
  const close = (): void => {
    setIsOpen(false);
  };
  return (
    <>
      <Button
        size={isSmall ? 'small' : 'middle'}
        icon={<BookOutlined aria-hidden="true" />}
        className="views-button"
        onClick={() => {
          setIsOpen(true);
        }}
      >
        <span className="views-current">
          {current === undefined ? t('views') : t('view', { name: current.name ?? '' })}
        </span>
      </Button>
      <Modal open={isOpen} title={t('title')} footer={null} onCancel={close} destroyOnHidden>
        <p className="muted">{t('what')}</p>
        <SaveViewForm views={views} filter={filter} />
        <Failure error={views.error} />
        <ViewList views={views} filter={filter} path={path} onOpen={close} />
      </Modal>
    </>
  );
}
