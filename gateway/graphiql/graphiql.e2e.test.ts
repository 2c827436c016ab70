import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkedInSupergraph } from '../../schema/subgraphs/compose.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freePort, freshStore } from '../../test/harness/servers.ts';
import { openDoor } from '../access/door.ts';
import { createInternalSigner } from '../access/internal-token.ts';
import { createVerifier, LOCAL_RESOURCE, PAGE_CLIENT, signToken } from '../access/identity/local-issuer.ts';
import { startLocalProvider, type LocalProvider } from '../access/identity/local-provider/server.ts';
import { WORKING_SCOPES } from '../access/identity/token-scopes.ts';
import { createGateway, type Gateway } from '../router/gateway.ts';
import { subgraphTargets } from '../router/subgraph-targets.ts';
import { SUBGRAPHS } from '../subgraphs/registry.ts';
import { keepEvents } from '../subgraphs/testing/kept-events.ts';
import { streamGateway } from '../router/testing/stream-gateway.ts';
import { ensurePage } from '../pages/build.ts';
import { builtPages, CACHE_DIRECTORY, PAGES } from '../pages/location.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const SCREENSHOTS = 'test-results';
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

let gateway: Gateway;
let provider: LocalProvider;
let browser: Browser;
let home: string;
let origin: string;
beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  home = mkdtempSync(join(tmpdir(), 'tributary-graphiql-'));
  const gatewayPort = await freePort();
  provider = await startLocalProvider({ home, host: '127.0.0.1', port: 0, gatewayPort });
  gateway = await createGateway({
    supergraphSdl: checkedInSupergraph(),
    targets: subgraphTargets({
      registry: SUBGRAPHS,
      urls: new Map(),
      door: openDoor(await freshStore()),
      signer: await createInternalSigner(home),
    }),
    verifier: await createVerifier(home),
    signIn: {
      issuer: provider.issuer,
      clientId: PAGE_CLIENT,
      scopes: ['openid', ...WORKING_SCOPES],
      resource: LOCAL_RESOURCE,
    },
    log: pino({ level: 'silent' }),
    pages: { graphiql: await ensurePage(PAGES.graphiql, CACHE_DIRECTORY, () => undefined) },
  });
  await gateway.app.listen({ host: '127.0.0.1', port: gatewayPort });
  origin = `http://127.0.0.1:${gatewayPort}`;
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
});
afterAll(async () => {
  await browser.close();
  await gateway.close();
  await provider.stop();
  rmSync(home, { recursive: true, force: true });
});

interface Watched {
  readonly page: Page;
  readonly elsewhere: string[];
  readonly complaints: string[];
}

