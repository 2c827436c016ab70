import { useState, type ReactNode } from 'react';
import { useTexts } from '../language/language-context.ts';
import { Loading } from '../parts/states.tsx';
import { OwnView } from './own-view.tsx';
import { VIEWS } from './texts.ts';
import type { Views } from './use-views.ts';
import { ViewLink } from './view-link.tsx';

interface ViewListProps {
  readonly views: Views;
  /** What is chosen now. */
  readonly filter: string;
  readonly path: string;
  readonly onOpen: () => void;
}

/** One's own views with what can be done with them, then those of others. */
export function ViewList({ views, filter, path, onOpen }: ViewListProps): ReactNode {
  const t = useTexts(VIEWS);
  const [renaming, setRenaming] = useState<string | null>(null);
  if (views.all === null) return <Loading rows={2} />;
  const own = views.all.filter(({ mine }) => mine === true);
  const others = views.all.filter(({ mine }) => mine !== true);
  const link = { filter, path, onOpen };
  return (
    <>
      {views.all.length === 0 && <p className="muted">{t('none')}</p>}
      {own.length > 0 && (
        <section aria-label={t('mine')}>
          <h3>{t('mine')}</h3>
          <ul className="views-list">
            {own.map((view) => (
              <OwnView
                key={view.id}
                view={view}
                views={views}
                {...link}
                isRenaming={renaming === view.id}
                onRename={setRenaming}
              />
            ))}
          </ul>
        </section>
      )}
      {others.length > 0 && (
        <section aria-label={t('shared')}>
          <h3>{t('shared')}</h3>
          <ul className="views-list">
            {others.map((view) => (
              <li key={view.id}>
                <ViewLink view={view} {...link} />
                <span className="muted">{t('byOwner', { owner: view.owner ?? '' })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
