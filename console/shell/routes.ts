import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { NAVIGATION } from './navigation-texts.ts';

export interface Route {
  /** Path within the console; `:name` stands for one segment, which the page gets as `params.name`. */
  readonly path: string;
  /** Text and icon in the navigation; null for a page that others lead to. */
  readonly nav: keyof (typeof NAVIGATION)['en'] | null;
  readonly page: LazyExoticComponent<ComponentType<PageProps>>;
}

export interface PageProps {
  readonly params: Readonly<Record<string, string>>;
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
    path: '/board',
    nav: 'board',
    page: lazy(async () => ({ default: (await import('../pages/board/board-page.tsx')).BoardPage })),
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

/** The parameters of a path that fits the pattern, else null. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.replace(/\/$/, '').split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return params;
}
