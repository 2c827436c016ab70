import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import type { Store } from '../../schema/store/models.ts';
import { openDoor } from '../access/door.ts';
import { giveEverything } from '../access/testing/give-everything.ts';
import type { Gateway } from '../router/gateway.ts';
import { ask } from '../router/testing/ask.ts';
import { SAMPLE_CALLER } from '../router/testing/sample-graph.ts';
import { FULL_POLICE } from './testing/full-dispute.ts';
import { NAMING_EVERYTHING } from './testing/naming-everything.ts';
import { storeAll } from './testing/store-all.ts';
import { wholeGateway } from './testing/whole-gateway.ts';

let home: string;
let store: Store;
let gateway: Gateway;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tributary-gone-'));
  store = await freshStore();
  await storeAll(store);
  await giveEverything(store, SAMPLE_CALLER.partner);
  gateway = await wholeGateway(home, openDoor(store));
});

afterAll(async () => {
  await gateway.close();
  await rm(home, { recursive: true });
});

/** Places at which something is null in a value, without indexes. */
function nullsIn(value: unknown, path = ''): string[] {
  if (value === null) return [path];
  if (Array.isArray(value)) return value.flatMap((item) => nullsIn(item, path));
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    nullsIn(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** Where more is null once this is not there any more; there is no error. */
async function missingWithout(
  name: 'records' | 'disputes' | 'hotSpots' | 'references' | 'links' | 'linkDecisions',
  ids?: readonly string[],
): Promise<string[]> {
  const asked = async (): Promise<ReadonlyMap<string, number>> => {
    const answer = await ask(gateway, NAMING_EVERYTHING);
    expect(answer.errors).toBeUndefined();
    const places = Map.groupBy(nullsIn(answer.data), (place) => place);
    return new Map([...places].map(([place, { length }]) => [place, length]));
  };
  const before = await asked();
  const { collection } = store[name];
  const filter = { ...(ids === undefined ? {} : { _id: { $in: ids } }) } as never;
  const gone = await collection.find(filter).toArray();
  expect(gone.length).toBeGreaterThan(0);
  await collection.deleteMany(filter);
  try {
    const after = await asked();
    return [...after.keys()].filter((place) => (after.get(place) ?? 0) > (before.get(place) ?? 0)).sort();
  } finally {
    await collection.insertMany(gone);
  }
}

test('records that are gone are null wherever something names them, without an error', async () => {
  expect(await missingWithout('records')).toEqual([
    'courtCase',
    'dispute.linkDecisions.nodes.records',
    'dispute.links.nodes.records',
    'dispute.members.nodes.linkedTo',
    'dispute.members.nodes.record',
    'dispute.parties.records',
    'dispute.recurrences.linkedTo',
    'dispute.reviews.nodes.link.records',
    'dispute.risk.factors.evidence.record',
    'dispute.timeline.nodes.record',
    'gridEvent',
    'linkReviews.nodes.link.records',
    'record',
    'riskEvents.nodes.factors.evidence.record',
    'riskEvents.nodes.records',
    'search.nodes.record',
  ]);
});

test('one record that is gone takes no other with it', async () => {
  await missingWithout('records', [FULL_POLICE._id]);
  await store.records.deleteOne({ _id: FULL_POLICE._id });
  const { data } = (await ask(gateway, NAMING_EVERYTHING)) as {
    data: {
      dispute: {
        members: { nodes: { recordId: string; record: unknown }[] };
        parties: { records: unknown[] }[];
      };
    };
  };
  const { members, parties } = data.dispute;
  expect(members.nodes.filter(({ record }) => record === null).map(({ recordId }) => recordId)).toEqual([
    FULL_POLICE._id,
  ]);
  expect(parties[0]?.records.map((record) => record === null)).toEqual([true, false, false, false, false]);
  await store.records.insertMany([FULL_POLICE]);
});

test('disputes that are gone are null in events and hot spots, and left out of lists', async () => {
  expect(await missingWithout('disputes')).toEqual([
    'dispute',
    'hotSpots.nodes.disputes.edges.node',
    'hotSpots.nodes.disputes.nodes',
    'riskEvents.nodes.dispute',
    'riskEvents.nodes.mergedInto',
    'search.nodes.dispute',
  ]);
});

test.each([
  ['hotSpots', ['riskEvents.nodes.hotSpot']],
  ['references', ['courtCase.mediationCommittee', 'gridEvent.community', 'gridEvent.grid']],
  ['links', ['dispute.members.nodes.link', 'dispute.recurrences.link']],
  ['linkDecisions', ['dispute.links.nodes.decision']],
] as const)('%s that are gone take nothing with them', async (name, missing) => {
  expect(await missingWithout(name)).toEqual(missing);
});
