import type { ReactNode } from 'react';
import { useTexts } from '../language/language-context.ts';
import { Link } from '../routing/link.tsx';
import { VIEWS } from './texts.ts';
import { addressWithin } from './view-filter.ts';
import type { OneView } from './views.ts';

interface ViewLinkProps {
  readonly view: OneView;
  /** What is chosen now. */
  readonly filter: string;
  readonly path: string;
  readonly onOpen: () => void;
}

/** Goes to what a view chooses. */
export function ViewLink({ view, filter, path, onOpen }: ViewLinkProps): ReactNode {
  const t = useTexts(VIEWS);
  const query = addressWithin(view.filter);
  const name = view.name ?? '';
  return (
    <Link
      to={query === '' ? path : `${path}?${query}`}
      className="views-name"
      aria-label={t('open', { name })}
      aria-current={view.filter === filter ? 'true' : undefined}
      onClick={onOpen}
    >
      {name}
    </Link>
  );
}
