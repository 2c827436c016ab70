import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FaultLedger, readFaults, type FaultEntry } from './fault-ledger.ts';

const entry = (id: string): FaultEntry => ({
  id,
  agency: 'court',
  channel: 'court.drop',
  fault: 'cut-off',
  expect: 'FILE_REFUSED',
  count: 1,
});

async function all(path: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of readFaults(path)) ids.push(id);
  return ids;
}

async function newPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'faults.jsonl');
}

test('each fault is there once, also after a restart and with another process that adds', async () => {
  const path = await newPath();
  const first = await FaultLedger.open(path);
  await first.add(entry('a'));
  await first.add(entry('a'));
  const second = await FaultLedger.open(path);
  await second.add(entry('a'));
  await second.add(entry('b'));
  await first.add(entry('c'));
  expect(await all(path)).toEqual(['a', 'b', 'c']);
});

test('half a line that a crash left spoils neither what stands before nor what comes after', async () => {
  const path = await newPath();
  await (await FaultLedger.open(path)).add(entry('a'));
  await appendFile(path, '{"id":"b","agen');
  const ledger = await FaultLedger.open(path);
  await ledger.add(entry('b'));
  expect(await all(path)).toEqual(['a', 'b']);
});

test('a line that is no fault is told, not passed over', async () => {
  const path = await newPath();
  await appendFile(path, '{"id":"a","agency":"customs"}\n');
  await expect(all(path)).rejects.toThrow('agency');
});
