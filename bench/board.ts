import { parseArgs } from 'node:util';
import { stringifyDocument } from '@urql/core';
import type { Browser, Page } from 'playwright-core';
import { join } from 'node:path';
import { BOARD_STREAM } from '../console/pages/board/board.ts';
import { signToken } from '../gateway/access/identity/local-issuer.ts';
import { ensurePage } from '../gateway/pages/build.ts';
import { CACHE_DIRECTORY, PAGES } from '../gateway/pages/location.ts';
import { connectStore } from '../schema/store/connection.ts';
import type { DisputeDoc } from '../schema/store/documents.ts';
import { ensureIndexes, openStore, type Store } from '../schema/store/models.ts';
import { storeBusyCity } from '../test/console/busy-city.ts';
import { launchBrowser } from '../test/harness/browser.ts';
import { startHubProcesses } from '../test/harness/hub-processes.ts';
import { cpuSeconds, footprintOf } from './board/footprint.ts';
import { BLANK_PAGE, together, watchFrames, type Frames } from './board/frames.ts';
import { startLoad } from './board/load.ts';
import { traceMainThread } from './board/main-thread.ts';
import { rowsOf, type Watched } from './board/rows.ts';
import { report, type BenchRow } from './report.ts';
import { withServers } from './servers.ts';
import { StreamClient } from './stream-client.ts';

const WARM_UP_S = 5;
const TRACED_S = 5;
const SIZE = { width: 1_920, height: 1_080 };
const LOADED_MS = 60_000;

/**
 * Frames of the risk board in a real browser while events come, beside those of a blank page in the same browser under the same load.
 * `--seconds 20 --rate 50 --disputes 10000`
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '20' },
      rate: { type: 'string', default: '50' },
      disputes: { type: 'string', default: '10000' },
    },
  });
  const seconds = Number(values.seconds);
  const rate = Number(values.rate);
  const count = Number(values.disputes);
  // The gateway serves what is built.
  await ensurePage(PAGES.console, CACHE_DIRECTORY, (line) => process.stderr.write(`${line}\n`));
  await withServers('board', async ({ dir, kafkaBrokers, mongodbUri }) => {
    const home = join(dir, 'home');
    const store = openStore(await connectStore(mongodbUri));
    const hub = await startHubProcesses({
      home,
      kafkaBrokers,
      mongodbUri,
      topicPrefix: 'bench',
      partitions: 3,
      roles: ['gateway'],
    });
    const browser = await launchBrowser();
    try {
      await ensureIndexes(store);
      const disputes = await storeBusyCity(store, count);
      const token = await signToken(home, 'police');
      const rows = await measured(
        { store, disputes, gatewayUrl: hub.gatewayUrl, token, browser },
        seconds,
        rate,
      );
      report('board', { seconds, rate, disputes: count, ...SIZE }, rows, new Date());
    } finally {
      await browser.close();
      await store.connection.close();
      await hub.stop();
    }
  });
}

interface Scene {
  readonly store: Store;
  readonly disputes: readonly DisputeDoc[];
  readonly gatewayUrl: string;
  readonly token: string;
  readonly browser: Browser;
}

/** The ceiling is measured before and after, so that a machine that becomes slower meanwhile does not count for either. */
async function measured(scene: Scene, seconds: number, rate: number): Promise<readonly BenchRow[]> {
  const load = startLoad(scene.store, scene.disputes, rate);
  try {
    const before = await ceiling(scene, seconds / 2);
    const board = await watchBoard(scene, seconds, load.told);
    const after = await ceiling(scene, seconds / 2);
    return rowsOf(together(before, after), board, rate);
  } finally {
    await load.stop();
  }
}

/** A blank page, while a subscriber without a page takes what the board would: the gateway and the store do the same work. */
async function ceiling({ browser, gatewayUrl, token }: Scene, seconds: number): Promise<Frames> {
  const subscriber = await StreamClient.open(gatewayUrl, token);
  await subscriber.subscribe('1', stringifyDocument(BOARD_STREAM));
  const page = await browser.newPage({ viewport: SIZE });
  await page.setContent(BLANK_PAGE);
  await pause(1_000);
  const frames = await watchFrames(page, seconds);
  await page.close();
  subscriber.close();
  return frames;
}

async function watchBoard(
  { browser, gatewayUrl, token }: Scene,
  seconds: number,
  told: () => number,
): Promise<Watched> {
  const page = await browser.newPage({ viewport: SIZE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  await page.addInitScript(`sessionStorage.setItem('tributary.token', ${JSON.stringify(token)})`);
  await page.goto(`${gatewayUrl}/console/board`);
  await page.locator('.board-live-live').waitFor({ timeout: LOADED_MS });
  await page.locator('.board-card').first().waitFor({ timeout: LOADED_MS });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await pause(WARM_UP_S * 1_000);
  const before = await footprintOf(session);
  const [cpuBefore, toldBefore, shownBefore] = [await cpuSeconds(browser), told(), await shownEvents(page)];
  const frames = await watchFrames(page, seconds);
  const [cpuAfter, toldAfter, shownAfter] = [await cpuSeconds(browser), told(), await shownEvents(page)];
  const after = await footprintOf(session);
  // Apart: tracing takes time of its own.
  const busy = await traceMainThread(browser, page, TRACED_S);
  await page.context().close();
  return {
    frames,
    toldPerS: (toldAfter - toldBefore) / frames.seconds,
    shownPerS: (shownAfter - shownBefore) / frames.seconds,
    busy,
    before,
    after,
    cpuMs: new Map(
      [...cpuAfter].map(([type, spent]) => [
        type,
        ((spent - (cpuBefore.get(type) ?? 0)) * 1_000) / frames.seconds,
      ]),
    ),
  };
}

/** Events that the page says it has shown. */
async function shownEvents(page: Page): Promise<number> {
  const text = await page.locator('.board-feed .board-panel-head .figures').innerText();
  return Number(text.replace(/\D/g, ''));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
