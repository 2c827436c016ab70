import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

const NOBODY = 65_534;

async function watch(
  context: TestContext,
  until: () => boolean,
  formats = open311.files ?? [],
): Promise<void> {
  const stop = new AbortController();
  const source = openDropFolder({ folder, formats, profile: 'nyc', intervalMs: 5 }, context);
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
  drop('a.csv', fixture.replaceAll('90000', '80000'));
  await watch(context, () => inside('done').length === 4);
  expect(context.records).toHaveLength(6);
});

it('takes each file in the form that its ending says, capital letters or small', async () => {
  const forms: string[] = [];
  const [csv] = open311.files ?? [];
  if (csv === undefined) throw new Error('no format');
  const formats = ['.csv', '.xml'].map((ending) => ({
    ...csv,
    endings: [ending],
    async *read(...[reading, from]: Parameters<typeof csv.read>) {
      forms.push(`${ending} ${reading.name}`);
      yield* csv.read(reading, from);
    },
  }));
  drop('a.CSV', fixture);
  drop('b.Xml', fixture.replaceAll('90000', '80000'));
  await watch(testContext(), () => inside('done').length === 4, formats);
  expect(forms).toEqual(['.csv a.CSV', '.xml b.Xml']);
});

describe('a file with the bytes of an earlier one', () => {
  it('is not read again, also after a restart, and its report names that one', async () => {
    const context = testContext();
    drop('a.csv', fixture);
    await watch(context, () => inside('done').length === 2);
    drop('b.csv', fixture);
    await watch(context, () => inside('done').length === 4);
    expect(context.records).toHaveLength(3);
    expect(report('done/b.csv.report.json')).toMatchObject({
      sameAs: 'a.csv',
      sha256: (report('done/a.csv.report.json') as { sha256: string }).sha256,
      said: expect.stringMatching(/a\.csv, which was taken before.*tributary ingest/) as string,
    });
    drop('b.csv', fixture);
    await watch(context, () => inside('done').length === 6);
    expect(context.records).toHaveLength(3);
    const third = inside('done').find((name) => /~b\.csv\.report/.test(name)) ?? '';
    expect(report(`done/${third}`)).toMatchObject({ sameAs: 'a.csv' });
  });

  it('is read when the earlier one was refused, or when its report was taken away', async () => {
    const context = testContext();
    drop('a.csv', 'a,b\n1,2\n');
    await watch(context, () => inside('failed').length === 2);
    drop('b.csv', 'a,b\n1,2\n');
    await watch(context, () => inside('failed').length === 4);
    expect(context.letters).toHaveLength(2);
    drop('c.csv', fixture);
    await watch(context, () => inside('done').length === 2);
    rmSync(join(folder, 'done', 'c.csv.report.json'));
    drop('d.csv', fixture);
    await watch(context, () => inside('done').length === 3);
    expect(context.records).toHaveLength(6);
  });

  it('is told from itself after a crash between its report and its move', async () => {
    const context = testContext();
    drop('a.csv', fixture);
    await watch(context, () => inside('done').length === 2);
    const { file } = report('done/a.csv.report.json') as { file: string };
    renameSync(join(folder, 'done', 'a.csv'), join(folder, 'working', file));
    await watch(context, () => inside('done').includes('a.csv'));
    expect(inside('done')).toEqual(['a.csv', 'a.csv.report.json']);
    expect(report('done/a.csv.report.json')).toMatchObject({ file, records: 3 });
    expect(context.records).toHaveLength(3);
  });
});

