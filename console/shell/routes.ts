import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { matchPath } from './match-path.ts';
import type { NAVIGATION } from './navigation-texts.ts';
import type { PageProps } from './page-props.ts';

export interface Route {
  /** Path within the console; `:name` stands for one segment, which the page gets as `params.name`. */
  readonly path: string;
  /** Text and icon in the navigation; null for a page that others lead to. */
  readonly nav: keyof (typeof NAVIGATION)['en'] | null;
  readonly page: LazyExoticComponent<ComponentType<PageProps>>;
}

/** Pages are loaded when they are first gone to. A new page is a folder in `pages/` and a line here. */
export const ROUTES: readonly Route[] = [
  {
    path: '/search',
    nav: 'search',
    page: lazy(async () => ({ default: (await import('../pages/search/search-page.tsx')).SearchPage })),
  },
  {
    path: '/disputes/:code',
    nav: null,
    page: lazy(async () => ({ default: (await import('../pages/dispute/dispute-page.tsx')).DisputePage })),
  },
  {
    path: '/reviews',
    nav: 'reviews',
    page: lazy(async () => ({ default: (await import('../pages/reviews/reviews-page.tsx')).ReviewsPage })),
  },
  {
    path: '/board',
    nav: 'board',
    page: lazy(async () => ({ default: (await import('../pages/board/board-page.tsx')).BoardPage })),
  },
  {
    path: '/disputes',
    nav: null,
    page: lazy(async () => ({ default: (await import('../pages/disputes/disputes-page.tsx')).DisputesPage })),
  },
  {
    path: '/trends',
    nav: 'trends',
    page: lazy(async () => ({ default: (await import('../pages/trends/trends-page.tsx')).TrendsPage })),
  },
  {
    path: '/exports',
    nav: 'exports',
    page: lazy(async () => ({ default: (await import('../pages/exports/exports-page.tsx')).ExportsPage })),
  },
  {
    path: '/feeds',
    nav: 'feeds',
    page: lazy(async () => ({ default: (await import('../pages/feeds/feeds-page.tsx')).FeedsPage })),
  },
  {
    path: '/access',
    nav: 'access',
    page: lazy(async () => ({ default: (await import('../pages/access/access-page.tsx')).AccessPage })),
  },
  {
    path: '/developers',
    nav: 'developers',
    page: lazy(async () => ({
      default: (await import('../pages/developers/developers-page.tsx')).DevelopersPage,
    })),
  },
];

export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export function routeOf(path: string): Found | null {
  for (const route of ROUTES) {
    const params = matchPath(route.path, path);
    if (params !== null) return { route, params };
  }
  return null;
}
