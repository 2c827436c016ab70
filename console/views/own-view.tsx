import { App, Button, Input, Popconfirm } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../language/language-context.ts';
import { VIEWS } from './texts.ts';
import { useTelling } from './use-telling.ts';
import type { Views } from './use-views.ts';
import { ViewLink } from './view-link.tsx';
import type { OneView } from './views.ts';

interface OwnViewProps {
  readonly view: OneView;
  readonly views: Views;
  readonly filter: string;
  readonly path: string;
  readonly onOpen: () => void;
  readonly isRenaming: boolean;
  readonly onRename: (id: string | null) => void;
}

/** A view of one's own: opened, renamed, shared or not, set to what is chosen now, deleted. */
export function OwnView({
  view,
  views,
  filter,
  path,
  onOpen,
  isRenaming,
  onRename,
}: OwnViewProps): ReactNode {
  const t = useTexts(VIEWS);
  const tell = useTelling();
  const { message } = App.useApp();
  const name = view.name ?? '';
  const isShared = view.visibility === 'AGENCY';
  if (isRenaming) {
    return (
      <li>
        <RenameForm
          name={name}
          onDone={(next) => {
            if (next === null) onRename(null);
            else
              void tell(views.change(view, { name: next })).then((isDone) => {
                if (isDone) onRename(null);
              });
          }}
        />
      </li>
    );
  }
  return (
    <li>
      <ViewLink view={view} filter={filter} path={path} onOpen={onOpen} />
      {isShared && <span className="tag">{t('isShared')}</span>}
      <span className="views-actions">
        <Button
          size="small"
          type="text"
          aria-label={t('renameOf', { name })}
          onClick={() => {
            onRename(view.id);
          }}
        >
          {t('rename')}
        </Button>
        <Button
          size="small"
          type="text"
          aria-label={t(isShared ? 'unshareOf' : 'shareOf', { name })}
          onClick={() => {
            void tell(views.change(view, { visibility: isShared ? 'PRIVATE' : 'AGENCY' }));
          }}
        >
          {t(isShared ? 'unshare' : 'shareIt')}
        </Button>
        {view.filter !== filter && (
          <Button
            size="small"
            type="text"
            aria-label={t('replaceOf', { name })}
            onClick={() => {
              void tell(views.change(view, { filter }));
            }}
          >
            {t('replace')}
          </Button>
        )}
        <Popconfirm
          title={t('removeSure', { name })}
          okText={t('ok')}
          cancelText={t('cancel')}
          onConfirm={() => {
            void tell(views.remove(view)).then((isDone) => {
              if (isDone) void message.success(t('removed', { name }));
            });
          }}
        >
          <Button size="small" type="text" danger aria-label={t('removeOf', { name })}>
            {t('remove')}
          </Button>
        </Popconfirm>
      </span>
    </li>
  );
}

/** Tells the new name, null when there shall be none. */
function RenameForm({
  name,
  onDone,
}: {
  readonly name: string;
  readonly onDone: (next: string | null) => void;
}): ReactNode {
  const t = useTexts(VIEWS);
  const [typed, setTyped] = useState(name);
  const next = typed.trim();
  return (
    <form
      className="views-rename"
      onSubmit={(event) => {
        event.preventDefault();
        if (next !== '') onDone(next === name ? null : next);
      }}
    >
      <Input
        autoFocus
        aria-label={t('name')}
        maxLength={100}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // The dialog around it stays.
          event.stopPropagation();
          onDone(null);
        }}
      />
      <Button htmlType="submit" type="primary" disabled={next === ''}>
        {t('ok')}
      </Button>
      <Button
        onClick={() => {
          onDone(null);
        }}
      >
        {t('cancel')}
      </Button>
    </form>
  );
}
