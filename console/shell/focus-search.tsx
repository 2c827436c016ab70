import { SearchOutlined } from '@ant-design/icons';
import { useEffect, type ReactNode } from 'react';
import { useTexts } from '../language/language-context.ts';
import { Link } from '../routing/link.tsx';
import { navigate, usePath } from '../routing/location.ts';
import { NAVIGATION } from './navigation-texts.ts';
import { SEARCH_BOX_ID } from './search-box-id.ts';

/** `/` goes to the search box from anywhere, unless somebody types. */
export function FocusSearch(): ReactNode {
  const t = useTexts(NAVIGATION);
  const path = usePath();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target } = event;
      const isTyping =
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const box = document.getElementById(SEARCH_BOX_ID);
      if (box === null) navigate('/search');
      else box.focus();
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
    };
  }, []);
  if (path === '/search') return null;
  return (
    <Link to="/search" className="shell-search" aria-label={t('search')}>
      <SearchOutlined aria-hidden="true" />
      <span>{t('search')}</span>
      <kbd aria-hidden="true">/</kbd>
    </Link>
  );
}
