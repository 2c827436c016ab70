import { Button } from 'antd';
import { Component, Suspense, useEffect, type ReactNode } from 'react';
import { tellIn } from '../language/catalogue.ts';
import { useLanguage, useTexts } from '../language/language-context.ts';
import { navigate, usePath } from '../routing/location.ts';
import { Loading, Notice } from '../parts/states.tsx';
import { NAVIGATION } from './navigation-texts.ts';
import { routeOf, ROUTES, type Found } from './routes.ts';
import { SHELL } from './texts.ts';

/** The page that the address names; the first one at the root. */
export function PageOutlet(): ReactNode {
  const path = usePath();
  const t = useTexts(SHELL);
  const found = routeOf(path);
  const home = ROUTES[0]?.path ?? '/';
  useTitle(found);
  useEffect(() => {
    if (path === '/') navigate(home, { replace: true });
  }, [path, home]);
  if (path === '/') return <Loading />;
  if (found === null) return <Notice title={t('notFound')} text={t('notFoundWhy')} />;
  const Page = found.route.page;
  return (
    <Guard key={path}>
      <Suspense fallback={<Loading />}>
        <Page params={found.params} />
      </Suspense>
    </Guard>
  );
}

/** Tabs and histories of browsers are told apart by the page that they show. */
function useTitle(found: Found | null): void {
  const t = useTexts(SHELL);
  const nameOf = useTexts(NAVIGATION);
  const nav = found?.route.nav ?? null;
  const name = nav === null ? (found?.params['code'] ?? null) : nameOf(nav);
  const title = name === null ? t('product') : `${name} · ${t('product')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** A fault of one page leaves the navigation standing. */
class Guard extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}

function Broken(): ReactNode {
  const t = tellIn(SHELL, useLanguage());
  return (
    <Notice title={t('broken')}>
      <Button
        type="primary"
        onClick={() => {
          location.reload();
        }}
      >
        {t('reload')}
      </Button>
    </Notice>
  );
}