describe('stays in the folder and is told once', () => {
  async function staying(
    setUp: () => void,
    patience = 60,
  ): Promise<{ context: TestContext; told: string[] }> {
    setUp();
    const context = testContext();
    const told: string[] = [];
    context.log.warn = (fields) => told.push((fields as { why: string }).why);
    drop('good.csv', fixture);
    await watch(context, () => inside('done').length === 2 && context.contacts > patience);
    expect(context.records).toHaveLength(3);
    expect(context.letters).toEqual([]);
    expect(inside('failed')).toEqual([]);
    return { context, told };
  }
  it('what has no ending that is taken', async () => {
    const { told } = await staying(() => {
      drop('list.xlsx', 'x');
    });
    expect(told).toEqual([expect.stringMatching(/end in \.csv here/)]);
    expect(readdirSync(folder)).toContain('list.xlsx');
  });

  it('a link, which is never followed', async () => {
    const { told } = await staying(() => {
      mkdirSync(join(folder, '.elsewhere'));
      writeFileSync(join(folder, '.elsewhere', 'secret'), fixture.replaceAll('90000', '70000'));
      symlinkSync(join(folder, '.elsewhere', 'secret'), join(folder, 'a.csv'));
      symlinkSync('/nowhere', join(folder, 'b.csv'));
      linkSync(join(folder, '.elsewhere', 'secret'), join(folder, 'c.csv'));
    });
    expect(told).toEqual([
      expect.stringMatching(/is a link/),
      expect.stringMatching(/is a link/),
      expect.stringMatching(/hard link/),
    ]);
  });

  it('a folder, and a name that is too long', async () => {
    const { told } = await staying(() => {
      mkdirSync(join(folder, 'a.csv'));
      drop(`${'案'.repeat(60)}.csv`, fixture);
    });
    expect(told).toEqual([
      expect.stringMatching(/no regular file/),
      expect.stringMatching(/184 bytes, at most 180/),
    ]);
  });

  it('a name that is not UTF-8', async () => {
    const { told } = await staying(() => {
      writeFileSync(
        Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xb0, 0xb8]), Buffer.from('.csv')]),
        fixture,
      );
    });
    expect(told).toEqual([expect.stringMatching(/not UTF-8/)]);
  });

  it.runIf(process.getuid?.() === 0)('what may not be read, and is taken once it may', async () => {
    chmodSync(folder, 0o777);
    process.seteuid?.(NOBODY);
    try {
      const { context, told } = await staying(() => {
        process.seteuid?.(0);
        writeFileSync(join(folder, 'a.csv'), fixture.replaceAll('90000', '70000'), { mode: 0o600 });
        process.seteuid?.(NOBODY);
      });
      expect(told).toEqual([expect.stringMatching(/may not be read/)]);
      process.seteuid?.(0);
      chmodSync(join(folder, 'a.csv'), 0o644);
      process.seteuid?.(NOBODY);
      await watch(context, () => inside('done').length === 4);
      expect(context.records).toHaveLength(6);
    } finally {
      process.seteuid?.(0);
    }
  });
});

it('does not read through a link that was put in the place of a picked-up file', async () => {
  mkdirSync(join(folder, 'working'));
  writeFileSync(join(folder, '.secret'), fixture);
  symlinkSync(join(folder, '.secret'), join(folder, 'working', '20261124T040000000Z-000000-1~a.csv'));
  const context = testContext();
  await watch(context, () => inside('failed').length === 2);
  expect(context.records).toEqual([]);
  expect(report('failed/a.csv.report.json')).toMatchObject({
    refused: expect.stringContaining('link') as string,
  });
});

it('reads again what was written while it was read, and sends no half row', async () => {
  const context = testContext();
  const rows = fixture.split('\n');
  const half = rows.slice(0, 2).join('\n').length + 30;
  drop('a.csv', fixture.slice(0, half));
  const [csv] = open311.files ?? [];
  if (csv === undefined) throw new Error('no format');
  const slow = {
    ...csv,
    async *read(...[reading, from]: Parameters<typeof csv.read>) {
      for await (const batch of csv.read(reading, from)) {
        if (context.contacts < 5) appendFileSync(reading.path, fixture.slice(half));
        context.contacts += 5;
        yield batch;
      }
    },
  };
  await watch(context, () => inside('done').length === 2, [slow]);
  expect(context.records.map(({ sourceId }) => sourceId)).toEqual(['90000001', '90000002', '90000003']);
  expect(context.letters).toEqual([]);
});

const SHARED_MEMORY = '/dev/shm';
it.runIf(existsSync(SHARED_MEMORY) && statSync(SHARED_MEMORY).dev !== statSync(tmpdir()).dev)(
  'says what is wrong when its folders lie on different file systems',
  async () => {
    const other = mkdtempSync(join(SHARED_MEMORY, 'drop-folder-'));
    try {
      symlinkSync(other, join(folder, 'working'));
      drop('a.csv', fixture);
      await expect(watch(testContext(), () => false)).rejects.toMatchObject({
        code: 'HUB_CONFIG_INVALID',
        message: expect.stringMatching(/different file systems/) as string,
      });
      expect(readdirSync(folder)).toContain('a.csv');
    } finally {
      rmSync(other, { recursive: true });
    }
  },
);

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
