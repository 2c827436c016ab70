import { expect, test } from 'vitest';
import { ByIdReads } from './by-id-reads.ts';
import type { Filter } from './criteria.ts';

interface Doc {
  readonly _id: string;
}

function reads(missing: readonly string[] = []): {
  readonly asked: (readonly string[])[];
  readonly read: (filter: Filter) => Promise<readonly Doc[]>;
} {
  const asked: (readonly string[])[] = [];
  const read = ({ _id }: Filter): Promise<readonly Doc[]> => {
    const { $in: ids } = _id as { $in: readonly string[] };
    asked.push(ids);
    return Promise.resolve(ids.filter((id) => !missing.includes(id)).map((id) => ({ _id: id })));
  };
  return { asked, read };
}

const SCOPE = { filter: {} };

test('what is asked for in one turn is one command, and each is given its own', async () => {
  const byId = new ByIdReads();
  const { asked, read } = reads(['b']);
  const answers = await Promise.all([
    byId.read(SCOPE, 'disputes', ['a', 'b'], {}, read),
    byId.read(SCOPE, 'disputes', ['c'], {}, read),
  ]);
  expect(asked).toEqual([['a', 'b', 'c']]);
  expect(answers).toEqual([[{ _id: 'a' }], [{ _id: 'c' }]]);
  await byId.read(SCOPE, 'disputes', ['a'], {}, read);
  expect(asked).toHaveLength(2);
});

test('another scope, another collection or other fields are another command', async () => {
  const byId = new ByIdReads();
  const { asked, read } = reads();
  await Promise.all([
    byId.read(SCOPE, 'disputes', ['a'], {}, read),
    byId.read({ filter: {} }, 'disputes', ['b'], {}, read),
    byId.read(SCOPE, 'disputes', ['c'], { projection: { code: 1 } }, read),
    byId.read(SCOPE, 'records', ['d'], {}, read),
  ]);
  expect(asked).toEqual([['a'], ['b'], ['c'], ['d']]);
});

test('two who ask for the same document are given two', async () => {
  const byId = new ByIdReads();
  const { asked, read } = reads();
  const [[one], [other]] = (await Promise.all([
    byId.read(SCOPE, 'disputes', ['a'], {}, read),
    byId.read(SCOPE, 'disputes', ['a'], {}, read),
  ])) as [Doc[], Doc[]];
  expect(asked).toHaveLength(2);
  expect(one).toEqual(other);
  expect(one).not.toBe(other);
});

test('a command is not longer than what one may ask for at a time, and its fault is told to all who wait for it', async () => {
  const byId = new ByIdReads();
  const { asked, read } = reads();
  const ids = (from: number): string[] => Array.from({ length: 400 }, (_, n) => `id-${from + n}`);
  await Promise.all([
    byId.read(SCOPE, 'disputes', ids(0), {}, read),
    byId.read(SCOPE, 'disputes', ids(400), {}, read),
  ]);
  expect(asked.map(({ length }) => length)).toEqual([400, 400]);
  const down = (): Promise<never> => Promise.reject(new Error('down'));
  const told = await Promise.allSettled([
    byId.read(SCOPE, 'disputes', ['a'], {}, down),
    byId.read(SCOPE, 'disputes', ['b'], {}, down),
  ]);
  expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
