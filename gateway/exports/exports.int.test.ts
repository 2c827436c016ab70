import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { countExports, dropAllExports } from '../../schema/store/export-changes.ts';
import { ExportQueue } from '../../schema/store/export-queue.ts';
import type { ExportJobDoc } from '../../schema/store/export-jobs.ts';
import type { AuditDraft } from '../../schema/canonical/audit.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { testSize } from '../../test/harness/size.ts';
import { createAuditor } from '../access/audit/auditor.ts';
import type { Caller } from '../access/caller.ts';
import { FULL_ACCESS, NO_ACCESS } from '../access/grants/access.ts';
import { WORKING_SCOPES } from '../access/identity/token-scopes.ts';
import { accessOf } from '../access/testing/partial-access.ts';
import { dispute, party, record, storeRecords } from '../subgraphs/testing/fixtures.ts';
import { ExportWorld } from './testing/export-world.ts';

const COUNT = testSize() === 'full' ? 10_000 : 250;
const PAGES = Math.ceil(COUNT / 100);
const NAME = '张伟';
const PHONE = '13812345678';

const WANG: Caller = Object.freeze({
  partner: 'police',
  actor: 'wang',
  purpose: 'DISPUTE_HANDLING',
  access: FULL_ACCESS,
  scopes: WORKING_SCOPES,
});
const masked = accessOf({}, { all: 'MASKED' }, ['EXPORT', 'MATCH', 'COLOUR']);
const PEOPLE = {
  wang: WANG,
  li: { ...WANG, actor: 'li' },
  court: { ...WANG, partner: 'court', actor: 'wang' },
  analyst: { ...WANG, partner: 'analyst', actor: 'chen', access: masked },
  powerless: { ...WANG, partner: 'grid', actor: 'zhao', access: accessOf({}, { all: 'CLEAR' }) },
  nobody: { ...WANG, partner: 'hotline', actor: 'sun', access: NO_ACCESS },
} as const satisfies Record<string, Caller>;

/** What stands in the audit. */
const audited: AuditDraft[] = [];
let store: Store;
let world: ExportWorld;

beforeAll(async () => {
  store = await freshStore();
  const records = Array.from({ length: COUNT }, (_, at) =>
    record('police110', `J${at}`, {
      numbers: [`JJ${at}`],
      title: at === 0 ? '=HYPERLINK("http://x")' : `欠薪,"第${at}号"\n换行`,
      narrative: '工地拖欠工资，张伟电话13812345678',
      reportedAt: new Date(Date.UTC(2026, 10, 1) + at * 60_000).toISOString(),
      parties: [party({ name: NAME, phone: PHONE, idNumber: '320602199001011234' })],
    }),
  );
  await storeRecords(store, records);
  await store.disputes.insertMany(
    records.map((one, at): DisputeDoc =>
      dispute(`T-320612-2611${String(1 + (at % 28)).padStart(2, '0')}-${code(at)}`, [one], {
        title: one.title,
        lastActivityAt: one.reportedAt,
        parties: [
          {
            id: `party-${at}`,
            kind: 'PERSON',
            roles: ['REPORTER'],
            name: NAME,
            phones: [PHONE],
            idNumber: null,
            addresses: [],
            recordIds: [one._id],
          },
        ],
      }),
    ),
  );
  world = await openWorld();
}, 300_000);
afterAll(async () => {
  await world.close();
});

