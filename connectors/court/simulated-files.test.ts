import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../test/harness/eventually.ts';
import { testContext, type TestContext } from '../kit/testing/test-context.ts';
import { courtFile } from '../simulator/agencies/court/files.ts';
import { spoiltCourtFile } from '../simulator/agencies/court/spoil.ts';
import { FAULTY_CHANNELS, type FaultKind } from '../simulator/faults/fault-kinds.ts';
import { FaultPlan } from '../simulator/faults/fault-plan.ts';
import { ofAgency, storyOf } from '../simulator/testing/story.ts';
import { courtDrop } from './drop.ts';
import { courtDraft } from './mapping.ts';

const CHANNEL = 'court.drop';
const SHARE = 0.02;
const MOST_ROWS = 40;

/** A fault that was dropped, as the city's ledger has it. */
interface Entry extends FaultKind {
  readonly file: string;
  readonly sourceId: string;
}

let root: string;
let context: TestContext;
const ledger: Entry[] = [];
const sound: string[] = [];
const versions = ofAgency(
  storyOf({ seed: 'court-faults', records: 4_000, days: 21, start: '2026-11-02T00:00:00+08:00' }).versions,
  'court',
);
const inside = (folder: string): string[] => readdirSync(join(root, 'court', folder));
const reportOf = (folder: string, file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(root, 'court', folder, `${file}.report.json`), 'utf8')) as Record<
    string,
    unknown
  >;

/** Writes the city's files with all faults on, as it would into a drop folder. */
function dropAll(folder: string): void {
  const plan = new FaultPlan('court-faults', SHARE);
  for (let from = 0; from < versions.length; from += MOST_ROWS) {
    const some = versions.slice(from, from + MOST_ROWS);
    const name = (extension: string, what = 'sound'): string =>
      `court-${String(from).padStart(6, '0')}-${what}.${extension}`;
    const cases = some.map(({ body }) => body);
    const whole = courtFile(cases, from / MOST_ROWS, some.at(-1)?.visibleMs ?? 0);
    for (const [index, version] of some.entries()) {
      const kind = plan.at(CHANNEL, from + index);
      const file = kind && spoiltCourtFile(kind.fault, version.body, version.visibleMs, whole);
      if (!kind || !file) continue;
      const spoilt =
        name(file.extension, `${index}-${kind.fault}`) + (file.halfWritten === true ? '.part' : '');
      writeFileSync(join(folder, spoilt), file.bytes);
      ledger.push({ ...kind, file: spoilt, sourceId: version.sourceId });
    }
    writeFileSync(join(folder, name(whole.extension)), whole.bytes);
    sound.push(name(whole.extension));
  }
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'court-files-'));
  context = testContext({ root });
  const config = courtDrop.configSchema.parse({ folder: 'court', 'poll.interval.ms': 100 });
  const source = courtDrop.open(config, context);
  const stop = new AbortController();
  const running = source.run(stop.signal);
  await eventually(() => existsSync(join(root, 'court', 'failed')));
  dropAll(join(root, 'court'));
  const taken = sound.length + ledger.filter(({ file }) => !file.endsWith('.part')).length;
  await eventually(() => (inside('done').length + inside('failed').length) / 2 === taken);
  stop.abort();
  await running;
}, 90_000);
afterAll(() => {
  rmSync(root, { recursive: true });
});

test('every fault of the channel occurs, and every sound case arrives in each of its versions', () => {
  const kinds = FAULTY_CHANNELS[CHANNEL].kinds.map(({ fault }) => fault);
  expect([...new Set(ledger.map(({ fault }) => fault))].sort()).toEqual([...kinds].sort());
  const versionOf = ({ sourceId, sourceTime }: { sourceId: string; sourceTime: string }): string =>
    `${sourceId} ${sourceTime}`;
  const arrived = new Set(context.records.map(versionOf));
  expect(versions.map(versionOf).filter((version) => !arrived.has(version))).toEqual([]);
  for (const file of sound) {
    const report = reportOf('done', file);
    if ('sameAs' in report) expect(report['sameAs']).toContain('twice');
    else expect(report).toMatchObject({ deadLetters: 0 });
  }
});

test('every spoilt thing ends as the ledger says', () => {
  const lettersOf = (file: string): readonly string[] =>
    context.letters.filter(({ origin }) => origin.topic.endsWith(`~${file}`)).map(({ reason }) => reason);
  for (const { expect: expected, fault, file, sourceId } of ledger) {
    const what = `${fault} ${file}`;
    switch (expected) {
      case 'DEAD_LETTER':
        expect(reportOf('done', file), what).toMatchObject({ records: 0, deadLetters: 1 });
        expect(lettersOf(file), what).toHaveLength(1);
        break;
      case 'FILE_REFUSED':
        expect(reportOf('failed', file), what).toMatchObject({ refused: expect.any(String) as string });
        expect(lettersOf(file), what).toHaveLength(1);
        break;
      case 'FLAGGED': {
        const drafts = context.records
          .filter((record) => record.sourceId === sourceId)
          .map(({ bytes, ...envelope }) => courtDraft(bytes, envelope));
        expect(
          drafts.flatMap(({ flags }) => flags),
          what,
        ).toContain('UNKNOWN_COLUMNS:承办法官');
        break;
      }
      case 'NO_OP':
        if (file.endsWith('.part')) expect(existsSync(join(root, 'court', file)), what).toBe(true);
        else expect(lettersOf(file), what).toEqual([]);
        break;
      case 'RETRIED':
      case 'WITHDRAWN':
        throw new Error(`the court has no ${expected}`);
    }
  }
  const expected = ledger.filter((entry) => ['DEAD_LETTER', 'FILE_REFUSED'].includes(entry.expect));
  expect(context.letters).toHaveLength(expected.length);
});

test('nothing of another file is in what was taken', () => {
  const all = [...context.records.map(({ bytes }) => bytes), ...context.letters.map(({ value }) => value)];
  for (const bytes of all) expect(Buffer.from(bytes).includes(`>${hostname()}`)).toBe(false);
});
