import { expect, test } from 'vitest';
import { party, record } from '../../subgraphs/testing/fixtures.ts';
import { KnownById } from './known-by-id.ts';
import { Surroundings } from './surroundings.ts';

const ZHANG = party({ name: '张伟' });
const ONE = record('police110', '1');
const OTHER = record('court', '1', { parties: [ZHANG] });
const TOGETHER = { id: 'dispute-1', recordIds: [ONE._id, OTHER._id] };

/** Surroundings over two records of one dispute, with what was read for them. */
function around(): { surroundings: Surroundings; read: string[] } {
  const read: string[] = [];
  const surroundings = new Surroundings({
    disputesOfRecords: (ids) => {
      read.push(`disputes of ${ids.length}`);
      return Promise.resolve([TOGETHER]);
    },
    disputes: () => Promise.resolve([]),
    records: (ids) => {
      read.push(`${ids.length} records`);
      return Promise.resolve([ONE, OTHER].filter(({ _id }) => ids.includes(_id)));
    },
  });
  return { surroundings, read };
}

const namesIn = async (surroundings: Surroundings): Promise<readonly (string | null)[]> =>
  ((await surroundings.partiesAround([ONE._id])).get(ONE._id) ?? []).flatMap(({ name }) => name ?? []);

test('what several ask for at the same time is read once', async () => {
  const { surroundings, read } = around();
  expect(await Promise.all([namesIn(surroundings), namesIn(surroundings)])).toEqual([['张伟'], ['张伟']]);
  expect(read).toEqual(['disputes of 1', '2 records']);
});

test('what a request has read already is not read again', async () => {
  const { surroundings, read } = around();
  const members = TOGETHER.recordIds.map((recordId) => ({ recordId })) as never;
  surroundings.knowDisputes([{ _id: 'dispute-1', members, reach: [] }]);
  surroundings.knowRecords([ONE, OTHER]);
  expect(await namesIn(surroundings)).toEqual(['张伟']);
  expect(read).toEqual([]);
});

test('whom a version names that was read a moment ago is known at once, whatever is kept', async () => {
  const { surroundings } = around();
  await namesIn(surroundings);
  surroundings.knowRecords([{ ...ONE, parties: [party({ name: '李春梅' })] }]);
  expect(await namesIn(surroundings)).toEqual(['李春梅', '张伟']);
});

test('a view, and a record read without its people, say nothing of who is there', async () => {
  const { surroundings, read } = around();
  surroundings.knowDisputes([{ _id: 'dispute-1', members: [{ recordId: ONE._id }] as never }]);
  surroundings.knowRecords([
    { _id: OTHER._id, place: OTHER.place },
    { ...OTHER, place: { regionCode: null } as never, parties: [] },
  ]);
  expect(await namesIn(surroundings)).toEqual(['张伟']);
  expect(read).toEqual(['disputes of 1', '2 records']);
});

test('what could not be read is asked for again', async () => {
  let asked = 0;
  const known = new KnownById(() => {
    asked += 1;
    return asked === 1 ? Promise.reject(new Error('away')) : Promise.resolve((id: string) => `${id}!`);
  });
  await expect(known.of(['a', 'b'])).rejects.toThrow('away');
  expect(await known.of(['a'])).toEqual(new Map([['a', 'a!']]));
});
