import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMapFile } from '../../gateway/pages/map-file.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import { keepEvents } from '../../gateway/subgraphs/testing/kept-events.ts';
import { eventually } from '../harness/eventually.ts';
import { testSize } from '../harness/size.ts';
import { storeBusyCity, turn } from './busy-city.ts';
import {
  axeFaults,
  isNewToAxe,
  openConsole,
  screenshotPath,
  startConsoleWorld,
  type ConsoleWorld,
} from './console-world.ts';
import { cutProxy, type CutProxy } from './cut-proxy.ts';

const COUNT = testSize() === 'full' ? 10_000 : 400;
const PATIENCE = { timeout: 60_000 };

let world: ConsoleWorld;
let cable: CutProxy;
let disputes: readonly DisputeDoc[];
/** Of partition 0 of the log. */
let offset = 0;

beforeAll(async () => {
  world = await startConsoleWorld({ map: outlines() });
  disputes = await storeBusyCity(world.store, COUNT);
  cable = await cutProxy(world.origin);
});
afterAll(async () => {
  await cable.close();
  await world.close();
});

const green = (index: number): DisputeDoc => {
  const found = disputes[index * 4];
  if (found === undefined) throw new Error('there are too few disputes');
  return found;
};
const column = (page: Page, name: string): ReturnType<Page['locator']> =>
  page.getByRole('region', { name, exact: true });

