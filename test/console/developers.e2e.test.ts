import { readFile } from 'node:fs/promises';
import { pino } from 'pino';
import { buildSchema } from 'graphql';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVERYTHING_GRANTED } from '../../gateway/access/grants/grant-book.ts';
import { createSecretBox } from '../../gateway/access/secret-box.ts';
import { WebhookDelivery } from '../../gateway/events/webhooks/delivery.ts';
import { createWebhookKit } from '../../gateway/events/webhooks/kit.ts';
import { targetPolicyOf } from '../../gateway/events/webhooks/target-policy.ts';
import { startReceiver, type TestReceiver } from '../../gateway/events/webhooks/testing/receiver.ts';
import { ensurePage } from '../../gateway/pages/build.ts';
import { CACHE_DIRECTORY, PAGES } from '../../gateway/pages/location.ts';
import { keepEvents } from '../../gateway/subgraphs/testing/kept-events.ts';
import { WebhookQueue } from '../../schema/store/webhook-queue.ts';
import { readSecrets, verifyWebhook } from '../../schema/webhooks/standard-webhooks.ts';
import { eventually } from '../harness/eventually.ts';
import {
  axeFaults,
  isNewToAxe,
  openConsole,
  screenshotPath,
  startConsoleWorld,
  type ConsoleWorld,
} from './console-world.ts';
import { FULL_CODE, storeSampleCity } from './sample-city.ts';

const PATIENCE = { timeout: 60_000 };
const PARTS = ['examples', 'schema', 'webhooks', 'connect'] as const;

let world: ConsoleWorld;
let delivery: WebhookDelivery;
let receiver: TestReceiver;
/** Of partition 0 of the log. */
let offset = 0;

beforeAll(async () => {
  const kit = createWebhookKit({
    box: createSecretBox(Buffer.alloc(32, 2)),
    policy: targetPolicyOf('http://127.0.0.1'),
  });
  world = await startConsoleWorld({
    door: { webhooks: kit },
    pages: { graphiql: await ensurePage(PAGES.graphiql, CACHE_DIRECTORY, () => undefined) },
  });
  const { store, gateway } = world;
  await storeSampleCity(store);
  await keepEvents(store, []);
  receiver = await startReceiver(() => 204);
  delivery = new WebhookDelivery({
    queue: new WebhookQueue(() => store),
    hub: gateway.hub,
    cursors: gateway.cursors,
    door: gateway.door,
    kit,
    grants: EVERYTHING_GRANTED,
    log: pino({ level: 'silent' }),
    lookEveryMs: 50,
  });
  delivery.start();
});
afterAll(async () => {
  await delivery.close();
  await receiver.stop();
  await world.close();
});

async function tell(title: string): Promise<void> {
  await keepEvents(world.store, [
    { partition: 0, offset: offset++, title, kind: 'REPEAT_CALLER', at: new Date().toISOString() },
  ]);
}

/** Documents that the page asked which change data. */
function mutationsOf(page: Page): readonly string[] {
  const found: string[] = [];
  page.on('request', (request) => {
    const { query } = (request.postDataJSON() ?? {}) as { query?: string };
    if (query?.startsWith('mutation') === true) found.push(query);
  });
  return found;
}

test('examples run on live data, are changed, and change nothing that is not meant', async () => {
  const { page, elsewhere, complaints } = await openConsole(world, '/developers', { partner: 'police' });
  const mutations = mutationsOf(page);
  const answer = page.locator('.example-answer');
  await page.getByRole('button', { name: '运行', exact: true }).click(PATIENCE);
  await answer.getByText(/HTTP 200 · \d+ 毫秒/).waitFor(PATIENCE);
  await answer.getByText('"timeline"').waitFor(PATIENCE);
  await page.screenshot({ path: screenshotPath('developers-example') });

  await page.getByRole('button', { name: '纠纷时间线' }).click();
  await page.getByLabel('变量（JSON）').fill(`{"code": "${FULL_CODE}"}`);
  await page.getByLabel('查询', { exact: true }).focus();
  await page.keyboard.press('Control+Enter');
  await answer.getByText(FULL_CODE).waitFor(PATIENCE);
  await page.getByLabel('查询', { exact: true }).fill('query { dispute(');
  await page.getByText(/^1:17 Syntax Error/).waitFor(PATIENCE);
  expect(await page.getByRole('button', { name: '运行', exact: true }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: '恢复原样' }).click();

  await page.getByRole('button', { name: '登记纠纷（会更改数据）' }).click();
  await page.getByLabel('查询', { exact: true }).focus();
  await page.keyboard.press('Control+Enter');
  await page.getByText('请先勾选确认').waitFor(PATIENCE);
  expect(await page.getByRole('button', { name: '运行并更改数据' }).isDisabled()).toBe(true);
  expect(mutations).toEqual([]);
  expect(await page.evaluate('document.activeElement.type')).toBe('checkbox');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: '运行并更改数据' }).click();
  await answer.getByText(/HTTP \d+/).waitFor(PATIENCE);
  expect(mutations).toHaveLength(1);
  expect(await page.getByRole('button', { name: '运行并更改数据' }).isDisabled()).toBe(true);
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a stream is followed by server-sent events, and goes on behind its last cursor', async () => {
  const { page, complaints } = await openConsole(world, '/developers?example=stream', { partner: 'police' });
  const items = page.locator('.example-items');
  await page.getByRole('button', { name: '开始接收' }).click(PATIENCE);
  await items.getByText(/^id: /).first().waitFor(PATIENCE);
  await tell('看着时发生');
  await items.getByText('看着时发生').waitFor(PATIENCE);
  await page.screenshot({ path: screenshotPath('developers-stream') });
  await page.getByRole('button', { name: '停止' }).click();
  await tell('没看时发生');
  await page.getByRole('button', { name: '从最后游标续收' }).click(PATIENCE);
  await items.getByText('没看时发生').waitFor(PATIENCE);
  expect(await items.getByText('看着时发生').count()).toBe(0);
  await page.getByRole('button', { name: '停止' }).click();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('GraphiQL opens with the token of the tab and the question as it was changed', async () => {
  const { page } = await openConsole(world, '/developers?example=find', { partner: 'police' });
  await page.getByLabel('查询', { exact: true }).fill('query AsChanged { feeds { name } }', PATIENCE);
  await page.getByRole('link', { name: '在 GraphiQL 中打开' }).click();
  await page.getByText('asking as police').waitFor(PATIENCE);
  await page.locator('.graphiql-query-editor').getByText('AsChanged').first().waitFor(PATIENCE);
  await page.screenshot({ path: screenshotPath('developers-graphiql') });
  await page.context().close();
});

