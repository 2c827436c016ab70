import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newSampleGrants } from '../../gateway/access/grants/sample-grants.ts';
import { keepEvents } from '../../gateway/subgraphs/testing/kept-events.ts';
import { axeFaults, isNewToAxe, openConsole, screenshotPath } from './console-world.ts';
import { startGrantedWorld, type GrantedWorld } from './granted-world.ts';
import { STORY_CODE, storeSampleCity } from './sample-city.ts';

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

describe('exports', () => {
  const dialog = (page: Page): ReturnType<Page['getByRole']> => page.getByRole('dialog');

  test('are begun on a list with its filter, followed to their end, fetched, listed and taken away', async () => {
    const token = await world.tokenFor('hotline', { purpose: 'REQUEST_HANDLING' });
    const { page, complaints, elsewhere } = await openConsole(world, '/disputes?colour=RED', { token });
    await page.locator('.list-title').first().waitFor(PATIENCE);
    await page.getByRole('button', { name: '导出', exact: true }).focus(PATIENCE);
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('radio', { name: /^CSV/ }).check(PATIENCE);
    await dialog(page).getByRole('button', { name: '开始导出' }).click();
    await dialog(page).getByText('已完成').waitFor(PATIENCE);
    const fetched = page.waitForEvent('download', PATIENCE);
    await dialog(page).getByRole('button', { name: /^下载/ }).click();
    const file = await fetched;
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    const text = readFileSync(await file.path(), 'utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text).toContain(STORY_CODE);
    expect(text).toContain('hotline/hotline@local/');
    await dialog(page).getByRole('link', { name: '我的导出' }).click();
    const row = page.getByRole('row').filter({ hasText: file.suggestedFilename() });
    await row.getByText('已完成').waitFor(PATIENCE);
    // Its filter in the words of the filter bar, not as the graph's JSON.
    for (const words of ['等级红', '排序最近动态倒序']) {
      expect((await row.locator('.export-criteria').innerText()).replaceAll(/\s/g, '')).toContain(words);
    }
    await row.getByRole('button', { name: /^删除文件/ }).click();
    await row.getByText('已取消').waitFor(PATIENCE);
    expect(await row.getByRole('button').count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(elsewhere).toEqual([]);
    await page.context().close();
  });

  test('are made of any list, where it stands, by who may read it', async () => {
    const token = await world.tokenFor('admin');
    const { page, complaints } = await openConsole(world, '/access?part=audit&partner=hotline', { token });
    const made = async (path: string, list: string, part = 'main'): Promise<void> => {
      if (path !== '') await page.goto(`${world.origin}/console${path}`);
      await page.locator(part).getByRole('button', { name: '导出', exact: true }).click(PATIENCE);
      await dialog(page).getByRole('button', { name: '开始导出' }).click(PATIENCE);
      await dialog(page).getByText('已完成').waitFor(PATIENCE);
      const job = await world.store.exportJobs.findOne({ partner: 'admin' }).sort({ createdAt: -1 }).lean();
      expect([job?.list, job?.state]).toEqual([list, 'DONE']);
    };
    await made('', 'AUDIT_ENTRIES');
    await made('/access?part=grants', 'GRANTS');
    await made('/feeds?feed=POLICE110', 'DEAD_LETTERS', 'section[aria-label="死信"]');
    await made(`/disputes/${STORY_CODE}`, 'TIMELINE');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('are refused in words to whom they are not granted', async () => {
    const court = newSampleGrants().filter(
      ({ partner, rights }) => partner === 'court' && rights.includes('EXPORT'),
    );
    await world.grant(court.map((grant) => ({ ...grant, _id: `${grant._id}-reading`, rights: [] })));
    await world.revoke(court.map(({ _id }) => _id));
    const { page } = await openConsole(world, '/disputes', { token: await world.tokenFor('court') });
    await page.locator('.list-title').first().waitFor(PATIENCE);
    await page.getByRole('button', { name: '导出', exact: true }).click(PATIENCE);
    await dialog(page).getByRole('button', { name: '开始导出' }).click();
    await dialog(page).getByText('未能导出').waitFor(PATIENCE);
    await dialog(page)
      .getByText(/needs the right EXPORT/)
      .waitFor(PATIENCE);
    await page.context().close();
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test('what is asked about views and files has no fault for axe, wide and narrow', async () => {
    const token = await world.tokenFor('hotline');
    const { page, complaints } = await openConsole(world, '/search?q=漏水', { token, theme });
    const look = async (name: string): Promise<void> => {
      for (const width of [390, 1_280]) {
        await page.setViewportSize({ width, height: 860 });
        if (isNewToAxe(theme, width)) expect(await axeFaults(page), `${name} ${width}`).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), name).toBe(true);
        await page.screenshot({ path: screenshotPath(`${name}-${theme}-${width}`) });
      }
    };
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: /^视图/ }).click(PATIENCE);
    await dialog.waitFor(PATIENCE);
    await look('views');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ ...PATIENCE, state: 'hidden' });
    await page.getByRole('button', { name: '导出', exact: true }).click(PATIENCE);
    await dialog.waitFor(PATIENCE);
    await look('export');
    await dialog.getByRole('button', { name: '开始导出' }).click();
    await dialog.getByText('已完成').waitFor(PATIENCE);
    await look('export-done');
    await dialog.getByRole('link', { name: '我的导出' }).click();
    await page.getByRole('row').getByText('已完成').first().waitFor(PATIENCE);
    await dialog.waitFor({ ...PATIENCE, state: 'hidden' });
    await look('exports');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
