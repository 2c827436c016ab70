import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepEvents } from '../../gateway/subgraphs/testing/kept-events.ts';
import {
  axeFaults,
  isNewToAxe,
  openConsole,
  screenshotPath,
  startConsoleWorld,
  type ConsoleWorld,
  type WatchedPage,
} from './console-world.ts';
import { FULL_CODE, STORY_CODE, storeSampleCity } from './sample-city.ts';

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld();
  await keepEvents(world.store, []);
  await storeSampleCity(world.store);
}, 120_000);
afterAll(() => world.close());

/** Opens a move's form, fills choices by their label, and makes the move. */
async function move(page: Page, name: string, choices: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  const form = page.getByRole('dialog');
  for (const [label, option] of Object.entries(choices)) {
    const box = form.getByRole('combobox', { name: label });
    await box.fill(option);
    await box.press('Enter');
  }
  await form.getByRole('button', { name: '确定' }).click();
  await page.getByText(`已完成：${name}`).first().waitFor();
  await form.waitFor({ state: 'hidden' });
}

describe('a dispute from the search to its end', () => {
  it('is found by keys, registered, triaged, referred; another agency accepts and settles it; it is closed', async () => {
    const { page, complaints, elsewhere } = await openConsole(world, '/board');
    await page.getByRole('navigation').first().waitFor();
    await page.keyboard.press('/');
    const box = page.getByRole('textbox', { name: '检索全部来源' });
    await box.waitFor();
    await box.fill('樓上裝修噪音');
    const result = page.getByRole('link', { name: '噪音扰民引发争执' });
    await page.getByText('纠纷：1 件').waitFor();
    await result.waitFor();
    await page.locator('mark', { hasText: '文本' }).first().waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('樓上裝修噪音');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '噪音扰民引发争执' }).waitFor();
    expect(page.url()).toBe(`${world.origin}/console/disputes/${STORY_CODE}`);
    await page.getByText('扬言要动手').first().waitFor();

    await move(page, '登记');
    await move(page, '分流', { 紧急程度: '紧急' });
    await move(page, '转办', { 人民调解委员会: '金沙街道人民调解委员会' });
    // It is not theirs to accept.
    await expect.poll(() => page.getByRole('button', { name: '受理', exact: true }).isDisabled()).toBe(true);

    const grid = await openConsole(world, `/disputes/${STORY_CODE}`, { partner: 'grid' });
    await move(grid.page, '受理');
    await move(grid.page, '办理');
    await move(grid.page, '调解成功', { 协议形式: '书面', 化解方式: '调解' });
    await grid.page.getByText('调解成功').first().waitFor();

    // The other page learns of it by the stream alone.
    await page.getByText('实时').waitFor();
    const { _id: disputeId } = (await world.store.disputes.findOne({ code: STORY_CODE }).lean()) ?? {
      _id: '',
    };
    await keepEvents(world.store, [
      { partition: 0, offset: 0, disputeId, code: STORY_CODE, changes: ['WORKFLOW'] },
    ]);
    await move(page, '回访', { 满意度: '基本满意' });
    await move(page, '销号');
    await page.locator('.handling-state', { hasText: '销号' }).waitFor();
    const stored = await world.store.disputes.findOne({ code: STORY_CODE }).lean();
    expect(stored?.workflow?.state).toBe('CLOSED');
    await page.screenshot({ path: screenshotPath('story-closed'), fullPage: true });
    expect([complaints, elsewhere, grid.complaints]).toEqual([[], [], []]);
    await page.context().close();
    await grid.page.context().close();
  });

  it('says who looked to those who may ask, and nothing of it to others', async () => {
    const admin = await openConsole(world, `/disputes/${FULL_CODE}`, { partner: 'admin' });
    await admin.page.getByRole('heading', { name: '查看记录' }).waitFor();
    const other = await openConsole(world, `/disputes/${FULL_CODE}`);
    await other.page.getByRole('heading', { name: '关联' }).waitFor();
    expect(await other.page.getByRole('heading', { name: '查看记录' }).count()).toBe(0);
    await admin.page.context().close();
    await other.page.context().close();
  });

  it('keeps language and theme, and says what it cannot show', async () => {
    const { page } = await openConsole(world, '/search', { language: 'zh-CN' });
    await page.getByRole('button', { name: '语言' }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    expect(await page.evaluate('localStorage.getItem("tributary.language")')).toBe('en');
    await page.getByRole('textbox', { name: 'Search all agencies' }).waitFor();
    await page.getByRole('button', { name: 'Appearance' }).click();
    await page.getByText('Dark', { exact: true }).click();
    await expect.poll(() => page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await page.goto(`${world.origin}/console/nowhere`);
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
    await page.context().close();
  });
});

describe('link reviews', () => {
  it('are gone through, decided and undone by keys alone', async () => {
    const { page, complaints } = await openConsole(world, '/reviews');
    const chosen = page.locator('.desk-list [aria-current]');
    await chosen.filter({ hasText: '97%' }).waitFor();
    await page.keyboard.press('j');
    await chosen.filter({ hasText: '70%' }).waitFor();
    const before = await world.store.linkDecisions.countDocuments();
    await page.keyboard.press('n');
    await page.getByText('已否决：不是同一纠纷').first().waitFor();
    await page.keyboard.press('u');
    await page.getByText('决定已撤销').first().waitFor();
    const [undoing, rejected] = await world.store.linkDecisions.find().sort({ at: -1 }).limit(2).lean();
    expect(await world.store.linkDecisions.countDocuments()).toBe(before + 2);
    expect(rejected?.kind).toBe('LINK_REJECTED');
    expect(undoing).toMatchObject({ kind: 'LINK_DECISION_UNDONE', undoes: rejected?._id });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each([
    ['search', '/search?q=漏水', '.result'],
    ['dispute', `/disputes/${FULL_CODE}`, '.factors'],
    ['reviews', '/reviews', '.compared'],
    ['sign-in', '/search', '.sign-in'],
  ])('%s has no fault for axe, wide and narrow', async (name, path, sign) => {
    const open = async (width: number): Promise<WatchedPage> => {
      const opened = await openConsole(world, path, {
        theme,
        width,
        partner: name === 'sign-in' ? '' : 'hotline',
      });
      await opened.page.locator(sign).first().waitFor();
      await opened.page.locator('.ant-skeleton').first().waitFor({ state: 'detached' });
      return opened;
    };
    const look = async ({ page, complaints }: WatchedPage, width: number): Promise<void> => {
      await page.screenshot({ path: screenshotPath(`${name}-${theme}-${width}`), fullPage: true });
      if (isNewToAxe(theme, width)) expect(await axeFaults(page), `${name} at ${width}`).toEqual([]);
      expect(
        await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
        'scrolls sideways',
      ).toBe(true);
      expect(complaints).toEqual([]);
    };
    const wide = await open(1_280);
    await look(wide, 1_280);
    // Once a narrow page is opened as such, once a wide one becomes narrow.
    const narrow = theme === 'light' ? await open(390) : wide;
    await narrow.page.setViewportSize({ width: 390, height: 844 });
    await look(narrow, 390);
    for (const { page } of new Set([wide, narrow])) await page.context().close();
  });
});
