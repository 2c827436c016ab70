import { beforeAll, expect, test } from 'vitest';
import type { Store } from '../../schema/store/models.ts';
import { freshDatabaseUri, freshStore } from '../../test/harness/servers.ts';
import { testRecord } from '../testing/test-record.ts';
import { publishable, storeRecords } from './normalise-sink.ts';

let ours: Store;
/** Of another process: it does not know what the first has stored. */
let theirs: Store;
beforeAll(async () => {
  const uri = freshDatabaseUri();
  [ours, theirs] = [await freshStore(uri), await freshStore(uri)];
});

/** Versions in the order in which one process, then the other stores them; the largest is the newest. */
test.each<[what: string, byUs: readonly number[], byThem: readonly number[]]>([
  ['the first', [2], []],
  ['newer than what this process has stored', [0, 1, 2], []],
  ['newer than what another process has stored', [1], [2]],
  ['older than what this process has stored', [2, 0, 1], []],
  ['older than what another process has stored', [2], [0, 1]],
])(
  'when a version is %s, the newest stays, and what comes beside it is stored',
  async (what, byUs, byThem) => {
    for (const n of byUs) await storing(ours, what, n);
    for (const n of byThem) await storing(theirs, what, n);
    const stored = await ours.records.find({ sourceId: { $in: [what, ...besides(what)] } }).lean();
    expect(stored.map(({ title }) => title).sort()).toEqual(
      ['version 2', ...[...byUs, ...byThem].map((n) => `beside ${n}`)].sort(),
    );
  },
);

const besides = (what: string): readonly string[] => [0, 1, 2].map((n) => `${what} ${n}`);

async function storing(store: Store, id: string, n: number): Promise<void> {
  const version = testRecord({ id, title: `version ${n}`, at: `2026-11-24T10:0${n}:00+08:00` });
  const beside = testRecord({ id: besides(id)[n] ?? '', title: `beside ${n}` });
  await storeRecords(store, [version, beside].map(publishable));
}
