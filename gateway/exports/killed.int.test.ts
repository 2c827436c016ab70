import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ExportQueue } from '../../schema/store/export-queue.ts';
import type { ExportJobDoc } from '../../schema/store/export-jobs.ts';
import type { Store } from '../../schema/store/models.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri, freshStore } from '../../test/harness/servers.ts';
import { testSize } from '../../test/harness/size.ts';
import type { Caller } from '../access/caller.ts';
import { FULL_ACCESS } from '../access/grants/access.ts';
import { WORKING_SCOPES } from '../access/identity/token-scopes.ts';
import { dispute, record, storeRecords } from '../subgraphs/testing/fixtures.ts';
import type { ExportProcess } from './testing/export-process.ts';
import { ExportWorld } from './testing/export-world.ts';

const COUNT = 550;
/** Where each process is killed, and how many pages are written by then. A process costs seconds to start: one is enough every day. */
const VICTIMS = (
  [
    { stopAt: 'page read', times: 3, written: 2 },
    { stopAt: 'page written', times: 2, written: 4 },
  ] as const
).slice(0, testSize() === 'full' ? 2 : 1);
const SCRIPT = fileURLToPath(new URL('testing/export-process.ts', import.meta.url));
const uri = freshDatabaseUri();
const caller: Omit<Caller, 'access'> = {
  partner: 'police',
  actor: 'wang',
  purpose: 'DISPUTE_HANDLING',
  scopes: WORKING_SCOPES,
};

let store: Store;
let world: ExportWorld;
const children: ChildProcess[] = [];
beforeAll(async () => {
  store = await freshStore(uri);
  const records = Array.from({ length: COUNT }, (_, at) => record('police110', `J${at}`));
  await storeRecords(store, records);
  await store.disputes.insertMany(
    records.map((one, at) =>
      dispute(`T-320612-261101-${at.toString(36).toUpperCase().padStart(6, '0')}`, [one], {
        openedAt: new Date(Date.UTC(2026, 10, 1) + at * 60_000).toISOString(),
      }),
    ),
  );
  const people = new Map([['one', Object.freeze({ ...caller, access: FULL_ACCESS })]]);
  world = await ExportWorld.open(store, people, { queue: new ExportQueue(() => store), eventually });
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => world.close());

interface Running {
  readonly child: ChildProcess;
  readonly said: (word: string) => Promise<unknown>;
}

function start(given: Pick<ExportProcess, 'stopAt' | 'times'>): Running {
  const told: ExportProcess = { uri, caller, leaseMs: 3_000, ...given };
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(told)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, said: (word) => eventually(() => text.includes(word), { what: word }) };
}

/** Dead at once, and really: no handler of its own has run. */
async function kill9({ child }: Running): Promise<void> {
  child.kill('SIGKILL');
  const [, signal] = (await once(child, 'exit')) as [number | null, string];
  expect(signal).toBe('SIGKILL');
}

test('processes that are killed with -9 in the middle leave a file that is whole, with no row twice', async () => {
  const running = VICTIMS.map(({ stopAt, times }) => start({ stopAt, times }));
  await Promise.all(running.map((one) => one.said('ready')));
  const { id } = await world.create('one', {
    clientMutationId: 'killed',
    list: 'DISPUTES',
    disputes: { orderBy: 'OPENED_ASC' },
    columns: ['code'],
    format: 'CSV',
  });
  const written = async (): Promise<number> =>
    (await store.exportJobs.findById(id).lean<ExportJobDoc>())?.pages ?? 0;
  for (const [at, victim] of running.entries()) {
    victim.child.stdin?.write('go\n');
    await victim.said('stopped');
    await kill9(victim);
    expect(await written()).toBe(VICTIMS[at]?.written);
  }
  world.run();
  const job = await world.over('one', id);
  expect(job).toMatchObject({ state: 'DONE', progress: { rows: COUNT, total: COUNT } });
  const text = await (await world.fetch('one', job.url)).text();
  const rows: string[][] = parse(text, { bom: true, relaxColumnCount: true, skipEmptyLines: true, from: 2 });
  const codes = rows.map(([code = '']) => code).filter((code) => code.startsWith('T-'));
  const stored = await store.disputes.find().sort({ openedAt: 1 }).lean();
  expect(codes).toEqual(stored.map(({ code }) => code));
  expect((await store.exportJobs.findById(id).lean<ExportJobDoc>())?.leases).toBe(1 + VICTIMS.length);
});
