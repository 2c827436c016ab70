import { Drawer } from 'antd';
import { useState, type ReactNode } from 'react';
import { MenuOutlined } from '@ant-design/icons';
import { useTexts } from '../language/language-context.ts';
import { Link } from '../routing/link.tsx';
import { useSession } from '../session/session-context.ts';
import type { AppearanceChoice } from '../theme/use-appearance.ts';
import { FocusSearch } from './focus-search.tsx';
import { Navigation } from './navigation.tsx';
import { Preferences } from './preferences.tsx';
import { SHELL } from './texts.ts';
import './layout.css';

interface LayoutProps {
  readonly appearance: AppearanceChoice;
  readonly children: ReactNode;
}

/** Header, navigation and the page. On narrow screens the navigation is behind a button. */
export function Layout({ appearance, children }: LayoutProps): ReactNode {
  const t = useTexts(SHELL);
  const { token } = useSession();
  const [isOpen, setIsOpen] = useState(false);
  const isSigned = token !== '';
  return (
    <div className="shell">
      <a className="shell-skip" href="#content">
        {t('skip')}
      </a>
      <header className="shell-header">
        {isSigned && (
          <button
            type="button"
            className="shell-menu"
            aria-label={t('menu')}
            aria-expanded={isOpen}
            onClick={() => {
              setIsOpen(true);
            }}
          >
            <MenuOutlined />
          </button>
        )}
        <Link to="/search" className="shell-name">
          <Mark />
          {t('product')}
        </Link>
        {isSigned && <FocusSearch />}
        <Preferences appearance={appearance} />
      </header>
      <div className="shell-body">
        {isSigned && (
          <nav className="shell-nav" aria-label={t('navigation')}>
            <Navigation />
          </nav>
        )}
        <main id="content" className="shell-main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Drawer
        title={t('product')}
        placement="left"
        size={260}
        open={isOpen}
        onClose={() => {
          setIsOpen(false);
        }}
        closable={{ 'aria-label': t('close') }}
      >
        <nav aria-label={t('navigation')}>
          <Navigation
            onGo={() => {
              setIsOpen(false);
            }}
          />
        </nav>
      </Drawer>
    </div>
  );
}

/** Streams that become one. */
function Mark(): ReactNode {
  return (
    <svg className="shell-mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 4c5 0 6 7 9 8M3 12h18M3 20c5 0 6-7 9-8" />
    </svg>
  );
}
