import {
  existsSync,
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually } from '../../test/harness/eventually.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { open311 } from '../open311/feed.ts';
import { openDropFolder } from './drop-folder.ts';
import { testContext, type TestContext } from './testing/test-context.ts';

const fixture = readFileSync(new URL('../open311/fixtures/nyc.csv', import.meta.url), 'utf8');
const header = fixture.slice(0, fixture.indexOf('\n'));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drop-folder-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Drops as writers should: whole, by a rename. */
function drop(name: string, content: string | Uint8Array): void {
  writeFileSync(join(folder, `${name}.part`), content);
  renameSync(join(folder, `${name}.part`), join(folder, name));
}

async function watch(context: TestContext, until: () => boolean): Promise<void> {
  const stop = new AbortController();
  const source = openDropFolder(
    { folder, formats: open311.files ?? [], profile: 'nyc', intervalMs: 5 },
    context,
  );
  const running = source.run(stop.signal);
  try {
    await Promise.race([eventually(until), running.then(() => Promise.reject(new Error('ended')))]);
  } finally {
    stop.abort();
    await running.catch(() => undefined);
  }
}
const inside = (name: string): string[] =>
  (existsSync(join(folder, name)) ? readdirSync(join(folder, name)) : []).sort();
const report = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));

it('takes a dropped file, moves it to done and writes a report beside it', async () => {
  drop('a.csv', `${fixture}ragged,row\n`);
  writeFileSync(join(folder, 'b.csv.part'), fixture);
  writeFileSync(join(folder, '.hidden.csv'), fixture);
  const context = testContext();
  await watch(context, () => inside('done').length === 2);
  expect(context.records.map(({ sourceId }) => sourceId)).toEqual(['90000001', '90000002', '90000003']);
  expect(context.records[0]).toMatchObject({ profile: 'nyc', connector: 'test-connector' });
  expect(inside('done')).toEqual(['a.csv', 'a.csv.report.json']);
  expect(report('done/a.csv.report.json')).toMatchObject({
    layout: 'nyc',
    records: 3,
    deadLetters: 1,
    byReason: { 'HUB_RECORD_INVALID row': 1 },
  });
  expect(readdirSync(folder).sort()).toEqual(['.hidden.csv', 'b.csv.part', 'done', 'failed', 'working']);
});

it('moves a file that it cannot read to failed, with the reason beside it and a dead letter', async () => {
  drop('bad.csv', 'a,b\n1,2\n');
  drop('good.csv', fixture);
  const context = testContext();
  await watch(context, () => inside('done').length === 2 && inside('failed').length === 2);
  expect(report('failed/bad.csv.report.json')).toMatchObject({
    code: 'HUB_RECORD_INVALID',
    refused: expect.stringContaining('"Unique Key"') as string,
  });
  expect(context.letters.map(({ value }) => Buffer.from(value).toString())).toEqual(['a,b\n1,2\n']);
  expect(context.records).toHaveLength(3);
});

it('goes on in the middle of a file after a crash, without loss or repeat', async () => {
  const [, row = ''] = fixture.split('\n');
  const keys = Array.from({ length: 1_200 }, (_unused, index) => String(90_000_001 + index));
  drop('big.csv', `${header}\n${keys.map((key) => row.replace('90000001', key)).join('\n')}\n`);
  const context = testContext();
  const save = context.cursor.save.bind(context.cursor);
  const crashing = {
    ...context,
    cursor: {
      ...context.cursor,
      async save(value: unknown) {
        await save(value);
        throw new HubError('HUB_STORE_UNAVAILABLE', 'crash after the first save');
      },
    },
  };
  await expect(watch(crashing as TestContext, () => false)).rejects.toThrow();
  expect(context.records.length).toBeGreaterThan(0);
  expect(context.records.length).toBeLessThan(1_200);
  await watch(context, () => inside('done').length === 2);
  expect(context.records.map(({ sourceId }) => sourceId)).toEqual(keys);
  expect(report('done/big.csv.report.json')).toMatchObject({ records: 1_200, deadLetters: 0 });
});

it('reads a later file of the same name from its start', async () => {
  const context = testContext();
  drop('a.csv', fixture);
  await watch(context, () => inside('done').length === 2);
  drop('a.csv', fixture);
  await watch(context, () => inside('done').length === 4);
  expect(context.records).toHaveLength(6);
});

it('waits for a writer that does not rename', async () => {
  const context = testContext();
  const path = join(folder, 'slow.csv');
  const pieces = (fixture.match(/[^]{1,400}/g) ?? []).slice();
  writeFileSync(path, pieces.shift() ?? '');
  // Called at the end of every look into the folder: the file has always changed since the last one.
  context.contact = () => {
    appendFileSync(path, pieces.shift() ?? '');
    if (pieces.length === 0) context.contact = () => undefined;
  };
  await watch(context, () => inside('done').length === 2);
  expect(context.letters).toEqual([]);
  expect(context.records).toHaveLength(3);
});