test('the schema is found by a Chinese term and read by keyboard, and saved as SDL', async () => {
  const { page, complaints } = await openConsole(world, '/developers?part=schema', { partner: 'police' });
  const shown = page.getByRole('article');
  await page.getByRole('searchbox', { name: '查找类型、字段或术语' }).fill('推送订阅 密钥', PATIENCE);
  await page.getByText(/^找到 \d+ 项$/).waitFor(PATIENCE);
  await page.getByRole('searchbox').fill('最低风险分');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const first = await page.evaluate<string>('document.activeElement.querySelector(".code").textContent');
  await page.keyboard.press('Enter');
  const [type = '', member = ''] = first.split('.');
  await shown.getByRole('heading', { name: type }).waitFor(PATIENCE);
  await shown.locator('[aria-current=true]').getByText(member, { exact: true }).waitFor(PATIENCE);
  await page.screenshot({ path: screenshotPath('developers-schema-found') });

  await page.goto(`${world.origin}/console/developers?part=schema&type=Dispute&member=risk`);
  await shown.getByRole('heading', { name: 'Dispute' }).waitFor(PATIENCE);
  const risk = shown.locator('[aria-current=true]');
  await risk.getByText('所需授权').first().waitFor(PATIENCE);
  await risk.getByText('COLOUR', { exact: true }).waitFor(PATIENCE);
  await risk.getByRole('link', { name: 'DisputeRisk' }).focus();
  await page.keyboard.press('Enter');
  await shown.getByRole('heading', { name: 'DisputeRisk' }).waitFor(PATIENCE);
  expect(await page.evaluate('document.activeElement.textContent')).toContain('DisputeRisk');
  await shown.getByText(/^用于 \d+ 处$/).click();
  await shown.getByRole('link', { name: 'Dispute.risk' }).waitFor(PATIENCE);
  await page.goBack();
  await shown.getByRole('heading', { name: /^Dispute\b/ }).waitFor(PATIENCE);

  await page.goto(`${world.origin}/console/developers?part=connect`);
  const saving = page.waitForEvent('download', PATIENCE);
  await page.getByRole('button', { name: '保存 tributary.graphql' }).click(PATIENCE);
  const sdl = await readFile(await (await saving).path(), 'utf8');
  expect(buildSchema(sdl).getType('RiskWebhook')).toBeDefined();
  expect(sdl).toContain('Needs (所需授权)');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a webhook is made, pushed to, redelivered, paused and deleted; what is refused is said beside the field', async () => {
  const { page, elsewhere, complaints } = await openConsole(world, '/developers?part=webhooks', {
    partner: 'police',
  });
  await page.getByRole('button', { name: '新建推送订阅' }).click(PATIENCE);
  const form = page.getByRole('form', { name: '新建推送订阅' });
  const save = async (url: string): Promise<void> => {
    await form.getByLabel('接收地址').fill(url);
    await form.getByRole('button', { name: '保存' }).click();
  };
  const urlField = form.locator('.ant-form-item', { has: page.getByLabel('接收地址') });
  for (const [url, why] of [
    ['https://10.0.0.9/hook', '10.0.0.9 is 10.0.0.9, which is no public address'],
    ['ftp://127.0.0.1/hook', 'this is no address of a receiver'],
    ['https://receiver.invalid/hook', 'receiver.invalid is not known here'],
  ] as const) {
    await save(url);
    await urlField.getByText(why).waitFor(PATIENCE);
  }
  await page.screenshot({ path: screenshotPath('developers-webhook-refused') });
  await form.getByLabel('用途说明').fill('指挥中心大屏');
  await save(receiver.url);
  const dialog = page.getByRole('dialog').filter({ hasText: '签名密钥' });
  await dialog.getByText(/^whsec_/).waitFor(PATIENCE);
  const secret = await dialog.getByText(/^whsec_/).innerText();
  await page.screenshot({ path: screenshotPath('developers-webhook-secret') });
  await dialog.getByRole('button', { name: '已保存' }).click();
  await dialog.waitFor({ state: 'hidden', ...PATIENCE });
  expect(await page.content()).not.toContain(secret);

  let shown = page.getByRole('region', { name: receiver.url });
  await shown.getByText('指挥中心大屏').waitFor(PATIENCE);
  await shown.getByRole('button', { name: '发送测试' }).click();
  await shown.getByText(/已接收：204/).waitFor(PATIENCE);
  await tell('推送的事件');
  const { id } = await eventually(() => receiver.received.find(({ body }) => body.includes('推送的事件')));
  const pushes = (): typeof receiver.received => receiver.received.filter((message) => message.id === id);
  for (const { headers, body } of receiver.received) {
    verifyWebhook(
      headers as Record<string, string>,
      Buffer.from(body),
      readSecrets(secret, 'page'),
      new Date(),
    );
  }
  const row = shown.getByRole('row').filter({ hasText: id });
  await row.getByText('已送达').waitFor(PATIENCE);
  await row
    .getByText(/^204 · \d+ 毫秒$/)
    .first()
    .waitFor(PATIENCE);
  await row.getByRole('button', { name: `重新投递：${id}` }).click();
  await eventually(() => pushes().length === 2, { what: 'the second push' });
  await row.getByText('已尝试 1 次 · 已重发 1 次').waitFor(PATIENCE);
  await row.locator('summary').click();
  await page.screenshot({ path: screenshotPath('developers-webhook-delivered'), fullPage: true });

  await shown.getByRole('button', { name: '暂停' }).click();
  await shown.getByText('停用').first().waitFor(PATIENCE);
  await shown.getByRole('button', { name: '恢复' }).click();
  await shown.getByText('启用').first().waitFor(PATIENCE);
  await shown.getByRole('button', { name: '修改' }).click();
  const edit = shown.getByRole('form', { name: '修改' });
  const address = edit.locator('.ant-form-item', { has: page.getByLabel('接收地址') });
  await edit.getByLabel('接收地址').fill('https://10.0.0.9/hook');
  await edit.getByRole('button', { name: '保存' }).click();
  await address.getByText('10.0.0.9 is 10.0.0.9, which is no public address').waitFor(PATIENCE);
  await page.screenshot({ path: screenshotPath('developers-webhook-edited') });
  await edit.getByLabel('接收地址').fill(`${receiver.url}?v=2`);
  await edit.getByLabel('行政区划代码').fill('3206');
  await edit.getByRole('button', { name: '保存' }).click();
  shown = page.getByRole('region', { name: `${receiver.url}?v=2` });
  await shown.getByText('区划 3206').waitFor(PATIENCE);
  await shown.getByText('指挥中心大屏').waitFor(PATIENCE);
  await confirmed(shown, '更换密钥');
  await dialog.getByText(/^whsec_/).waitFor(PATIENCE);
  expect(await dialog.getByText(/^whsec_/).innerText()).not.toBe(secret);
  await dialog.getByRole('button', { name: '已保存' }).click();
  await dialog.waitFor({ state: 'hidden', ...PATIENCE });
  await confirmed(shown, '删除');
  await page.getByText('本单位尚无推送订阅。').waitFor(PATIENCE);
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

/** Presses a button that asks whether one is sure, and is. */
async function confirmed(shown: Locator, name: string): Promise<void> {
  await shown.getByRole('button', { name, exact: true }).click();
  await shown.page().getByRole('dialog').getByRole('button', { name, exact: true }).click(PATIENCE);
}

test.each(['light', 'dark'] as const)(
  'no part of the page breaks AA or scrolls sideways, %s',
  async (theme) => {
    const { page, complaints } = await openConsole(world, '/developers', { partner: 'police', theme });
    for (const part of PARTS) {
      // Axe looks at every link: what is found stands for the list of all types.
      await page.goto(`${world.origin}/console/developers?part=${part}&type=RiskEvent&find=RiskEvent`);
      await page.locator('.example, .schema-type, .webhooks, .connect').first().waitFor(PATIENCE);
      if (part === 'webhooks') await page.getByRole('button', { name: '新建推送订阅' }).click();
      for (const width of [1_280, 390]) {
        await page.setViewportSize({ width, height: 860 });
        if (isNewToAxe(theme, width)) expect(await axeFaults(page), `${part} ${width}`).toEqual([]);
        expect(
          await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
          `${part} ${width}`,
        ).toBeLessThanOrEqual(0);
        await page.screenshot({ path: screenshotPath(`developers-${part}-${theme}-${width}`) });
      }
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);
