import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebhookQueue } from '../../../../schema/store/webhook-queue.ts';
import { eventually } from '../../../../test/harness/eventually.ts';
import { freshStore } from '../../../../test/harness/servers.ts';
import { startReceiver, type TestReceiver } from '../../../events/webhooks/testing/receiver.ts';
import { COURT, POLICE, WebhookWorld } from '../../../events/webhooks/testing/webhook-world.ts';
import type { Caller } from '../../../access/caller.ts';
import { DEFAULT_LIMITS } from '../../../access/limits/limits.ts';
import { ask } from '../../testing/ask.ts';
import { keepEvents } from '../../testing/kept-events.ts';
import { savedWebhook } from '../../testing/saved-webhook.ts';

const CREATE = `mutation ($input: CreateRiskWebhookInput!) {
  createRiskWebhook(input: $input) { clientMutationId secret webhook { id url state cursor filter { kinds feeds minScore category } } }
}`;
const SEE = `query ($id: ID!) {
  riskWebhook(id: $id) {
    id url description state stateReason stateSince createdAt failingSince cursor
    filter { kinds colours minScore regionCode category feeds subjectIds changes }
    lag { behind waiting oldestAt }
    changes { at what actor note }
    deliveries(first: 10) {
      totalCount pageInfo { hasNextPage }
      nodes { id eventId kind subjectId seq state tries queuedAt nextTryAt deliveredAt deadAt redeliveries attempts { at status durationMs error } }
    }
  }
}`;
const LIST = '{ riskWebhooks { totalCount nodes { id } pageInfo { hasNextPage } } }';

let world: WebhookWorld;
let server: TestReceiver;
let status = 204;

beforeAll(async () => {
  const store = await freshStore();
  world = new WebhookWorld(store, new WebhookQueue(() => store));
  server = await startReceiver(() => status);
  await keepEvents(world.store, []);
});

afterAll(async () => {
  await world.stop();
  await server.stop();
});

async function told(query: string, variables: Record<string, unknown> = {}, caller: Caller = POLICE) {
  return ask(world.door, 'events', query, variables, world.now, caller);
}

/** The payload of a mutation by its name. */
async function done(name: string, input: Record<string, unknown>, selection: string): Promise<unknown> {
  const query = `mutation ($input: ${inputOf(name)}!) { ${name}(input: $input) { clientMutationId ${selection} } }`;
  const { data, errors } = await told(query, { input: { clientMutationId: 'c', ...input } });
  expect(errors).toBeUndefined();
  return data?.[name];
}

function inputOf(name: string): string {
  if (name === 'updateRiskWebhook') return 'UpdateRiskWebhookInput';
  return name === 'redeliverRiskWebhook' ? 'RedeliverRiskWebhookInput' : 'RiskWebhookInput';
}

async function codeOf(query: string, variables: Record<string, unknown>, caller = POLICE): Promise<unknown> {
  const { errors } = await told(query, variables, caller);
  return errors?.[0]?.extensions['code'];
}

const input = (given: Record<string, unknown> = {}): Record<string, unknown> => ({
  clientMutationId: 'save',
  url: server.url,
  description: '指挥中心大屏',
  filter: { kinds: ['DISPUTE_CHANGED'], feeds: ['POLICE110'], category: ['MARRIAGE_FAMILY'] },
  ...given,
});

let id: string;

