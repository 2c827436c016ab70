import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ensurePage } from '../../gateway/pages/build.ts';
import { CACHE_DIRECTORY, PAGES } from '../../gateway/pages/location.ts';
import { FULL_ACCESS } from '../../gateway/access/grants/access.ts';
import {
  streamGateway,
  type StreamGateway,
  type StreamGatewayOptions,
} from '../../gateway/router/testing/stream-gateway.ts';
import type { Verifier } from '../../gateway/access/identity/verifier.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Store } from '../../schema/store/models.ts';
import { launchBrowser } from '../harness/browser.ts';
import { freshStore } from '../harness/servers.ts';

/** Kept with the run's results. */
const SCREENSHOTS = join('test-results', 'console');

export interface ConsoleWorld {
  readonly store: Store;
  readonly gateway: StreamGateway;
  readonly origin: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/**
 * A gateway that serves the console over a store of its own, and a browser.
 * @param options of the gateway; unless told, tokens say who asks and everything is granted
 */
export async function startConsoleWorld(
  options: StreamGatewayOptions = {},
  given?: Store,
): Promise<ConsoleWorld> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const store = given ?? (await freshStore());
  const gateway = await streamGateway(store, {
    verifier: nameVerifier(),
    ...options,
    pages: {
      console: await ensurePage(PAGES.console, CACHE_DIRECTORY, () => undefined),
      ...options.pages,
    },
  });
  const browser = await launchBrowser();
  return {
    store,
    gateway,
    origin: new URL(gateway.url).origin,
    browser,
    close: async () => {
      await browser.close();
      await gateway.close();
    },
  };
}

/** A token that says who asks; identity has tests of its own. */
export function tokenOf(partner: string): string {
  const payload = Buffer.from(
    JSON.stringify({
      partner,
      exp: 4_102_444_800,
      scope: partner === 'admin' ? 'graph graph:write admin' : 'graph graph:write',
    }),
  ).toString('base64url');
  return `test.${payload}.test`;
}

function nameVerifier(): Verifier {
  return {
    onEnded: () => () => undefined,
    verify: (header) => {
      const payload = /^Bearer test\.([\w-]+)\.test$/.exec(header ?? '')?.[1];
      if (payload === undefined) {
        return Promise.reject(new HubError('HUB_UNAUTHENTICATED', 'there is no bearer token that holds'));
      }
      const { partner } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { partner: string };
      return Promise.resolve({
        partner,
        actor: `${partner}@test`,
        purpose: null,
        access: FULL_ACCESS,
        scopes: [
          'graph',
          'graph:write',
          'introspection',
          ...(partner === 'admin' ? (['admin'] as const) : []),
        ],
      });
    },
  };
}

export interface Look {
  readonly theme?: 'light' | 'dark';
  readonly language?: 'zh-CN' | 'zh-TW' | 'en';
  readonly width?: number;
  /** Empty: nobody is signed in. */
  readonly partner?: string;
  /** The token, where the world knows others than `tokenOf`. */
  readonly token?: string;
}

export interface WatchedPage {
  readonly page: Page;
  /** Requests to any other origin. */
  readonly elsewhere: readonly string[];
  /** Errors and warnings of the browser: also what the policy refuses. */
  readonly complaints: readonly string[];
}

const HEIGHTS: Readonly<Record<number, number>> = { 390: 844, 1280: 860 };

/** Opens a path of the console, signed in. */
export async function openConsole(
  { browser, origin }: ConsoleWorld,
  path: string,
  {
    theme = 'light',
    language = 'zh-CN',
    width = 1_280,
    partner = 'hotline',
    token = tokenOf(partner),
  }: Look = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width, height: HEIGHTS[width] ?? 860 },
    locale: 'zh-CN',
    timezoneId: 'America/New_York',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.addInitScript(
    `sessionStorage.setItem('tributary.token', ${JSON.stringify(partner === '' ? '' : token)});
     localStorage.setItem('tributary.language', '${language}');
     localStorage.setItem('tributary.appearance', '${theme}');`,
  );
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url()))
      elsewhere.push(request.url());
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${origin}/console${path}`);
  return { page, elsewhere, complaints };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What breaks WCAG 2.2 A or AA on the page as it stands: the rule and the first element. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(AXE);
  // What it says of elements without fault is not read: it need not be gathered.
  const options = JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] });
  const found = await page.evaluate(`axe.run(document, ${options}).then(({ violations }) => violations)`);
  return (found as { id: string; nodes: { html: string; failureSummary: string }[] }[]).map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''}`,
  );
}

/** Structure does not change with the theme, nor colours with the width: a narrow page is looked at in one theme, a wide one in both. */
export function isNewToAxe(theme: 'light' | 'dark', width: number): boolean {
  return theme === 'light' || width > 390;
}

export function screenshotPath(name: string): string {
  return join(SCREENSHOTS, `${name}.png`);
}
