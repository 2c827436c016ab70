import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSampleGrants } from '../../gateway/access/grants/sample-grants.ts';
import { insertGrants } from '../../schema/store/grants.ts';
import {
  axeFaults,
  isNewToAxe,
  openConsole,
  screenshotPath,
  startConsoleWorld,
  type ConsoleWorld,
} from './console-world.ts';

const PATIENCE = { timeout: 60_000 };
const TOLD = {
  at: '2026-11-28T00:00:00.000Z',
  partner: null,
  actor: 'test',
  reason: '示例',
  clientMutationId: null,
};
const PARTS = [
  'grants',
  'applications',
  'catalogue',
  'corrections',
  'emergencies',
  'audit',
  'usage',
] as const;

let world: ConsoleWorld;
beforeAll(async () => {
  world = await startConsoleWorld();
  await insertGrants(
    world.store,
    newSampleGrants().filter(({ partner }) => partner === 'police'),
    TOLD,
  );
});
afterAll(async () => {
  await world.close();
});

test('a grant that is revoked shows so on a page that is open elsewhere', async () => {
  const theirs = await openConsole(world, '/access', { partner: 'police' });
  const revokers = await openConsole(world, '/access', { partner: 'admin' });
  const rowOf = (page: typeof theirs.page): ReturnType<typeof page.locator> =>
    page.getByRole('row').filter({ hasText: '风险' }).first();
  await rowOf(theirs.page).getByText('有效', { exact: true }).waitFor(PATIENCE);
  expect(await theirs.page.getByRole('button', { name: /^撤销/ }).count()).toBe(0);
  const button = rowOf(revokers.page).getByRole('button', { name: /^撤销/ });
  await button.focus(PATIENCE);
  await revokers.page.keyboard.press('Enter');
  await revokers.page.getByLabel('理由').fill('用途不符');
  await revokers.page.screenshot({ path: screenshotPath('access-revoking') });
  await revokers.page
    .getByRole('dialog')
    .getByRole('button', { name: /提\s*交/ })
    .click();
  await rowOf(revokers.page).getByText('已撤销').waitFor(PATIENCE);
  await rowOf(theirs.page).getByText('已撤销').waitFor(PATIENCE);
  await rowOf(theirs.page).getByText('用途不符').waitFor(PATIENCE);
  await theirs.page.screenshot({ path: screenshotPath('access-revoked-elsewhere') });
  for (const { elsewhere, complaints, page } of [theirs, revokers]) {
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  }
});

test.each(['light', 'dark'] as const)(
  'no part of the page breaks AA or scrolls sideways, %s',
  async (theme) => {
    const { page, complaints } = await openConsole(world, '/access', { partner: 'admin', theme });
    for (const part of PARTS) {
      await page.goto(`${world.origin}/console/access?part=${part}`);
      await page.locator('.data-table, .ant-empty').first().waitFor(PATIENCE);
      for (const width of [1_280, 390]) {
        await page.setViewportSize({ width, height: 860 });
        if (isNewToAxe(theme, width)) expect(await axeFaults(page), `${part} ${width}`).toEqual([]);
        expect(
          await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
          `${part} ${width}`,
        ).toBeLessThanOrEqual(0);
        await page.screenshot({ path: screenshotPath(`access-${part}-${theme}-${width}`) });
      }
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);
