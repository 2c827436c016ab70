import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSampleGrants } from '../../gateway/access/grants/sample-grants.ts';
import { keepEvents } from '../../gateway/subgraphs/testing/kept-events.ts';
import { SENSITIVE_KINDS } from '../../schema/vocabulary/disclosure.ts';
import { axeFaults, isNewToAxe, openConsole, screenshotPath } from './console-world.ts';
import { startGrantedWorld, type GrantedWorld } from './granted-world.ts';
import { STORY_CODE, storeSampleCity } from './sample-city.ts';

const PATIENCE = { timeout: 60_000 };
const PATH = `/disputes/${STORY_CODE}`;
const NAME = '李秀兰';
const REASON = '核对当事人身份，准备开庭调解';
const OPEN_FEEDS: readonly string[] = ['police110', 'hotline12345', 'grid'];

/** For mediation the court sees people of these feeds as they are; for anything else masked, as the samples say. */
const MEDIATION = newSampleGrants()
  .filter(({ partner, dataset }) => partner === 'court' && OPEN_FEEDS.includes(dataset))
  .map((grant) => ({
    ...grant,
    _id: `${grant._id}-open`,
    levels: Object.fromEntries(SENSITIVE_KINDS.map((kind) => [kind, 'CLEAR' as const])),
    purposes: ['PRE_LITIGATION_MEDIATION' as const],
  }));

let world: GrantedWorld;
beforeAll(async () => {
  world = await startGrantedWorld();
  await keepEvents(world.store, []);
  await storeSampleCity(world.store);
  await world.grant(MEDIATION);
});
afterAll(() => world.close());

const parties = (page: Page): ReturnType<Page['locator']> => page.getByRole('region', { name: '当事人' });
const revealButton = (page: Page): ReturnType<Page['locator']> =>
  parties(page).getByRole('button', { name: '查看被隐藏的内容' });

test('somebody signs in at the issuer and comes back to the page that was asked for', async () => {
  const { page, complaints } = await openConsole(world, PATH, { partner: '' });
  await page.evaluate('sessionStorage.clear()');
  await page.getByRole('button', { name: '登录', exact: true }).click(PATIENCE);
  await page.getByRole('heading', { name: 'Who are you?' }).waitFor(PATIENCE);
  await page.getByRole('button', { name: /法院诉前调解员/ }).click();
  await page.getByRole('heading', { name: '噪音扰民引发争执' }).waitFor(PATIENCE);
  expect(page.url()).toBe(`${world.origin}/console${PATH}`);
  await page.getByRole('button', { name: '当前单位：法院' }).waitFor(PATIENCE);
  const cookies = await page.context().cookies(`${world.origin}/console`);
  expect(cookies.filter(({ path }) => path === '/console')).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a token for several purposes: the page asks for which, shows more for another, for a minute, and it is written down', async () => {
  const token = await world.tokenFor('court', { purpose: null });
  const { page, complaints, elsewhere } = await openConsole(world, PATH, { token });
  await page.getByRole('heading', { name: '本次查看用于什么目的？' }).waitFor(PATIENCE);
  await page.screenshot({ path: screenshotPath('purpose-asked') });
  expect(await axeFaults(page)).toEqual([]);
  await page.clock.install();
  await page.getByRole('button', { name: '纠纷处置' }).click();
  await page.getByText('实时', { exact: true }).waitFor(PATIENCE);
  await parties(page).getByText('李').first().waitFor(PATIENCE);
  expect(await parties(page).getByText(NAME).count()).toBe(0);
  await revealButton(page).focus(PATIENCE);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /诉前调解/ }).waitFor(PATIENCE);
  expect(await dialog.getByText('紧急调阅').count()).toBe(0);
  await dialog.getByRole('button', { name: '显示' }).click();
  await dialog.getByText('必填').waitFor(PATIENCE);
  await dialog.getByLabel('理由').fill('电话 13812345678 核对');
  await dialog.getByRole('button', { name: '显示' }).click();
  await dialog.getByText('Reason-Of-Use').waitFor(PATIENCE);
  await dialog.getByLabel('理由').fill(REASON);
  await dialog.getByRole('button', { name: '显示' }).click();
  await parties(page).getByText(NAME).waitFor(PATIENCE);
  await parties(page).getByText('按“诉前调解”显示').waitFor(PATIENCE);
  await page.screenshot({ path: screenshotPath('reveal-shown') });
  await page.clock.fastForward(61_000);
  await parties(page)
    .getByText(NAME)
    .waitFor({ ...PATIENCE, state: 'detached' });

  const record = page.getByRole('region', { name: '记录' }).getByRole('listitem').first();
  await record.getByRole('button', { name: '查看被隐藏的内容' }).click();
  await dialog.getByLabel('理由').fill(REASON);
  await dialog.getByRole('button', { name: '显示' }).click();
  await record.getByText('报警人称楼上深夜施工').waitFor(PATIENCE);
  await record.getByRole('button', { name: '收起' }).click();
  await revealButton(page).waitFor(PATIENCE);
  // The policy refuses nothing; being asked for a purpose first is an answer of 403, a reason that names somebody one of 400.
  expect(complaints.filter((one) => !/40[03]/.test(one))).toEqual([]);
  expect(elsewhere).toEqual([]);

  const admin = await openConsole(world, PATH, { token: await world.tokenFor('admin') });
  const looked = admin.page.getByRole('region', { name: '查看记录' });
  await looked
    .getByRole('listitem')
    .filter({ hasText: 'court' })
    .filter({ hasText: '诉前调解' })
    .first()
    .waitFor(PATIENCE);
  const revealed = looked.getByRole('listitem').filter({ hasText: /查看被隐藏的内容.*诉前调解/ });
  await revealed.filter({ hasText: REASON }).first().waitFor(PATIENCE);
  await admin.page.screenshot({ path: screenshotPath('reveal-who-looked'), fullPage: true });
  await admin.page.context().close();
  await page.context().close();
});