describe('a webhook in the graph', () => {
  test('is saved with a secret that is told once, also when the call is sent again', async () => {
    const first = await told(CREATE, { input: input() });
    expect(first.errors).toBeUndefined();
    const { webhook, secret } = first.data?.['createRiskWebhook'] as {
      webhook: { id: string };
      secret: string;
    };
    ({ id } = webhook);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toMatchObject({
      state: 'ENABLED',
      filter: { kinds: ['DISPUTE_CHANGED'], feeds: ['POLICE110'], minScore: null },
    });
    const again = await told(CREATE, { input: input() });
    expect(again.data?.['createRiskWebhook']).toMatchObject({ secret: null, webhook: { id } });
    expect(await codeOf(CREATE, { input: input({ description: 'other' }) })).toBe('HUB_IDEMPOTENCY_MISMATCH');
    const shown = JSON.stringify(await told(SEE, { id }));
    expect(shown).not.toContain(secret.slice('whsec_'.length, 20));
    expect(shown).not.toContain('sealed');
  });

  test('is refused for a receiver that is not called, and for a cursor of another filter', async () => {
    for (const url of ['http://10.0.0.1/', 'https://10.0.0.1/', 'ftp://x', 'https://[::1]/']) {
      expect(await codeOf(CREATE, { input: input({ clientMutationId: url, url }) })).toBe('HUB_BAD_REQUEST');
    }
    const { data } = await told(SEE, { id });
    const { cursor } = data?.['riskWebhook'] as { cursor: string };
    const foreign = input({ clientMutationId: 'x', after: cursor, filter: { kinds: ['OVERDUE'] } });
    expect(await codeOf(CREATE, { input: foreign })).toBe('HUB_CURSOR_FOREIGN');
  });

  test('is nobody else’s to see or to change', async () => {
    expect((await told(SEE, { id }, COURT)).data?.['riskWebhook']).toBeNull();
    expect((await told(LIST, {}, COURT)).data?.['riskWebhooks']).toMatchObject({ totalCount: 0, nodes: [] });
    expect((await told(LIST)).data?.['riskWebhooks']).toMatchObject({ totalCount: 1, nodes: [{ id }] });
    const named = { input: { clientMutationId: 'c', id } };
    for (const query of [
      'mutation ($input: UpdateRiskWebhookInput!) { updateRiskWebhook(input: $input) { webhook { id } } }',
      'mutation ($input: RiskWebhookInput!) { rotateRiskWebhookSecret(input: $input) { secret } }',
      'mutation ($input: RiskWebhookInput!) { deleteRiskWebhook(input: $input) { id } }',
      'mutation ($input: RiskWebhookInput!) { testRiskWebhook(input: $input) { delivered } }',
    ]) {
      expect(await codeOf(query, named, COURT)).toBe('HUB_NOT_FOUND');
    }
    const again = { input: { ...named.input, failedSince: '2026-01-01T00:00:00Z' } };
    const redeliver =
      'mutation ($input: RedeliverRiskWebhookInput!) { redeliverRiskWebhook(input: $input) { queued } }';
    expect(await codeOf(redeliver, again, COURT)).toBe('HUB_NOT_FOUND');
    expect(await world.webhook(id)).toMatchObject({ generation: 1 });
  });

  test('is tried at once, whatever is answered', async () => {
    const selection = 'delivered status durationMs error';
    expect(await done('testRiskWebhook', { id }, selection)).toMatchObject({ delivered: true, status: 204 });
    expect(JSON.parse(server.received.at(-1)?.body ?? '')).toMatchObject({
      type: 'webhook.test',
      data: { webhook: id },
    });
    status = 500;
    expect(await done('testRiskWebhook', { id }, selection)).toMatchObject({
      delivered: false,
      status: 500,
      error: 'answered 500',
    });
  });

  test('shows what it was told, how far it is behind, and who did what to it', async () => {
    await keepEvents(world.store, [{ partition: 0, offset: 0, category: '0402' }]);
    const category = (await world.webhook(id)).criteria.categories?.[0] ?? '';
    const [event] = await keepEvents(world.store, [{ partition: 0, offset: 1, category }]);
    expect((await told(SEE, { id })).data?.['riskWebhook']).toMatchObject({
      lag: { behind: 1 },
    });
    world.startGateway();
    await eventually(async () => (await world.deliveries(id)).some(({ state }) => state === 'RETRYING'));
    const shown = (await told(SEE, { id })).data?.['riskWebhook'] as {
      deliveries: { nodes: { id: string; eventId: string }[] };
    };
    expect(shown).toMatchObject({ lag: { behind: 0 }, changes: [{ what: 'CREATED', actor: POLICE.actor }] });
    expect(shown.deliveries.nodes.find(({ eventId }) => eventId === event?._id)).toMatchObject({
      kind: 'DISPUTE_CHANGED',
      state: 'RETRYING',
      tries: 1,
      attempts: [{ status: 500, error: 'answered 500' }],
      deliveredAt: null,
    });
    status = 204;
    world.pass(3_600_000);
    await eventually(async () => (await world.deliveries(id)).every(({ state }) => state === 'DELIVERED'));
    const before = server.received.length;
    const delivery = shown.deliveries.nodes[0]?.id ?? '';
    expect(await done('redeliverRiskWebhook', { id, deliveryId: delivery }, 'queued')).toMatchObject({
      queued: 1,
    });
    await eventually(() => server.received.length === before + 1);
  });

  test('is turned off and on, has its filter changed, and is deleted with its log', async () => {
    expect(
      await done('updateRiskWebhook', { id, enabled: false }, 'webhook { state changes { what } }'),
    ).toMatchObject({ webhook: { state: 'DISABLED' } });
    expect(
      await done(
        'updateRiskWebhook',
        { id, enabled: true, filter: { minScore: 10 } },
        'webhook { state filter { minScore kinds } }',
      ),
    ).toMatchObject({ webhook: { state: 'ENABLED', filter: { minScore: 10 } } });
    expect(await done('rotateRiskWebhookSecret', { id }, 'secret')).toMatchObject({
      secret: expect.stringMatching(/^whsec_/) as string,
    });
    expect(await done('deleteRiskWebhook', { id }, 'id')).toMatchObject({ id });
    expect((await told(SEE, { id })).data?.['riskWebhook']).toBeNull();
    expect(await world.deliveries(id)).toEqual([]);
  });
});

test('an agency has no more webhooks than it may, and another one as many as before', async () => {
  const { webhooks: most } = DEFAULT_LIMITS;
  const there = Array.from({ length: most }, (_, at) =>
    savedWebhook(`webhook-limit-${at}`, { partner: COURT.partner, state: 'DISABLED' }),
  );
  await world.store.riskWebhooks.insertMany(there);
  const again = input({ clientMutationId: 'limit' });
  expect(await codeOf(CREATE, { input: again }, COURT)).toBe('HUB_LIMIT_EXCEEDED');
  expect((await told(CREATE, { input: again }, POLICE)).errors).toBeUndefined();
  await world.store.riskWebhooks.deleteOne({ _id: 'webhook-limit-0' });
  expect((await told(CREATE, { input: again }, COURT)).errors).toBeUndefined();
  // The same call again makes nothing new, and is no matter of the limit.
  expect((await told(CREATE, { input: again }, COURT)).errors).toBeUndefined();
});
