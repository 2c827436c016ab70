import { beforeAll, expect, test } from 'vitest';
import type { Store } from '../../schema/store/models.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { dispute, record, storeRecords } from '../subgraphs/testing/fixtures.ts';
import type { Caller } from './caller.ts';
import { openDoor } from './door.ts';
import { FULL_ACCESS } from './grants/access.ts';
import { accessOf, callerWith } from './testing/partial-access.ts';

const RECORDS = Array.from({ length: 8 }, (_, n) =>
  record(n % 2 === 0 ? 'police110' : 'hotline12345', `J${n}`),
);
const DISPUTES = RECORDS.map((one, n) => dispute(`T-320612-261124-AAAAA${n + 2}`, [one]));
const IDS = DISPUTES.map(({ _id }) => _id);
const EVERYTHING: Caller = { partner: 'police', actor: 'police@test', purpose: null, access: FULL_ACCESS };
const POLICE_ONLY = callerWith(accessOf({ police110: [{ all: 'CLEAR' }], disputes: [{ all: 'CLEAR' }] }));

let store: Store;

beforeAll(async () => {
  store = await freshStore();
  await storeRecords(store, RECORDS);
  await store.disputes.insertMany(DISPUTES);
});

/** What is asked of `disputes` while something is done, as MongoDB's profiler sees it. */
async function commands(work: () => Promise<unknown>): Promise<number> {
  const { db } = store.connection;
  if (db === undefined) throw new Error('the store is not connected');
  const about = { ns: `${db.databaseName}.disputes`, op: { $in: ['query', 'command'] } };
  const before = await db.collection('system.profile').countDocuments(about);
  await db.command({ profile: 2 });
  await work();
  await db.command({ profile: 0 });
  return (await db.collection('system.profile').countDocuments(about)) - before;
}

test('what several requests of one access ask for at the same time is one command, and each is given what it asked for', async () => {
  const door = openDoor(store);
  let answers: readonly (readonly { readonly _id: string }[])[] = [];
  const asked = await commands(async () => {
    answers = await Promise.all(IDS.map((id) => door.for(EVERYTHING).disputesByIds([id])));
  });
  expect(asked).toBe(1);
  expect(answers.map(([one]) => one?._id)).toEqual(IDS);
});

test('who sees less is asked for apart, and given no more than alone', async () => {
  const door = openDoor(store);
  const alone = await Promise.all(IDS.map((id) => openDoor(store).for(POLICE_ONLY).disputesByIds([id])));
  const [seen] = await Promise.all([
    Promise.all(IDS.map((id) => door.for(POLICE_ONLY).disputesByIds([id]))),
    Promise.all(IDS.map((id) => door.for(EVERYTHING).disputesByIds([id]))),
  ]);
  expect(seen).toEqual(alone);
  expect(seen.map(({ length }) => length)).toEqual(IDS.map((_, n) => (n % 2 === 0 ? 1 : 0)));
});

test('each request is told to have looked at its own rows only', async () => {
  const door = openDoor(store);
  const looked = new Map<string, readonly string[]>();
  await Promise.all(
    IDS.map((id) => {
      const look = {
        saw: (_: string, docs: readonly unknown[]): void => {
          looked.set(
            id,
            docs.map((doc) => (doc as { readonly _id: string })._id),
          );
        },
      };
      return door.for(EVERYTHING, look).disputesByIds([id]);
    }),
  );
  expect([...looked]).toEqual(IDS.map((id) => [id, [id]]));
});
