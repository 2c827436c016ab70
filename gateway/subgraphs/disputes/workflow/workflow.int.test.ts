import { beforeAll, expect, test } from 'vitest';
import { freshStore } from '../../../../test/harness/servers.ts';
import type { Store } from '../../../../schema/store/models.ts';
import { openDoor } from '../../../access/door.ts';
import { ask } from '../../testing/ask.ts';
import { dispute, entry, record, storeRecords } from '../../testing/fixtures.ts';

const CODE = 'T-320612-261124-K7QF27';
const EVENT = record('grid', 'WG1', { details: { gridCode: '320612003007' } });
const DISPUTE = dispute(CODE, [EVENT], { regionCode: '320612' });
const COMMITTEES = [
  entry('MEDIATION_COMMITTEE', 'TJ1', { regionCode: '320612003', details: { level: '街道级' } }),
  entry('MEDIATION_COMMITTEE', 'TJ2', { regionCode: '320612003', details: { level: '社区级' } }),
  entry('MEDIATION_COMMITTEE', 'TJ3', { regionCode: '320612003', details: { level: '社区级' } }),
  entry('MEDIATION_COMMITTEE', 'TJ4', { regionCode: '320612003', state: 'WITHDRAWN' }),
  entry('MEDIATION_COMMITTEE', 'TJ5', { regionCode: '320612009' }),
];
const GRID = entry('GRID', '320612003007', { regionCode: '320612003', committeeCode: 'TJ3' });

let store: Store;
beforeAll(async () => {
  store = await freshStore();
  await storeRecords(store, [EVENT]);
  await store.references.insertMany([GRID, ...COMMITTEES]);
  await store.disputes.insertMany([DISPUTE]);
});

test('proposes the committee of the grid first, then those of the town from the nearest tier up', async () => {
  const answer = await ask(
    openDoor(store),
    'disputes',
    `{ dispute(code: "${CODE}") { workflow { state } referralProposals { committeeCode tier agency } } }`,
  );
  expect(answer).toEqual({
    data: {
      dispute: {
        workflow: null,
        referralProposals: [
          { committeeCode: 'TJ3', tier: 'VILLAGE', agency: 'grid' },
          { committeeCode: 'TJ2', tier: 'VILLAGE', agency: 'grid' },
          { committeeCode: 'TJ1', tier: 'TOWNSHIP', agency: 'grid' },
        ],
      },
    },
  });
});

test('reads for the proposals of many disputes as often as for those of one', async () => {
  const many = Array.from({ length: 20 }, (_, index) =>
    dispute(`T-320612-261124-${String(index).padStart(6, '0')}`, [EVENT], {
      regionCode: `32061${index % 10}`,
    }),
  );
  await store.disputes.insertMany(many);
  const reads = async (first: number): Promise<number> => {
    let count = 0;
    const door = openDoor(store, { onRead: () => (count += 1) });
    const answer = await ask(
      door,
      'disputes',
      `{ disputes(first: ${first}) { nodes { workflow { legalMoves } referralProposals { name } } } }`,
    );
    expect(answer.errors).toBeUndefined();
    return count;
  };
  expect(await reads(20)).toBe(await reads(1));
});

test('refuses what cannot be done with what the partner needs to go on', async () => {
  const door = openDoor(store);
  const refused = async (mutation: string): Promise<unknown> => {
    const { errors } = await ask(door, 'disputes', `mutation { ${mutation} { event { id } } }`);
    return (errors?.[0] as { extensions?: unknown } | undefined)?.extensions;
  };
  expect(await refused(`acceptDispute(input: { code: "${CODE}" })`)).toEqual({
    code: 'HUB_MOVE_ILLEGAL',
    legalMoves: ['REGISTER'],
    currentVersion: 0,
  });
  expect(await refused(`registerDispute(input: { code: "${CODE}", expectedVersion: 7 })`)).toMatchObject({
    code: 'HUB_VERSION_CONFLICT',
    currentVersion: 0,
  });
  expect(
    await refused(`registerDispute(input: { code: "${CODE}", disputeId: "${DISPUTE._id}" })`),
  ).toMatchObject({
    code: 'HUB_BAD_REQUEST',
  });
  expect(await refused('registerDispute(input: { disputeId: "dispute-none" })')).toEqual({
    code: 'HUB_NOT_FOUND',
  });
  expect(await refused(`referDispute(input: { code: "${CODE}", committeeCode: "TJ4" })`)).toEqual({
    code: 'HUB_BAD_REQUEST',
    field: 'committeeCode',
  });
});

test('answers a request that is sent again with the same event, also when the list has changed in between', async () => {
  const door = openDoor(store);
  const send = (mutation: string): ReturnType<typeof ask> =>
    ask(door, 'disputes', `mutation { ${mutation} { event { id seq } clientMutationId } }`);
  await send(`registerDispute(input: { code: "${CODE}" })`);
  await send(`triageDispute(input: { code: "${CODE}", urgency: HIGH })`);
  const refer = `answer: referDispute(input: { code: "${CODE}", committeeCode: "TJ1", clientMutationId: "r1" })`;
  const first = await send(refer);
  expect(first.data).toMatchObject({ answer: { event: { seq: 3 }, clientMutationId: 'r1' } });
  await store.references.updateOne({ code: 'TJ1' }, { $set: { name: '改名后的调委会' } });
  expect(await send(refer)).toEqual(first);
});