test('a partner without any way is not offered one', async () => {
  const { page } = await openConsole(world, PATH, { token: await world.tokenFor('hotline') });
  await parties(page).getByText('李').first().waitFor(PATIENCE);
  await page.getByRole('heading', { name: '关联' }).waitFor(PATIENCE);
  expect(await parties(page).getByText(NAME).count()).toBe(0);
  expect(await page.getByRole('button', { name: '查看被隐藏的内容' }).count()).toBe(0);
  await page.context().close();
});

test('an emergency opens the dispute with reason and case number; where it was none it ends on the open page, which says so', async () => {
  const { page, complaints } = await openConsole(world, PATH, { token: await world.tokenFor('police') });
  await page.getByText('实时', { exact: true }).waitFor(PATIENCE);
  expect(await parties(page).getByText(NAME).count()).toBe(0);
  await revealButton(page).click(PATIENCE);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '紧急调阅' }).click();
  await dialog.getByText('必填').first().waitFor(PATIENCE);
  await dialog.getByLabel('案号').fill('通公受案〔2026〕118号');
  await dialog.getByLabel('理由').fill('当事人扬言伤人，需立即联系');
  await page.screenshot({ path: screenshotPath('reveal-emergency') });
  await dialog.getByRole('button', { name: '紧急调阅' }).click();
  await page.getByText(/紧急调阅中，对您开放至/).waitFor(PATIENCE);
  await parties(page).getByText(NAME).waitFor(PATIENCE);
  await page.screenshot({ path: screenshotPath('reveal-emergency-open') });
  expect(await axeFaults(page)).toEqual([]);

  const admin = await openConsole(world, PATH, { token: await world.tokenFor('admin') });
  const looked = admin.page.getByRole('region', { name: '查看记录' });
  await looked.getByRole('listitem').filter({ hasText: 'police' }).first().waitFor(PATIENCE);
  await admin.page.goto(`${world.origin}/console/access?part=emergencies`);
  const row = admin.page.getByRole('row').filter({ hasText: '118号' });
  await row.getByRole('button', { name: /不属实/ }).click(PATIENCE);
  await admin.page.getByLabel('理由').fill('并无紧急情况');
  await admin.page
    .getByRole('dialog')
    .getByRole('button', { name: /提\s*交/ })
    .click();

  await page.getByText('紧急调阅已结束').waitFor(PATIENCE);
  await parties(page).getByText('李').first().waitFor(PATIENCE);
  await parties(page)
    .getByText(NAME)
    .waitFor({ ...PATIENCE, state: 'detached' });
  await page.screenshot({ path: screenshotPath('reveal-emergency-over') });
  expect(complaints).toEqual([]);
  await admin.page.context().close();
  await page.context().close();
});

test.each(['light', 'dark'] as const)(
  'what asks for a way has no fault for axe, wide and narrow, %s',
  async (theme) => {
    const token = await world.tokenFor('police');
    const { page } = await openConsole(world, PATH, { token, theme });
    await revealButton(page).click(PATIENCE);
    await page.getByLabel('案号').waitFor(PATIENCE);
    for (const width of [1_280, 390]) {
      await page.setViewportSize({ width, height: 860 });
      if (isNewToAxe(theme, width)) expect(await axeFaults(page), `${width}`).toEqual([]);
      await page.screenshot({ path: screenshotPath(`reveal-${theme}-${width}`) });
    }
    await page.context().close();
  },
);

test('a partner whose grants all end is told so where it stands, and nothing is left on the page', async () => {
  const { page } = await openConsole(world, PATH, { token: await world.tokenFor('grid') });
  await page.getByText('实时', { exact: true }).waitFor(PATIENCE);
  await world.revoke(
    newSampleGrants()
      .filter(({ partner }) => partner === 'grid')
      .map(({ _id }) => _id),
  );
  await page.getByText('一项授权已结束').waitFor(PATIENCE);
  await page.getByText('此内容不在您的授权范围内').waitFor(PATIENCE);
  expect(await page.getByText('噪音扰民引发争执').count()).toBe(0);
  await page.screenshot({ path: screenshotPath('grants-all-ended') });
  await page.context().close();
});