async function openPage(at = origin): Promise<Watched> {
  const page = await browser.newPage({ viewport: { width: 1_400, height: 860 } });
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(at) && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url());
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${at}/graphiql`);
  return { page, elsewhere, complaints };
}

describe('GraphiQL in a browser without any network but the gateway', () => {
  it('is empty-handed until a token is given, then answers the query that it offers', async () => {
    const { page, elsewhere, complaints } = await openPage();
    await page.getByRole('heading', { name: 'One question' }).waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'graphiql-without-token.png') });
    await page.getByLabel('Bearer token').fill('no token at all');
    await page.getByRole('button', { name: 'Use token' }).click();
    await page.getByText('This is no token').waitFor();

    const token = await signToken(home, 'police');
    await page.getByLabel('Bearer token').fill(`Authorization: Bearer ${token}`);
    await page.getByRole('button', { name: 'Use token' }).click();
    await page.getByText('asking as police').waitFor();
    // The editor takes its text a moment after its frame stands; a click before that runs nothing.
    await page.locator('.graphiql-query-editor').getByText('LatestDisputes').first().waitFor();
    await page.getByRole('button', { name: /execute query/i }).click();
    await page.locator('.result-window').getByText('hotline12345').first().waitFor();
    expect(await page.locator('.result-window').innerText()).not.toContain('"errors"');
    await page.screenshot({ path: join(SCREENSHOTS, 'graphiql-answer.png') });

    await page.getByRole('button', { name: /documentation explorer/i }).click();
    await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).first().click();
    await page.locator('.graphiql-doc-explorer').getByText('search', { exact: true }).first().waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'graphiql-documentation.png') });

    expect(page.url()).toBe(`${origin}/graphiql`);
    const stored = await page.evaluate(
      'JSON.stringify([Object.keys(sessionStorage), JSON.stringify(localStorage)])',
    );
    expect(stored).not.toContain(token);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);

    await page.reload();
    await page.getByText('asking as police').waitFor();
    await page.getByRole('button', { name: 'Forget token' }).click();
    await page.getByRole('heading', { name: 'One question' }).waitFor();
    await page.close();
  });
});

describe('a subscription in GraphiQL', () => {
  it('runs over a socket of the same origin with the token of the tab, shows what comes, and stops', async () => {
    const store = await freshStore();
    await keepEvents(store, []);
    const streams = await streamGateway(store, {
      verifier: await createVerifier(home),
      pages: builtPages(),
    });
    const { page, complaints } = await openPage(new URL(streams.url).origin);
    const sockets: { url: string; sent: string[]; isClosed: () => boolean }[] = [];
    page.on('websocket', (socket) => {
      const sent: string[] = [];
      sockets.push({ url: socket.url(), sent, isClosed: () => socket.isClosed() });
      socket.on('framesent', ({ payload }) => sent.push(String(payload)));
    });
    const token = await signToken(home, 'police');
    await page.getByLabel('Bearer token').fill(token);
    await page.getByRole('button', { name: 'Use token' }).click();
    const editor = page.locator('.graphiql-query-editor');
    await editor.getByText('LatestDisputes').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(
      'subscription Watch { riskEvents(filter: {kinds: [DISPUTE_CHANGED]}) { bookmark event { title } } }',
    );
    await editor.getByText('Watch').first().waitFor();
    const shown = page.locator('.result-window');
    // GraphiQL reads what was typed a moment after it stands there: a click before that runs what stood there before.
    await eventually(
      async () => {
        const execute = page.getByRole('button', { name: /execute query/i });
        if (await execute.isVisible()) await execute.click();
        await shown.getByText('bookmark').first().waitFor({ timeout: 3_000 });
        return true;
      },
      { what: 'the stream to begin' },
    );
    // Such a click may have asked for an operation that was no longer there.
    complaints.splice(0);
    for (const [offset, title] of ['第一条变更', '第二条变更'].entries()) {
      await keepEvents(store, [{ partition: 0, offset, title }]);
      await shown.getByText(title).first().waitFor();
    }
    await page.screenshot({ path: join(SCREENSHOTS, 'graphiql-subscription.png') });
    await page.getByRole('button', { name: /stop query/i }).click();
    await eventually(() => sockets[0]?.isClosed() ?? false);

    expect(sockets.map(({ url }) => url)).toEqual([streams.url.replace('http', 'ws')]);
    const messages = sockets[0]?.sent.map((text) => JSON.parse(text) as object) ?? [];
    expect(messages).toMatchObject([
      { type: 'connection_init', payload: { authorization: `Bearer ${token}` } },
      { type: 'subscribe' },
      { type: 'complete' },
    ]);
    expect(complaints).toEqual([]);
    await page.close();
    await streams.close();
  });
});

describe('signing in at an issuer', () => {
  it('goes there with code and PKCE, comes back with a token of this tab, and asks with it', async () => {
    const { page, complaints } = await openPage();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    expect(new URL(page.url()).origin).toBe(provider.issuer);
    await page.screenshot({ path: join(SCREENSHOTS, 'sign-in.png') });
    await page.getByRole('button', { name: /Grid inspector/ }).click();
    await page.getByText('asking as grid').waitFor();
    expect(page.url()).toBe(`${origin}/graphiql`);
    await page.locator('.graphiql-query-editor').getByText('LatestDisputes').first().waitFor();
    await page.getByRole('button', { name: /execute query/i }).click();
    await page.locator('.result-window').getByText('hotline12345').first().waitFor();
    expect(complaints).toEqual([]);
    const cookies = await page.context().cookies(`${origin}/graphiql`);
    expect(cookies.filter(({ path }) => path === '/graphiql')).toEqual([]);
    await page.close();
  });

  it('takes no answer that this tab did not ask for', async () => {
    const { page } = await openPage();
    await page.goto(
      `${origin}/graphiql?code=stolen&state=foreign&iss=${encodeURIComponent(provider.issuer)}`,
    );
    await page.getByText('was not begun in this tab').waitFor();
    expect(page.url()).toBe(`${origin}/graphiql`);
    await page.getByRole('heading', { name: 'One question' }).waitFor();
    await page.close();
  });
});
