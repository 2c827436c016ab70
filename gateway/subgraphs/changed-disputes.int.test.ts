import { beforeAll, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import { openDoor, type Door } from '../access/door.ts';
import type { Store } from '../../schema/store/models.ts';
import { ask } from './testing/ask.ts';
import { dispute } from './testing/fixtures.ts';
import { keepEvents, keptEvent } from './testing/kept-events.ts';

const IDS = ['A', 'B', 'C', 'D', 'E'].map((letter) => `dispute-${letter.toLowerCase()}`);
const QUERY = `query ($since: DateTime, $after: String, $first: Int, $filter: DisputeFilter) {
  disputes(updatedSince: $since, after: $after, first: $first, filter: $filter) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`;

interface Page {
  readonly disputes: {
    readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

let store: Store;
let door: Door;
beforeAll(async () => {
  store = await freshStore();
  door = openDoor(store);
  await store.disputes.insertMany(
    IDS.map((_id, n) => ({
      ...dispute(`T-32061${n}-261124-K7QF27`, []),
      _id,
      state: n === 4 ? 'MERGED' : 'ACTIVE',
    })),
  );
  await keepEvents(
    store,
    IDS.map((subjectId, n) => ({ partition: n % 2, offset: n, subjectId })),
  );
});

async function walk(variables: Record<string, unknown>): Promise<{ ids: string[]; endCursor: string }> {
  const ids: string[] = [];
  let after: string | null = null;
  for (;;) {
    const { data, errors } = await ask(door, 'disputes', QUERY, {
      first: 2,
      ...variables,
      ...(after === null ? {} : { after }),
    });
    expect(errors).toBeUndefined();
    const { edges, pageInfo } = (data as unknown as Page).disputes;
    ids.push(...edges.map(({ node }) => node.id));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) return { ids, endCursor: after };
  }
}

test('disputes(updatedSince) begins at the time, pages by place, and goes on later with the same cursor', async () => {
  const all = await walk({ since: '2026-11-01T00:00:00Z' });
  expect(all.ids).toEqual(IDS);
  // Every event is kept a second behind the one before.
  const third = keptEvent({ partition: 0, offset: 4 }).keptAt;
  expect((await walk({ since: new Date(Date.parse(third) + 1_000).toISOString() })).ids).toEqual(
    IDS.slice(3),
  );
  expect((await walk({ since: '2026-11-01T00:00:00Z', filter: { state: ['MERGED'] } })).ids).toEqual([
    IDS[4],
  ]);
  await keepEvents(store, [
    { partition: 0, offset: 10, seq: 2, subjectId: IDS[0] ?? '' },
    { partition: 0, offset: 11, seq: 3, subjectId: IDS[0] ?? '' },
  ]);
  const since = '2026-11-01T00:00:00Z';
  const { data } = await ask(door, 'disputes', QUERY, { since, after: all.endCursor, first: 10 });
  expect((data as unknown as Page).disputes.edges.map(({ node }) => node.id)).toEqual([IDS[0]]);
});
