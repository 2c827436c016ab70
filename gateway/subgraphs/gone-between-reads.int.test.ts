import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import type { Store } from '../../schema/store/models.ts';
import { openDoor, type Door, type ScopedStore } from '../access/door.ts';
import { giveEverything } from '../access/testing/give-everything.ts';
import type { Gateway } from '../router/gateway.ts';
import { ask } from '../router/testing/ask.ts';
import { SAMPLE_CALLER } from '../router/testing/sample-graph.ts';
import { NAMING_EVERYTHING } from './testing/naming-everything.ts';
import { storeAll } from './testing/store-all.ts';
import { wholeGateway } from './testing/whole-gateway.ts';

let home: string;
let store: Store;
let gateway: Gateway;

/** What ends, and before which read of the request: all reads from that on wait until it has. */
let ending: { readsBefore: number; end: () => Promise<unknown>; ended: Promise<unknown> | null };

function doorThatEnds(door: Door): Door {
  return { ...door, for: (...whose) => waiting(door.for(...whose)) };
}

type Read = (...args: unknown[]) => unknown;

function waiting(scoped: ScopedStore): ScopedStore {
  const reads = Object.entries(scoped as unknown as Record<string, Read>).map(([name, read]) => {
    // Which reads nothing.
    if (name === 'listing') return [name, read];
    const waits: Read = (...args) => {
      ending.readsBefore -= 1;
      if (ending.readsBefore < 0) ending.ended ??= ending.end();
      return ending.ended === null ? read(...args) : ending.ended.then(() => read(...args));
    };
    return [name, waits];
  });
  return Object.fromEntries(reads) as ScopedStore;
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tributary-gone-'));
  store = await freshStore();
  await storeAll(store);
  await giveEverything(store, SAMPLE_CALLER.partner);
  gateway = await wholeGateway(home, doorThatEnds(openDoor(store)));
});

afterAll(async () => {
  await gateway.close();
  await rm(home, { recursive: true });
});

test.each(['records', 'disputes', 'hotSpots', 'references', 'links', 'linkDecisions', 'events'] as const)(
  '%s that end between any two reads of a request are null in their places, and never a fault of the hub',
  async (name) => {
    const { collection } = store[name];
    const kept = await collection.find({}).toArray();
    const places: number[] = [];
    for (let reads = 0; ; reads += 1) {
      ending = { readsBefore: reads, end: () => collection.deleteMany({}), ended: null };
      const { data, errors } = await ask(gateway, NAMING_EVERYTHING);
      if (ending.ended === null) break;
      await collection.insertMany(kept);
      expect({ reads, errors }).toEqual({ reads, errors: undefined });
      expect(data).not.toBeNull();
      places.push(reads);
    }
    expect(places.length).toBeGreaterThan(10);
  },
  120_000,
);
