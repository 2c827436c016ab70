import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import type { ExportFormat } from '../../../schema/canonical/export.ts';
import { connectStore } from '../../../schema/store/connection.ts';
import { ExportQueue } from '../../../schema/store/export-queue.ts';
import type { ExportJobDoc } from '../../../schema/store/export-jobs.ts';
import { openStore } from '../../../schema/store/models.ts';
import { exportPageId, type ExportCell } from '../../../schema/canonical/export.ts';
import { FULL_ACCESS } from '../../access/grants/access.ts';
import { exportJobOf } from '../../subgraphs/testing/export-job.ts';
import { ANALYST } from '../../subgraphs/testing/ask.ts';
import { csvOf } from '../files/csv.ts';
import { sheetOf } from '../files/sheet.ts';
import { xlsxOf } from '../files/xlsx.ts';
import { writeExport } from '../write-export.ts';

/** What a process of its own is asked for: exports of so many rows, one after the other. One JSON argument. */
export interface MemoryAsked {
  readonly uri: string;
  readonly sizes: readonly number[];
}

/** What is in memory at most while an export is written, and while its file is sent, in bytes of heap and buffers behind a collection. */
export interface MemoryTold {
  readonly rows: number;
  readonly writingBytes: number;
  readonly csvBytes: number;
  readonly xlsxBytes: number;
  /** Of the CSV: what would be in memory if it were whole. */
  readonly fileBytes: number;
}

const PAGE_ROWS = 100;
/** A row as long as one with a report in it. */
const TEXT = '工地拖欠工资'.repeat(80);
const LOOK_EVERY_PAGES = 5;
const { uri, sizes } = JSON.parse(process.argv[2] ?? '') as MemoryAsked;
const store = openStore(await connectStore(uri));
const queue = new ExportQueue(() => store);
let most = 0;
let pages = 0;

/** Counts what is alive every few pages. */
function look(): void {
  pages += 1;
  if (pages % LOOK_EVERY_PAGES !== 0) return;
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  most = Math.max(most, heapUsed + arrayBuffers);
}

async function peakOf(work: () => Promise<void>): Promise<number> {
  most = 0;
  await work();
  return most;
}

/** Answers pages of a list of so many rows, as a gateway would. */
function listOf(rows: number): Parameters<typeof writeExport>[1]['service'] {
  return {
    answer: ({ variables = {} }) => {
      const from = Number(variables['after'] ?? 0);
      const to = Math.min(rows, from + PAGE_ROWS);
      const nodes = Array.from({ length: to - from }, (_, at) => ({ code: `T-${from + at}`, title: TEXT }));
      const pageInfo = { hasNextPage: to < rows, endCursor: String(to) };
      return Promise.resolve({ data: { disputes: { nodes, pageInfo, totalCount: rows } } });
    },
  };
}

async function write(job: ExportJobDoc, rows: number): Promise<void> {
  await store.exportJobs.insertMany([job]);
  const taken = await queue.acquire('memory', 60_000, new Date());
  if (taken === null) throw new Error('the export was not there');
  await writeExport(taken, {
    queue,
    service: listOf(rows),
    schema: () => ({ getType: () => undefined }) as unknown as GraphQLSchema,
    grants: { accessFor: () => FULL_ACCESS },
    revocations: { isRevoked: () => false },
    log: pino({ level: 'silent' }),
    now: () => new Date(),
    leaseMs: 60_000,
    signal: new AbortController().signal,
    reached: (place) => {
      if (place === 'page written') look();
      return Promise.resolve();
    },
  });
}

async function* pagesOf(job: ExportJobDoc): AsyncGenerator<readonly (readonly ExportCell[])[]> {
  for (let at = 0; at < job.pages; at += 1) {
    const page = await store.exportPages.findById(exportPageId(job._id, at)).lean();
    look();
    yield JSON.parse(page?.rows ?? '') as ExportCell[][];
  }
}

/** Sends it to nowhere, as slowly as it is read. @returns bytes. */
async function send(job: ExportJobDoc, format: ExportFormat): Promise<number> {
  const sheet = sheetOf(job, pagesOf(job));
  const file = format === 'XLSX' ? xlsxOf(sheet) : Readable.from(csvOf(sheet), { objectMode: false });
  let bytes = 0;
  file.on('data', (chunk: Buffer) => (bytes += chunk.length));
  await once(file, 'end');
  return bytes;
}

for (const rows of sizes) {
  const asked = exportJobOf(ANALYST, {
    _id: `export-memory-${rows}`,
    accessKey: FULL_ACCESS.key,
    list: 'DISPUTES',
    columns: ['code', 'title'],
    criteria: '{}',
    state: 'QUEUED',
    rows: 0,
    pages: 0,
    cursor: null,
    total: null,
    createdAt: new Date().toISOString(),
  });
  const writingBytes = await peakOf(() => write(asked, rows));
  const job = (await store.exportJobs.findById(asked._id).lean<ExportJobDoc>()) ?? asked;
  if (job.state !== 'DONE' || job.rows !== rows) throw new Error(`${job.state}: ${job.error?.message ?? ''}`);
  let fileBytes = 0;
  const csvBytes = await peakOf(async () => {
    fileBytes = await send(job, 'CSV');
  });
  const xlsxBytes = await peakOf(async () => {
    await send(job, 'XLSX');
  });
  process.stdout.write(
    `${JSON.stringify({ rows, writingBytes, csvBytes, xlsxBytes, fileBytes } satisfies MemoryTold)}\n`,
  );
}
await store.connection.close();
