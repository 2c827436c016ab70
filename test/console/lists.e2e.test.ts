import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepEvents } from '../../gateway/subgraphs/testing/kept-events.ts';
import { axeFaults, openConsole, screenshotPath } from './console-world.ts';
import { startGrantedWorld, type GrantedWorld } from './granted-world.ts';
import { storeSampleCity } from './sample-city.ts';

const PATIENCE = { timeout: 30_000 };

let world: GrantedWorld;
beforeAll(async () => {
  world = await startGrantedWorld();
  await keepEvents(world.store, []);
  await storeSampleCity(world.store);
});
afterAll(() => world.close());

const views = (page: Page): ReturnType<Page['getByRole']> => page.getByRole('dialog');

describe('saved views', () => {
  test('are saved, opened, shared with one’s agency alone, renamed and deleted by keys', async () => {
    const token = await world.tokenFor('police', { sub: 'chen@police' });
    const { page, complaints, elsewhere } = await openConsole(world, '/disputes?colour=RED&feed=POLICE110', {
      token,
    });
    await page.locator('.list-title').first().waitFor(PATIENCE);
    await page.getByRole('button', { name: '视图', exact: true }).focus(PATIENCE);
    await page.keyboard.press('Enter');
    await views(page).getByLabel('名称').fill('红色警情');
    await views(page).getByLabel('名称').press('Enter');
    await views(page).getByRole('link', { name: '打开 红色警情' }).waitFor(PATIENCE);
    await page.getByText('已保存：红色警情').waitFor(PATIENCE);

    // Who else is of the agency does not see it before it is shared, and whoever is not never does.
    const colleague = await world.tokenFor('police', { sub: 'wang@police' });
    const theirs = await openConsole(world, '/disputes', { token: colleague });
    await theirs.page.getByRole('button', { name: '视图', exact: true }).click(PATIENCE);
    await views(theirs.page).getByText('暂无已存视图').waitFor(PATIENCE);
    await views(page).getByRole('button', { name: '在本单位共享 红色警情' }).click();
    await views(page).getByText('已共享').waitFor(PATIENCE);
    await theirs.page.reload();
    await theirs.page.getByRole('button', { name: '视图', exact: true }).click(PATIENCE);
    const shared = views(theirs.page).getByRole('region', { name: '本单位其他人共享的视图' });
    await shared.getByText('由 chen@police 共享').waitFor(PATIENCE);
    expect(await shared.getByRole('button').count()).toBe(0);
    await shared.getByRole('link', { name: '打开 红色警情' }).click();
    await theirs.page.waitForURL(/colour=RED/);
    expect(new URL(theirs.page.url()).searchParams.getAll('feed')).toEqual(['POLICE110']);
    await theirs.page.getByRole('button', { name: '视图：红色警情' }).waitFor(PATIENCE);
    const court = await openConsole(world, '/disputes', { token: await world.tokenFor('court') });
    await court.page.getByRole('button', { name: '视图', exact: true }).click(PATIENCE);
    await views(court.page).getByText('暂无已存视图').waitFor(PATIENCE);

    await views(page).getByRole('button', { name: '重命名 红色警情' }).click();
    const name = views(page).getByRole('textbox', { name: '名称' }).last();
    await name.fill('红色 110 纠纷');
    await name.press('Enter');
    await views(page).getByRole('link', { name: '打开 红色 110 纠纷' }).waitFor(PATIENCE);
    await page.screenshot({ path: screenshotPath('views-shared') });
    await views(page).getByRole('button', { name: '删除 红色 110 纠纷' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: '确定' }).click();
    await views(page).getByText('暂无已存视图').waitFor(PATIENCE);
    expect(await world.store.savedViews.countDocuments()).toBe(0);
    expect([complaints, elsewhere, theirs.complaints]).toEqual([[], [], []]);
    for (const one of [page, theirs.page, court.page]) await one.context().close();
  });

  test('say in words why one was not saved, and keep what each page chooses apart', async () => {
    const token = await world.tokenFor('hotline');
    const { page } = await openConsole(world, '/search?q=漏水', { token });
    await page.getByRole('button', { name: '视图', exact: true }).click(PATIENCE);
    for (let times = 0; times < 2; times += 1) {
      await views(page).getByLabel('名称').fill('漏水');
      await views(page).getByRole('button', { name: '保存当前条件' }).click();
      await page
        .getByText(times === 0 ? '已保存：漏水' : /操作未完成/)
        .first()
        .waitFor(PATIENCE);
    }
    expect(await world.store.savedViews.countDocuments()).toBe(1);
    for (const path of ['/trends', '/board', '/disputes']) {
      await page.goto(`${world.origin}/console${path}`);
      await page.getByRole('button', { name: '视图', exact: true }).click(PATIENCE);
      await views(page).getByText('暂无已存视图').waitFor(PATIENCE);
    }
    await page.context().close();
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test('what is asked about views and files has no fault for axe, wide and narrow', async () => {
    const token = await world.tokenFor('hotline');
    const { page, complaints } = await openConsole(world, '/search?q=漏水', { token, theme });
    for (const [name, button] of [
      ['views', /^视图/],
      ['export', '导出'],
    ] as const) {
      await page.getByRole('button', { name: button }).click(PATIENCE);
      await page.getByRole('dialog').waitFor(PATIENCE);
      for (const width of [1_280, 390]) {
        await page.setViewportSize({ width, height: 860 });
        expect(await axeFaults(page), `${name} ${width}`).toEqual([]);
        await page.screenshot({ path: screenshotPath(`${name}-${theme}-${width}`) });
      }
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ ...PATIENCE, state: 'hidden' });
      await page.setViewportSize({ width: 1_280, height: 860 });
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
