import { beforeAll, describe, expect, test } from 'vitest';
import { freshStore } from '../../../test/harness/servers.ts';
import type { Store } from '../../../schema/store/models.ts';
import { FULL_ACCESS } from '../../access/grants/access.ts';
import { openDoor, type Door } from '../../access/door.ts';
import { ask } from '../testing/ask.ts';
import { FULL_DISPUTE, storeEverything } from '../testing/full-dispute.ts';

const ERASE = `mutation ($input: ErasePersonInput!) { erasePerson(input: $input) { clientMutationId erasure { id state partner actor counts { count } } } }`;
const HOLD = `mutation ($input: PlaceLegalHoldInput!) { placeLegalHold(input: $input) { legalHold { id disputeId releasedAt } } }`;
const RELEASE = `mutation ($input: ReleaseLegalHoldInput!) { releaseLegalHold(input: $input) { legalHold { releasedAt } } }`;
const PERSON = { clientMutationId: 'e1', phone: '138 1234 5678', name: '張偉', reason: '本人申请' };

let store: Store;
let door: Door;
beforeAll(async () => {
  store = await freshStore();
  await storeEverything(store);
  door = openDoor(store, { erasureKey: new Uint8Array(32).fill(1) });
});

const keeper = { partner: 'admin', actor: 'keeper', purpose: null, access: FULL_ACCESS };
const clerk = { ...keeper, partner: 'police', access: { ...FULL_ACCESS, rights: new Set<never>() } };
const send = (query: string, variables: object = {}, caller = keeper): ReturnType<typeof ask> =>
  ask(door, 'retention', query, variables as Record<string, unknown>, new Date(), caller);

describe('erasing a person', () => {
  test('is asked for once, in the name of who asks, and leaves no clear value in the store', async () => {
    const first = await send(ERASE, { input: PERSON });
    expect(first.data?.['erasePerson']).toMatchObject({
      clientMutationId: 'e1',
      erasure: { state: 'REQUESTED', partner: 'admin', actor: 'keeper', counts: [] },
    });
    const again = await send(ERASE, {
      input: { ...PERSON, phone: '+86-13812345678', clientMutationId: 'e2' },
    });
    const idOf = ({ data }: Awaited<typeof first>): unknown =>
      (data?.['erasePerson'] as { erasure: { id: string } }).erasure.id;
    expect(idOf(again)).toBe(idOf(first));
    const stored = JSON.stringify(await store.erasures.find().lean());
    expect(stored).not.toMatch(/13812345678|張偉|张伟/);
    const { data } = await send(
      `{ erasures { id } erasure(id: "${String(idOf(first))}") { state completeOn } }`,
    );
    expect(data).toMatchObject({
      erasures: [{ id: idOf(first) }],
      erasure: { state: 'REQUESTED', completeOn: null },
    });
  });

  test('takes a name with its dispute, and says what is missing', async () => {
    const named = { clientMutationId: 'e3', name: '張偉', reason: '本人申请' };
    expect((await send(ERASE, { input: named })).errors?.[0]?.extensions['code']).toBe('HUB_BAD_REQUEST');
    const inDispute = await send(ERASE, {
      input: { ...named, disputeCode: FULL_DISPUTE.code.toLowerCase() },
    });
    expect(inDispute.errors).toBeUndefined();
    const [stored] = await store.erasures.find({ disputeIds: FULL_DISPUTE._id }).lean();
    expect(stored?.recordIds.toSorted()).toEqual(FULL_DISPUTE.members.map(({ recordId }) => recordId).sort());
    const nowhere = await send(ERASE, { input: { ...named, disputeCode: 'T-320612-261124-AAAAAA' } });
    expect(nowhere.errors?.[0]?.extensions['code']).toBe('HUB_NOT_FOUND');
  });

  test('and all about it is for partners with the right APPROVE', async () => {
    for (const [query, variables] of [
      [ERASE, { input: PERSON }],
      [HOLD, { input: { clientMutationId: 'h', phone: '13812345678', reason: 'x' } }],
      ['{ erasures { id } }', {}],
      ['{ legalHolds { id } }', {}],
    ] as const) {
      expect((await send(query, variables, clerk)).errors?.[0]?.extensions['code']).toBe('HUB_FORBIDDEN');
    }
  });
});

test('a hold is placed once, listed, and released once', async () => {
  const input = { clientMutationId: 'h1', disputeCode: FULL_DISPUTE.code, reason: '法院通知' };
  const placed = await send(HOLD, { input });
  const { id } = (placed.data?.['placeLegalHold'] as { legalHold: { id: string } }).legalHold;
  expect(placed.data?.['placeLegalHold']).toMatchObject({
    legalHold: { disputeId: FULL_DISPUTE._id, releasedAt: null },
  });
  await send(HOLD, { input });
  expect((await send('{ legalHolds { id } }')).data?.['legalHolds']).toEqual([{ id }]);
  const release = { input: { clientMutationId: 'r1', id } };
  expect((await send(RELEASE, release)).errors).toBeUndefined();
  expect((await send(RELEASE, release)).errors?.[0]?.extensions['code']).toBe('HUB_NOT_FOUND');
  const nothing = await send(HOLD, { input: { clientMutationId: 'h2', reason: 'x' } });
  expect(nothing.errors?.[0]?.extensions['code']).toBe('HUB_BAD_REQUEST');
});