describe('the risk board', () => {
  test('shows a red event that arrives while somebody looks', async () => {
    const { page, elsewhere, complaints } = await openConsole(world, '/board', { partner: 'analyst' });
    await page.getByText('实时', { exact: true }).waitFor(PATIENCE);
    const red = column(page, '红');
    const { code } = green(0);
    expect(await red.getByText(code).count()).toBe(0);
    await turn(world.store, green(0), 'RED', offset++);
    await red.getByText(code).waitFor(PATIENCE);
    await page.getByRole('region', { name: '动态' }).getByText('绿 → 红').first().waitFor(PATIENCE);
    await page.screenshot({ path: screenshotPath('board-red-event') });
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('tells what was missed when a lost connection is back, each event once', async () => {
    const { page } = await openConsole({ ...world, origin: cable.origin }, '/board', { partner: 'analyst' });
    await page.getByText('实时', { exact: true }).waitFor(PATIENCE);
    await turn(world.store, green(1), 'RED', offset++);
    await column(page, '红').getByText(green(1).code).waitFor(PATIENCE);
    cable.cut();
    await page.getByText('连接中断').waitFor(PATIENCE);
    await page.screenshot({ path: screenshotPath('board-connection-lost') });
    for (const index of [2, 3, 4]) await turn(world.store, green(index), 'RED', offset++);
    cable.mend();
    await page.getByText('补收事件 3 条').waitFor(PATIENCE);
    await page.getByText('实时', { exact: true }).waitFor(PATIENCE);
    for (const index of [2, 3, 4]) await column(page, '红').getByText(green(index).code).waitFor(PATIENCE);
    await turn(world.store, green(5), 'RED', offset++);
    const feed = page.getByRole('region', { name: '动态' });
    for (const told of [offset - 1, offset - 2, offset - 3, offset - 4]) {
      await feed.getByText(`第${told}条动态`).waitFor(PATIENCE);
      expect(await feed.getByText(`第${told}条动态`).count()).toBe(1);
    }
    await page.screenshot({ path: screenshotPath('board-caught-up') });
    await page.context().close();
  });

  test('keeps up with fifty events a second, and holds no more than it shows', async () => {
    const { page } = await openConsole(world, '/board', { partner: 'analyst' });
    await page.getByText('实时', { exact: true }).waitFor(PATIENCE);
    await page.evaluate(WATCH_FRAMES);
    const seconds = testSize() === 'full' ? 20 : 4;
    const until = Date.now() + seconds * 1_000;
    let told = 0;
    const beganAt = Date.now();
    while (Date.now() < until) {
      const due = Math.floor(((Date.now() - beganAt) / 1_000) * 50) - told;
      if (due > 0) {
        const batch = Array.from({ length: due }, () => {
          const { _id, code } = green(offset % 50);
          return { _id, code, at: offset++ };
        });
        await keepEvents(
          world.store,
          batch.map(({ _id, code, at }) => ({
            partition: 0,
            offset: at,
            kind: 'REPEAT_CALLER' as const,
            subjectId: _id,
            disputeId: _id,
            code,
            title: `第${at}条动态`,
            at: new Date().toISOString(),
          })),
        );
        told += due;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await page
      .getByText(`第${offset - 1}条动态`)
      .first()
      .waitFor(PATIENCE);
    const frames = await page.evaluate<Frames>('window.watchedFrames');
    expect(told).toBeGreaterThanOrEqual(seconds * 45);
    expect(await page.locator('.board-event').count()).toBeLessThanOrEqual(60);
    expect(await page.locator('.board-column .board-card').count()).toBeLessThanOrEqual(240);
    process.stdout.write(
      `board: ${told} events, ${frames.perSecond.toFixed(0)} frames/s, ${frames.longTasks} long tasks, the longest ${frames.longestMs.toFixed(0)} ms\n`,
    );
    // How many frames a machine has to give is measured beside its ceiling by `npm run bench -- board`; here they must not run dry.
    expect(frames.perSecond).toBeGreaterThan(testSize() === 'full' ? 30 : 5);
    expect(frames.longestMs).toBeLessThan(testSize() === 'full' ? 200 : 2_000);
    await page.context().close();
  });

  test('fills any wall without scrolling, and is silent until it is told otherwise', async () => {
    const { page } = await openConsole(world, '/board?kiosk=1', { partner: 'analyst', theme: 'dark' });
    await page.locator('.board-card').first().waitFor(PATIENCE);
    expect(await page.getByRole('switch', { name: '红色提示音' }).isChecked()).toBe(false);
    for (const [width, height] of WALLS) {
      await page.setViewportSize({ width, height });
      // The page may have to be drawn anew first.
      const size = (): Promise<unknown> =>
        page.evaluate(
          `({ width: document.documentElement.scrollWidth, height: document.documentElement.scrollHeight,
              nav: document.querySelector('.shell-nav')?.clientHeight ?? 0 })`,
        );
      await expect.poll(size, PATIENCE).toEqual({ width, height, nav: 0 });
      // Whoever looks sees a whole card of each colour.
      for (const name of ['红', '黄', '绿']) {
        const spare = async (): Promise<number> => {
          const [list, card] = await Promise.all([
            column(page, name).locator('.board-cards').boundingBox(),
            column(page, name).locator('.board-card').first().boundingBox(),
          ]);
          return (list?.height ?? 0) - (card?.height ?? Infinity);
        };
        await expect
          .poll(spare, { ...PATIENCE, message: `${name} on ${width} × ${height}` })
          .toBeGreaterThanOrEqual(0);
      }
      await page.screenshot({ path: screenshotPath(`board-kiosk-${width}`) });
    }
    await page.context().close();
  });
});

/** On a desk, on a wall, on a large one, on one that stands, and in a hand. */
const WALLS = [
  [1_280, 720],
  [1_920, 1_080],
  [3_840, 2_160],
  [1_080, 1_920],
  [390, 844],
] as const;

interface Frames {
  readonly perSecond: number;
  readonly longTasks: number;
  readonly longestMs: number;
}
const WATCH_FRAMES = `(() => {
  const began = performance.now();
  let frames = 0;
  const seen = (window.watchedFrames = { perSecond: 0, longTasks: 0, longestMs: 0 });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.longTasks += 1;
      seen.longestMs = Math.max(seen.longestMs, duration);
    }
  }).observe({ entryTypes: ['longtask'] });
  const tick = () => {
    frames += 1;
    seen.perSecond = frames / ((performance.now() - began) / 1000);
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})()`;

describe('trends', () => {
  test('lead from a mark to the list of just those disputes', async () => {
    const { page, elsewhere, complaints } = await openConsole(world, '/trends', { partner: 'analyst' });
    const card = column(page, '类别分布');
    await card.locator('canvas').waitFor(PATIENCE);
    await card.getByText('表', { exact: true }).click();
    const first = card.getByRole('row').nth(1);
    const count = Number(await first.getByRole('link').innerText());
    const name = await first.getByRole('rowheader').innerText();
    expect(count).toBeGreaterThan(10);
    await card.getByText('图', { exact: true }).click();
    const box = await card.locator('canvas').boundingBox();
    if (box === null) throw new Error('the chart has no place');
    await page.mouse.click(box.x + box.width * 0.5, box.y + 20);
    await page.waitForURL(/\/console\/disputes\?/);
    await page.getByText(`共 ${count} 件`).waitFor(PATIENCE);
    await page.getByText(name).first().waitFor(PATIENCE);
    await page.screenshot({ path: screenshotPath('trends-drilled') });
    await page.goBack();
    await card.locator('canvas').waitFor(PATIENCE);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

/** Four squares that make one, as an operator's file: outlines of the divisions in which the disputes are. */
function outlines(): string | null {
  const corners = { '320602': [120, 33], '320612': [121, 33], '320614': [120, 32], '320682': [121, 32] };
  const features = Object.entries(corners).map(([code, [west = 0, south = 0]]) => ({
    type: 'Feature',
    properties: { code },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [west, south + 1],
          [west + 1, south + 1],
          [west + 1, south],
          [west, south],
        ],
      ],
    },
  }));
  const folder = mkdtempSync(join(tmpdir(), 'tributary-outlines-'));
  const file = join(folder, 'regions.json');
  writeFileSync(
    file,
    JSON.stringify({ type: 'FeatureCollection', approvalNumber: '苏S（2026）001号', features }),
  );
  const read = readMapFile(file);
  rmSync(folder, { recursive: true });
  return read;
}

describe('the operator’s map', () => {
  test('is drawn with its approval number, and each division leads to its disputes', async () => {
    const { page, elsewhere, complaints } = await openConsole(world, '/trends?region=3206', {
      partner: 'analyst',
    });
    const card = column(page, '地图');
    await card.getByText('审图号：苏S（2026）001号').waitFor(PATIENCE);
    await card.locator('canvas').waitFor(PATIENCE);
    await card.scrollIntoViewIfNeeded();
    await page.screenshot({ path: screenshotPath('trends-map') });
    const box = await card.locator('canvas').boundingBox();
    if (box === null) throw new Error('the map has no place');
    // North-east of the middle, where 通州区 was drawn.
    await page.mouse.click(box.x + box.width / 2 + 40, box.y + box.height / 2 - 40);
    await page.waitForURL(/\/console\/disputes\?/, PATIENCE);
    expect(new URL(page.url()).searchParams.get('region')).toBe('320612');
    await page.getByText(/^共 \d+ 件/).waitFor(PATIENCE);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('the list of disputes', () => {
  test('is read to its end by scrolling, and draws what is in sight alone', async () => {
    const { page } = await openConsole(world, '/disputes', { partner: 'analyst' });
    const rows = page.locator('.list-table tbody tr:not(.list-room)');
    await rows.first().waitFor(PATIENCE);
    await eventually(
      async () => {
        await page.locator('.list-scroller').evaluate((element) => {
          element.scrollTop = element.scrollHeight;
        });
        expect(await rows.count()).toBeLessThan(80);
        return (await page.getByText('已加载').count()) === 0;
      },
      { timeoutMs: COUNT * 20 + 60_000, what: 'the last page' },
    );
    expect(await rows.count()).toBeGreaterThan(5);
    await page.context().close();
  });
});

describe('feeds', () => {
  test('show a dead letter with its reason and its bytes', async () => {
    const { page, complaints } = await openConsole(world, '/feeds?feed=POLICE110', { partner: 'admin' });
    const letter = page.locator('.feeds-letters details').first();
    await letter.locator('summary').click(PATIENCE);
    await letter.getByText('{"bjsj":"2026-02-30"}').waitFor(PATIENCE);
    await letter.getByText('十六进制').click();
    await letter.getByText('000000  7b 22 62 6a').waitFor(PATIENCE);
    await page.screenshot({ path: screenshotPath('feeds-dead-letter'), fullPage: true });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe('in both themes, on a desk and in a hand', () => {
  const PAGES = [
    ['board', '/board', '.board-card'],
    ['trends', '/trends', 'canvas'],
    ['disputes', '/disputes?region=3206', '.list-title'],
    ['feeds', '/feeds?feed=POLICE110', '.feeds-letters li'],
  ] as const;
  test.each(PAGES)('%s has no violation of WCAG 2.2 AA', async (name, path, ready) => {
    for (const theme of ['light', 'dark'] as const) {
      const { page } = await openConsole(world, path, { partner: 'admin', theme });
      for (const width of [1_280, 390]) {
        await page.setViewportSize({ width, height: 860 });
        await page.locator(ready).first().waitFor(PATIENCE);
        if (isNewToAxe(theme, width)) {
          expect(await axeFaults(page), `${name} ${theme} ${width}`).toEqual([]);
        }
        // Charts take their new width with the next frame.
        await eventually(
          async () =>
            (await page.evaluate<number>(
              'document.documentElement.scrollWidth - document.documentElement.clientWidth',
            )) <= 0,
          { what: `${name} that does not scroll sideways at ${width}` },
        );
        await page.screenshot({
          path: screenshotPath(`${name}-${theme}-${width}`),
          fullPage: name !== 'disputes',
        });
      }
      await page.context().close();
    }
  });
});