function openWorld(): Promise<ExportWorld> {
  const queue = new ExportQueue(() => store);
  const chain = {
    write: (draft: AuditDraft): Promise<void> => {
      audited.push(draft);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  const audit = createAuditor(chain, { warn: () => undefined });
  return ExportWorld.open(store, new Map(Object.entries(PEOPLE)), { queue, eventually }, { audit });
}

/** Letters that make each code another. */
function code(at: number): string {
  return at.toString(36).toUpperCase().padStart(6, '0');
}

let calls = 0;
const input = (given: object = {}): object => ({
  clientMutationId: `call-${(calls += 1)}`,
  list: 'DISPUTES',
  format: 'CSV',
  ...given,
});

interface Listed {
  readonly code: string;
  readonly title: string | null;
  readonly parties: readonly { readonly name: string | null; readonly phones: readonly string[] | null }[];
}

async function listed(name: string): Promise<readonly Listed[]> {
  const found: Listed[] = [];
  let after: string | null = null;
  do {
    const { data } = await world.ask(
      name,
      'query ($after: String) { disputes(first: 100, after: $after) { nodes { code title parties { name phones } } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    const page = data['disputes'] as {
      nodes: Listed[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    found.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

/** Headings, rows and what stands behind them. */
function csvRows(bytes: Buffer): { heads: string[]; rows: string[][]; about: Record<string, string> } {
  const text = bytes.toString('utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  const lines: string[][] = parse(text, { bom: true, relaxColumnCount: true, skipEmptyLines: true });
  const [heads = []] = lines;
  const foot = lines.filter(([first]) => first?.startsWith('# '));
  return {
    heads,
    rows: lines.slice(1, lines.length - foot.length),
    about: Object.fromEntries(foot.map(([label = '', value = '']) => [label.slice(2), value])),
  };
}

const unguarded = (cell: string | undefined): string =>
  (cell ?? '').replace(/^'(?=[=+\-@])/, '').replace(/\t$/, '');

test('an export fails, and keeps nothing, when a grant ends while it is written', async () => {
  const changed = accessOf({}, { all: 'MASKED', sensitivity: 'NORMAL' }, ['EXPORT']);
  const lone = await openWorld();
  // Whatever happens: what it runs would take the exports of the other tests.
  onTestFinished(() => lone.close());
  let written = 0;
  lone.run({
    reached: (place) => {
      if (place === 'page written' && (written += 1) === 1) lone.grant('li', changed);
      return Promise.resolve();
    },
  });
  const { id } = await lone.create('li', input());
  const job = await lone.over('li', id);
  expect(job).toMatchObject({ state: 'FAILED', url: null, error: { code: 'HUB_GRANT_ENDED' } });
  // It is over first, so that nobody fetches it any more, and is dropped then.
  await eventually(async () => (await store.exportPages.countDocuments({ jobId: id })) === 0);
});

test('another process goes on where one that was killed had come to, and the dead one writes no more', async () => {
  const lone = await openWorld();
  let wake: () => void = () => undefined;
  const hung = new Promise<void>((resolve) => {
    wake = resolve;
  });
  let read = 0;
  let isStuck = false;
  lone.run({
    leaseMs: 500,
    reached: (place) => {
      if (place !== 'page read' || (read += 1) < 2) return Promise.resolve();
      isStuck = true;
      return hung;
    },
  });
  const { id } = await lone.create('court', input({ columns: ['code'] }));
  await eventually(() => isStuck, { what: 'the first process' });
  lone.run();
  const job = await lone.over('court', id);
  expect(job).toMatchObject({ state: 'DONE', progress: { rows: COUNT } });
  wake();
  const bytes = Buffer.from(await (await lone.fetch('court', job.url)).arrayBuffer());
  expect(csvRows(bytes).rows.map(([first]) => first)).toEqual((await listed('court')).map((one) => one.code));
  await lone.close();
  expect(await store.exportPages.countDocuments({ jobId: id })).toBe(PAGES);
  const stored = await store.exportJobs.findById(id).lean<ExportJobDoc>();
  expect(stored).toMatchObject({ lease: null, rows: COUNT });
  expect(stored?.leases).toBeGreaterThanOrEqual(2);
});

describe('a list in a file', () => {
  beforeAll(() => {
    world.run();
  });
  const columns = ['code', 'title', 'parties', 'phones', 'openedAt', 'recordCount'];

  test('is as CSV what the list answers, row by row, with all that it says of itself', async () => {
    const { job, bytes } = await world.file('wang', input({ columns }));
    const { heads, rows, about } = csvRows(bytes);
    expect(heads).toEqual(['一案一码', '事件名称', '当事人', '联系电话', '首次报告时间', '记录总数', '水印']);
    const expected = (await listed('wang')).map((one) => [one.code, one.title, NAME, PHONE]);
    expect(expected).toHaveLength(COUNT);
    expect(rows.map(([first, title, ...rest]) => [first, unguarded(title), ...rest.slice(0, 2)])).toEqual(
      expected,
    );
    expect(job.progress).toEqual({ rows: COUNT, total: Math.min(COUNT, 10_000), truncated: false });
    expect(rows.every((row) => row.at(-1) === job.watermark)).toBe(true);
    expect(job.watermark).toMatch(/^police\/wang\/[0-9a-f]{8}$/);
    expect(about).toMatchObject({
      列表: '纠纷列表',
      时区: 'Asia/Shanghai',
      导出人: 'police/wang',
      使用目的: 'DISPUTE_HANDLING',
      行数: String(COUNT),
      水印: job.watermark,
    });
    // By the clock of the place, eight hours ahead.
    expect(rows.at(-1)?.[4]).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
    // No cell begins a formula.
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(bytes.toString('utf8')).toContain(`"'=HYPERLINK(""http://x"")"`);
  }, 300_000);

  test('is as XLSX the same, with a second sheet that says what it is', async () => {
    const { job, bytes } = await world.file(
      'wang',
      input({
        columns,
        format: 'XLSX',
        language: 'EN',
        timeZone: 'UTC',
        disputes: { filter: { minRecords: 1 } },
      }),
    );
    const sheets = await readXlsx(bytes);
    const [heads, ...rows] = sheets[0]?.data ?? [];
    expect(heads?.slice(0, 4)).toEqual(['Code', 'Title', 'Parties', 'Telephone numbers']);
    expect(rows.map((row) => row.slice(0, 4))).toEqual(
      (await listed('wang')).map((one) => [one.code, one.title, NAME, PHONE]),
    );
    expect(rows[0]?.[4]).toBeInstanceOf(Date);
    expect(rows[0]?.[5]).toBe(1);
    const about = Object.fromEntries((sheets[1]?.data ?? []).map(([label, value]) => [String(label), value]));
    expect(about).toMatchObject({
      List: 'Disputes',
      Filter: expect.stringContaining('"minRecords":1') as string,
      'Time zone': 'UTC',
      'Exported by': 'police/wang',
      Watermark: job.watermark,
    });
  }, 300_000);

  test('is of what a search finds, too', async () => {
    const search = { query: '工地拖欠工资', filter: { feeds: ['POLICE110'] } };
    const { bytes } = await world.file(
      'wang',
      input({
        list: 'SEARCH',
        search,
        columns: ['feed', 'number', 'matched', 'disputeCode'],
        language: 'ZH_TW',
      }),
    );
    const { heads, rows } = csvRows(bytes);
    expect(heads.slice(0, 2)).toEqual(['來源', '單號']);
    expect(rows).toHaveLength(COUNT);
    expect(new Set(rows.map(([, number]) => number)).size).toBe(COUNT);
    expect(rows[0]?.[2]).toBe('文本');
    expect(rows[0]?.[3]).toMatch(/^T-320612-/);
  }, 300_000);

  test('never holds a value that its asker sees masked', async () => {
    const hidden = /张伟|13812345678|320602199001011234/;
    const disputes = await world.file('analyst', input());
    expect(csvRows(disputes.bytes).rows).toHaveLength(COUNT);
    expect(disputes.bytes.toString('utf8')).not.toMatch(hidden);
    // Whoever may match by a whole number finds by it what they see masked.
    const found = await world.file('analyst', input({ list: 'SEARCH', search: { query: PHONE } }));
    const { rows } = csvRows(found.bytes);
    expect(rows).toHaveLength(COUNT);
    expect(rows.flat().join(' ')).not.toMatch(hidden);
  }, 300_000);

  test('is made once by one call', async () => {
    const asked = input({ columns: ['code'] });
    const one = await world.create('wang', asked);
    expect((await world.create('wang', asked)).id).toBe(one.id);
    const other = world.create('wang', { ...asked, format: 'XLSX' });
    await expect(other).rejects.toThrow('HUB_IDEMPOTENCY_MISMATCH');
    expect((await world.over('wang', one.id)).state).toBe('DONE');
  });
});

test('an export is refused, or fails, when its asker lacks the right, or the list, or asks for what there is not', async () => {
  await expect(world.create('powerless', input())).rejects.toThrow(/HUB_FIELD_NOT_GRANTED|HUB_FORBIDDEN/);
  await expect(world.create('nobody', input())).rejects.toThrow(/HUB_FIELD_NOT_GRANTED|HUB_FORBIDDEN/);
  await expect(world.create('wang', input({ columns: ['shoeSize'] }))).rejects.toThrow('shoeSize');
  await expect(world.create('wang', input({ timeZone: 'Mars/Base' }))).rejects.toThrow('Mars/Base');
  await expect(world.create('wang', input({ list: 'SEARCH' }))).rejects.toThrow('HUB_BAD_REQUEST');
  await expect(world.create('wang', input({ search: { query: '欠薪' } }))).rejects.toThrow('HUB_BAD_REQUEST');
  const { id } = await world.create('wang', input({ list: 'AUDIT_ENTRIES' }));
  expect((await world.over('wang', id)).error?.code).toBe('HUB_SCOPE_INSUFFICIENT');
});

describe('the address of a file', () => {
  test('opens for who asked for it alone, with a token for the same purpose, and says what it brings', async () => {
    const { id } = await world.create('li', input({ columns: ['code'] }));
    const { url, fileName } = await world.over('li', id);
    const response = await world.fetch('li', url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect(response.headers.get('cache-control')).toContain('no-store');
    const disposition = response.headers.get('content-disposition') ?? '';
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(fileName);
    expect(fileName).toMatch(/^纠纷列表-\d{8}-\d{6}\.csv$/);
    await response.arrayBuffer();
    const own = audited.filter(({ requestId }) => requestId === id);
    const looks = own.filter(({ kind, rowCount }) => kind === 'QUERY' && rowCount > 0);
    expect(looks.length).toBeGreaterThanOrEqual(PAGES);
    expect(looks[0]).toMatchObject({ partner: 'police', actor: 'li', purpose: 'DISPUTE_HANDLING' });
    expect(own.at(-1)).toMatchObject({ kind: 'EXPORT_DOWNLOAD', actor: 'li', rowCount: COUNT });
    for (const other of ['wang', 'court', 'analyst']) {
      expect((await world.fetch(other, url)).status, other).toBe(404);
      expect(await world.told(other, id)).toBeNull();
    }
    expect((await world.fetch('stranger', url)).status).toBe(401);
    expect((await world.fetch('li', `${url ?? ''}x`)).status).toBe(404);
    world.people.set('li', Object.freeze({ ...PEOPLE.li, purpose: 'LAW_ENFORCEMENT' }));
    expect((await world.fetch('li', url)).status).toBe(403);
    world.people.set('li', Object.freeze({ ...PEOPLE.li, access: masked }));
    const changed = await world.fetch('li', url);
    expect(changed.status).toBe(403);
    expect(await changed.text()).toContain('HUB_GRANT_ENDED');
    world.people.set('li', PEOPLE.li);
    expect((await world.fetch('li', url)).status).toBe(200);
  });

  test('answers 410 when its time is over, when it was taken away, and when its rows are gone', async () => {
    const done = async (): Promise<{ id: string; url: string | null }> => {
      const { id } = await world.create('li', input({ columns: ['code'] }));
      return world.over('li', id);
    };
    const [expired, cancelled, erased] = [await done(), await done(), await done()];
    await store.exportJobs.updateOne({ _id: expired.id }, { expiresAt: '2026-01-01T00:00:00.000Z' });
    expect(await world.told('li', expired.id)).toMatchObject({ state: 'EXPIRED', url: null });
    const cancel =
      'mutation ($input: CancelExportInput!) { cancelExport(input: $input) { job { state url } } }';
    const { data } = await world.ask('li', cancel, { input: { clientMutationId: 'c', id: cancelled.id } });
    expect(data['cancelExport']).toEqual({ job: { state: 'CANCELLED', url: null } });
    expect(await store.exportPages.countDocuments({ jobId: cancelled.id })).toBe(0);
    const pages = await store.exportPages.find({ jobId: erased.id }).lean();
    expect(await countExports(store)).toBeGreaterThan(0);
    await dropAllExports(store, new Date().toISOString());
    expect(await countExports(store)).toBe(0);
    expect(await store.exportPages.countDocuments()).toBe(0);
    // As one that was killed between ending an export and dropping its pages leaves it.
    await store.exportPages.insertMany(pages);
    await dropAllExports(store, new Date().toISOString());
    expect(await store.exportPages.countDocuments()).toBe(0);
    for (const { url } of [expired, cancelled, erased]) {
      const response = await world.fetch('li', url);
      expect(response.status).toBe(410);
      expect(await response.text()).toContain('HUB_EXPORT_EXPIRED');
    }
    const foreign = await world.ask('court', cancel, { input: { clientMutationId: 'c', id: erased.id } });
    expect(foreign.code).toBe('HUB_NOT_FOUND');
  });
});
