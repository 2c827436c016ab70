import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { disputeCodeOf } from '../../../schema/canonical/dispute-code.ts';
import { insertGrants, readGrants } from '../../../schema/store/grants.ts';
import type { Store } from '../../../schema/store/models.ts';
import { eventually } from '../../../test/harness/eventually.ts';
import { freshStore } from '../../../test/harness/servers.ts';
import { SocketClient } from '../../router/testing/socket-client.ts';
import { streamGateway, type StreamGateway } from '../../router/testing/stream-gateway.ts';
import { dispute, record, storeRecords } from '../../subgraphs/testing/fixtures.ts';
import { createVerifier, signToken } from '../identity/local-issuer.ts';
import { SAMPLE_PURPOSES } from '../identity/sample-partners.ts';
import { followGrants, type GrantBook } from './grant-book.ts';
import { newSampleGrants } from './sample-grants.ts';

const told = { partner: null, actor: 'test', reason: 'samples', clientMutationId: null };
const sealed = (number: string): Parameters<typeof record>[2] => ({
  sensitivity: 'SEALED',
  narrative: `来电人李春梅称${number}`,
});
/** Tickets of the hotline that the police may not see, unless one of them is opened. */
const TICKET = record('hotline12345', 'W1', sealed('一号'));
const OTHER_TICKET = record('hotline12345', 'W2', sealed('二号'));
const OPENED = dispute('T-320612-261124-K7QF27', [TICKET]);
const CLOSED = dispute('T-320612-261124-ABCDE2', [OTHER_TICKET]);
const DISPUTES = `query ($a: String!, $b: String!) {
  opened: dispute(code: $a) { code hotlineTickets { nodes { narrative } } } other: dispute(code: $b) { code }
}`;
const ALERTS = `subscription { breakGlassChanged { id partner actor code caseNumber reason until state } }`;

let home: string;
let store: Store;
let book: GrantBook;
let served: StreamGateway;
/** How far the clock by which terms end is ahead. */
let aheadMs = 0;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tributary-break-glass-'));
  store = await freshStore();
  await insertGrants(store, newSampleGrants(), { ...told, at: new Date().toISOString() });
  await storeRecords(store, [TICKET, OTHER_TICKET]);
  await store.disputes.insertMany([OPENED, CLOSED]);
  book = followGrants(
    (since) => readGrants(store, since),
    { warn: () => undefined },
    () => new Date(Date.now() + aheadMs),
  );
  await eventually(() => book.ready() === null);
  served = await streamGateway(store, {
    verifier: await createVerifier(home, undefined, { grants: book }),
  });
});
afterAll(async () => {
  book.close();
  await served.close();
  rmSync(home, { recursive: true });
});

interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly { readonly extensions: Record<string, unknown> }[];
}

const bearer = async (partner: string, actor?: string): Promise<string> =>
  `Bearer ${await signToken(home, partner, new Date(), actor === undefined ? {} : { sub: actor })}`;

async function ask(who: string, query: string, variables: object, actor?: string): Promise<Answer> {
  const response = await fetch(served.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: await bearer(who, actor) },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

const see = (actor?: string): Promise<Answer> =>
  ask('police', DISPUTES, { a: OPENED.code, b: CLOSED.code }, actor);

async function subscribed(partner: string): Promise<SocketClient> {
  const client = await new SocketClient(served.url).opened();
  client.send({ type: 'connection_init', payload: { authorization: await bearer(partner) } });
  await client.next('connection_ack');
  client.subscribe('1', ALERTS);
  return client;
}

const alertIn = (message: unknown): Record<string, unknown> =>
  (message as { payload: { data: { breakGlassChanged: Record<string, unknown> } } }).payload.data
    .breakGlassChanged;

test('an emergency shows one dispute to one person until its minute, tells who reviews it, and closes what is open under it', async () => {
  const [admin, court] = [await subscribed('admin'), await subscribed('court')];
  expect((await see()).data).toEqual({ opened: null, other: null });

  const until = Date.now() + 60_000;
  const given = await ask(
    'police',
    'mutation ($input: BreakGlassInput!) { breakGlass(input: $input) { breakGlass { id } } }',
    {
      input: {
        clientMutationId: 'emergency',
        code: OPENED.code,
        caseNumber: '110-7',
        reason: 'somebody is in danger',
        minutes: 1,
      },
    },
  );
  expect(given.errors).toBeUndefined();
  const alert = alertIn(await admin.next('next'));
  expect(alert).toMatchObject({
    partner: 'police',
    actor: 'police@local',
    code: OPENED.code,
    caseNumber: '110-7',
    reason: 'somebody is in danger',
    state: 'UNREVIEWED',
  });
  expect(Math.abs(Date.parse(String(alert['until'])) - until)).toBeLessThan(30_000);

  await eventually(async () => (await see()).data?.['opened'] !== null);
  expect((await see()).data).toEqual({
    opened: { code: OPENED.code, hotlineTickets: { nodes: [{ narrative: TICKET.narrative }] } },
    other: null,
  });
  expect((await see('other@police')).data).toEqual({ opened: null, other: null });
  const police = await subscribed('police');
  expect(alertIn(await police.next('next'))['id']).toBe(alert['id']);

  // What was opened in an emergency is to be read: it gives no right to change anything.
  expect(book.accessFor({ partner: 'police', actor: 'police@local' }, SAMPLE_PURPOSES.police).rights).toEqual(
    book.accessFor({ partner: 'police', actor: 'other@police' }, SAMPLE_PURPOSES.police).rights,
  );

  aheadMs = 61_000;
  expect(await police.closed).toMatchObject({ code: 4403 });
  expect((await see()).data).toEqual({ opened: null, other: null });

  const review = await ask(
    'admin',
    'mutation ($input: ReviewBreakGlassInput!) { reviewBreakGlass(input: $input) { breakGlass { state } } }',
    { input: { clientMutationId: 'review', id: alert['id'], justified: true, reason: 'read the call' } },
  );
  expect(review.data).toEqual({ reviewBreakGlass: { breakGlass: { state: 'JUSTIFIED' } } });
  expect(alertIn(await admin.next('next'))).toMatchObject({ id: alert['id'], state: 'JUSTIFIED' });
  // Another agency, which is neither reviewer nor concerned, has heard nothing at all.
  expect(court.waiting).toBe(0);
  await admin.close();
  await court.close();
});

test('who may not handle disputes cannot move one, whatever else is granted', async () => {
  const record1 = record('hotline12345', 'W3');
  const plain = dispute(disputeCodeOf('320612', '261124', '00003'), [record1]);
  await storeRecords(store, [record1]);
  await store.disputes.insertMany([plain]);
  const move = `mutation { registerDispute(input: { clientMutationId: "m", code: "${plain.code}" }) { dispute { code } } }`;
  const refused = await ask('analyst', move, {});
  expect(refused.data).toEqual({ registerDispute: null });
  expect(refused.errors?.[0]?.extensions).toMatchObject({
    code: 'HUB_FIELD_NOT_GRANTED',
    field: 'Mutation.registerDispute',
    rule: 'RIGHT_NOT_GRANTED',
  });
  expect((await store.disputes.findById(plain._id).lean())?.workflow).toBeNull();
  const done = await ask('hotline', move, {});
  expect(done.errors).toBeUndefined();
  expect((await store.disputes.findById(plain._id).lean())?.workflow).not.toBeNull();
});
