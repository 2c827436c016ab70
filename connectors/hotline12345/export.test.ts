import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { EXPORT_COLUMNS, exportCells, exportCsv } from '../simulator/agencies/hotline12345/export.ts';
import type { HotlineTicket } from '../simulator/agencies/hotline12345/shape.ts';
import { ofAgency, storyOf } from '../simulator/testing/story.ts';
import { csvText } from '../simulator/writing/csv.ts';
import { isRestatement, readRestatement } from '../kit/restatement.ts';
import { testContext, type TestContext } from '../kit/testing/test-context.ts';
import { hotlineExport } from './export.ts';
import { hotlineDraft } from './mapping.ts';

/** Forty tickets of one day, in the first state of each. */
const DAY = '2026-11-03';
const { versions } = storyOf({ seed: 'export', records: 2_000, days: 3, start: '2026-11-02T00:00:00+08:00' });
const tickets: readonly HotlineTicket[] = [
  ...new Map(
    ofAgency(versions, 'hotline12345')
      .filter(({ body, change }) => change === 'new' && body.createdAt.startsWith(DAY))
      .map(({ body }) => [body.ticketNo, body]),
  ).values(),
]
  .sort((left, right) => (left.ticketNo < right.ticketNo ? -1 : 1))
  .slice(0, 40);
const ticketAt = (index: number): HotlineTicket => tickets[index] as HotlineTicket;
const without = (...gone: number[]): HotlineTicket[] => tickets.filter((_, index) => !gone.includes(index));
const numbers = (...indexes: number[]): string[] => indexes.map((index) => ticketAt(index).ticketNo);

let home: string;
let hub: TestContext;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'hotline-export-'));
  hub = testContext({ root: home, toDraft: hotlineDraft });
  hub.nowMs = Date.parse('2026-11-10T10:00:00+08:00');
  await polled(...tickets);
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

/** As the interface's poller emits them. */
async function polled(...given: readonly HotlineTicket[]): Promise<void> {
  await hub.emit(
    given.map((ticket) => ({
      feed: 'hotline12345',
      sourceId: ticket.ticketNo,
      sourceTime: ticket.updatedAt,
      receivedAt: new Date(hub.nowMs).toISOString(),
      contentType: 'application/json',
      bytes: Buffer.from(JSON.stringify(ticket)),
      eventId: 'e',
      eventSource: 'urn:hotline12345',
      eventType: 'test',
      connector: 'rest',
      profile: null,
    })),
  );
}

const at = (asOf: string, more = ''): string => `tickets-20261103-asof-${asOf}${more}.csv`;
const NIGHT = at('20261104T020000');

/** Drops a file and waits until it is done or failed. */
async function taken(
  name: string,
  content: readonly HotlineTicket[] | string | Uint8Array,
  config: object = {},
): Promise<Readonly<Record<string, unknown>>> {
  // Files are told apart by when they were picked up.
  hub.nowMs += 1_000;
  const folder = join(home, 'drop');
  const before = reports().length;
  const bytes =
    typeof content === 'string' || content instanceof Uint8Array ? content : exportCsv(content, 'gb18030');
  if (!existsSync(folder)) await run(() => existsSync(join(folder, 'failed')), config);
  writeFileSync(join(folder, `${name}.part`), bytes);
  renameSync(join(folder, `${name}.part`), join(folder, name));
  await run(() => reports().length > before, config);
  await hub.known.settled();
  return reports().at(-1) ?? {};
}

async function run(until: () => boolean, config: object = {}): Promise<void> {
  const stop = new AbortController();
  const given = hotlineExport.configSchema.parse({ folder: 'drop', 'poll.interval.ms': 100, ...config });
  const running = hotlineExport.open(given, hub).run(stop.signal);
  try {
    await Promise.race([
      eventually(until),
      running.then(
        () => Promise.reject(new Error('ended')),
        (error: unknown) => Promise.reject(error as Error),
      ),
    ]);
  } finally {
    stop.abort();
    await running.catch(() => undefined);
  }
}

/** All reports, in the order in which they were written. */
function reports(): readonly Readonly<Record<string, unknown>>[] {
  return ['done', 'failed']
    .map((name) => join(home, 'drop', name))
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      readdirSync(path)
        .filter((name) => name.endsWith('.report.json'))
        .map((name) => JSON.parse(readFileSync(join(path, name), 'utf8')) as { file: string }),
    )
    .sort((left, right) => (left.file < right.file ? -1 : 1));
}

const gone = (): readonly string[] => hub.known.flagged('GONE_FROM_EXPORT');
const later = (ticket: HotlineTicket, minutes: number): HotlineTicket => ({
  ...ticket,
  updatedAt: new Date(Date.parse(ticket.updatedAt) + minutes * 60_000 + 8 * 3_600_000)
    .toISOString()
    .replace('.000Z', '+08:00'),
  stage: '已派遣',
});

describe('a day’s export', () => {
  it('emits nothing for rows that are known, and withdraws what it lacks by restating it', async () => {
    const before = hub.records.length;
    expect(await taken(NIGHT, without(3, 17))).toMatchObject({
      rows: 38,
      new: 0,
      newer: 0,
      confirmed: 38,
      back: 0,
      withdrawn: 2,
      withheld: 0,
      guard: null,
      records: 2,
      deadLetters: 0,
      day: DAY,
      asOf: '2026-11-04T02:00:00+08:00',
    });
    expect(gone()).toEqual(numbers(3, 17));
    expect(hub.records.slice(before).every(({ contentType }) => isRestatement(contentType))).toBe(true);
    const [tombstone] = hub.records.slice(before);
    expect(readRestatement(tombstone?.bytes ?? Buffer.from(''))).toMatchObject({
      asOf: '2026-11-04T02:00:00+08:00',
      state: 'WITHDRAWN',
      reason: 'GONE_FROM_EXPORT',
      original: { contentType: 'application/json', bytes: Buffer.from(JSON.stringify(ticketAt(3))) },
    });
  });

  it('emits rows that are new, and those that are newer than what is known', async () => {
    const stranger = { ...ticketAt(0), ticketNo: 'NT20261103999999' };
    const report = await taken(NIGHT, [...without(5), later(ticketAt(5), 30), stranger]);
    expect(report).toMatchObject({ new: 1, newer: 1, confirmed: 39, records: 2, withdrawn: 0 });
    expect(hub.known.current(ticketAt(5).ticketNo)?.sourceTime).toBe(later(ticketAt(5), 30).updatedAt);
    expect(hub.known.current(stranger.ticketNo)?.state).toBe('ACTIVE');
  });

  it('says nothing of a state that is known to the millisecond, or of one that is past', async () => {
    await polled({ ...ticketAt(1), updatedAt: ticketAt(1).updatedAt.replace('+08:00', '.417+08:00') });
    await polled(later(ticketAt(2), 5));
    expect(await taken(NIGHT, tickets)).toMatchObject({ confirmed: 40, records: 0 });
  });

  it('leaves alone what changed after it, what came in shortly before it, other days and what was taken back', async () => {
    const asOf = at('20261104T020000');
    const late = later(ticketAt(0), 3 * 24 * 60);
    const takenBack = { ...later(ticketAt(1), 10), stage: '撤回' };
    const otherDay = { ...ticketAt(2), ticketNo: 'NT20261102999999', createdAt: '2026-11-02T23:59:59+08:00' };
    await polled(late, takenBack, otherDay);
    expect(await taken(asOf, without(0, 1))).toMatchObject({ withdrawn: 0, records: 0 });
    hub.saved = null;
    // An export in the midst of its day, five minutes after a ticket that it lacks.
    const noon = { createdAt: '2026-11-03T12:00:00+08:00', updatedAt: '2026-11-03T12:00:00+08:00' };
    await polled({ ...ticketAt(2), ...noon, ticketNo: 'NT20261103999998' });
    const [name, rows] = [at('20261103T120500'), without(0, 1)];
    expect(await taken(name, rows)).toMatchObject({ withdrawn: 0, guard: null });
    expect(gone()).toEqual([]);
    expect(await taken(name, rows, { 'overlap.ms': 60_000 })).toMatchObject({ withdrawn: 1 });
  });

  it('takes both encodings, and tells rows twice in one file apart', async () => {
    const twice = [...tickets, later(ticketAt(7), 20), later(ticketAt(7), 20)];
    const report = await taken(NIGHT, exportCsv(twice, 'utf-8-bom'));
    expect(report).toMatchObject({ rows: 42, newer: 1, confirmed: 41, withdrawn: 0, guard: null });
    expect(await taken(at('20261105T020000'), exportCsv(tickets, 'gb18030'))).toMatchObject({
      confirmed: 40,
    });
  });

  it('taken again, under the same name or a later one, changes nothing', async () => {
    await taken(NIGHT, without(3));
    const before = hub.records.length;
    expect(await taken(NIGHT, without(3))).toMatchObject({ withdrawn: 1, records: 0, confirmed: 39 });
    expect(await taken(at('20261105T020000'), without(3))).toMatchObject({ withdrawn: 0, records: 0 });
    expect(hub.records.length).toBe(before);
    expect(gone()).toEqual(numbers(3));
  });
});

describe('a ticket that is in an export again', () => {
  it('is brought back as it was last known', async () => {
    await taken(NIGHT, without(3));
    expect(await taken(at('20261105T020000'), tickets)).toMatchObject({ back: 1, confirmed: 39, records: 1 });
    expect(gone()).toEqual([]);
    expect(hub.known.flagged('BACK_IN_EXPORT')).toEqual(numbers(3));
    expect(hub.known.current(ticketAt(3).ticketNo)).toMatchObject({ state: 'ACTIVE' });
    const { bytes } = hub.records.at(-1) ?? { bytes: Buffer.from('') };
    // Not the row, which says less than the interface had said.
    expect(readRestatement(bytes).original.contentType).toBe('application/json');
  });

  it('can be withdrawn again, and again what its agency said is restated', async () => {
    await taken(NIGHT, without(3));
    await taken(at('20261105T020000'), tickets);
    expect(await taken(at('20261106T020000'), without(3))).toMatchObject({ withdrawn: 1 });
    expect(gone()).toEqual(numbers(3));
    const { bytes } = hub.records.at(-1) ?? { bytes: Buffer.from('') };
    expect(readRestatement(bytes).original.contentType).toBe('application/json');
  });

  it('comes back by its row when that says more: a state between the one known and the export it was missing from', async () => {
    await taken(NIGHT, without(3));
    const between = later(ticketAt(3), 10);
    expect(Date.parse(between.updatedAt)).toBeLessThan(Date.parse('2026-11-04T02:00:00+08:00'));
    expect(await taken(at('20261105T020000'), [...without(3), between])).toMatchObject({ back: 1 });
    const current = hub.known.current(ticketAt(3).ticketNo);
    expect(current).toMatchObject({ state: 'ACTIVE', sourceTime: '2026-11-05T02:00:00+08:00' });
    expect(readRestatement(hub.records.at(-1)?.bytes ?? Buffer.from('')).original.contentType).toContain(
      'text/csv',
    );
  });

  it('comes back by the interface too, when it changed there', async () => {
    await taken(NIGHT, without(3));
    const changed = later(ticketAt(3), 30 * 60);
    await polled(changed);
    expect(await taken(at('20261105T020000'), [...without(3), changed])).toMatchObject({
      back: 0,
      confirmed: 40,
    });
    expect(hub.known.current(ticketAt(3).ticketNo)?.state).toBe('ACTIVE');
  });
});

describe('nothing is withdrawn', () => {
  const withheld = async (
    guard: string,
    count: number,
    name: string,
    content: Parameters<typeof taken>[1],
    config: object = {},
  ): Promise<void> => {
    const report = await taken(name, content, config);
    expect(report).toMatchObject({ withdrawn: 0, withheld: count, guard: { guard } });
    expect(gone()).toEqual([]);
    expect(hub.warnings.at(-1)).toMatchObject({ fields: { guard, withheld: count } });
  };
  const tenth = Array.from({ length: 10 }, (_, index) => index * 3);

  it('when too many are missing, until somebody confirms it or raises the key', async () => {
    await withheld('TOO_MANY', 10, NIGHT, without(...tenth));
    expect(hub.warnings.at(-1)?.message).toMatch(/10 of 40 .*withdrawals\.most\.percent \(20\).*\.confirmed/);
    expect(await taken(at('20261104T020000', '.confirmed'), without(...tenth))).toMatchObject({
      withdrawn: 10,
    });
    expect(gone()).toEqual(numbers(...tenth));
  });

  it('when too many are missing, and raising the key lets the same file be decided', async () => {
    await withheld('TOO_MANY', 10, NIGHT, without(...tenth));
    const report = await taken(NIGHT, without(...tenth), { 'withdrawals.most.percent': 25 });
    expect(report).toMatchObject({ withdrawn: 10, guard: null });
  });

  it('by a file without rows', async () => {
    await withheld('NO_ROWS', 40, NIGHT, []);
    expect(await taken(NIGHT, '')).toMatchObject({ code: 'HUB_RECORD_UNPARSABLE' });
    expect(gone()).toEqual([]);
  });

  it('by a file that was cut off, wherever that was', async () => {
    const whole = exportCsv(without(3), 'gb18030');
    const from = Math.floor(whole.length * 0.85);
    for (let end = from; end < whole.length; end += 97) await taken(NIGHT, whole.subarray(0, end));
    expect(gone()).toEqual([]);
    expect(reports().length).toBeGreaterThan(10);
  });

  it('by a file whose last rows are missing to the byte', async () => {
    await withheld('END_MISSING', 3, NIGHT, without(20, 38, 39));
    expect(await taken(NIGHT, without(20, 39))).toMatchObject({ withdrawn: 2 });
  });

  it('by a file with a row whose number cannot be told', async () => {
    const text = csvText(EXPORT_COLUMNS, without(3).map(exportCells));
    await withheld('UNREADABLE_ROWS', 1, NIGHT, `${text},,\r\n`);
  });

  it('when two rows ran into one, since the second’s ticket cannot be told', async () => {
    const text = csvText(EXPORT_COLUMNS, without(3).map(exportCells));
    const end = text.indexOf(`\r\n${ticketAt(20).ticketNo}`);
    await withheld('UNREADABLE_ROWS', 3, NIGHT, text.slice(0, end) + text.slice(end + 2));
  });

  it('for a ticket whose row is refused but has its number', async () => {
    const rows = tickets.map(exportCells);
    const ragged = rows.map((cells, index) => (index === 5 ? cells.slice(0, -3) : cells));
    const undated = ragged.map((cells, index) =>
      index === 6 ? cells.map((cell, column) => (column === 18 ? '昨天' : cell)) : cells,
    );
    const text = csvText(
      EXPORT_COLUMNS,
      undated.filter((_, index) => index !== 3),
    );
    expect(await taken(NIGHT, text)).toMatchObject({
      deadLetters: 2,
      byReason: { 'HUB_RECORD_INVALID row': 1 },
      withdrawn: 1,
      guard: null,
    });
    expect(gone()).toEqual(numbers(3));
  });

  it('by a file of another day than its name says', async () => {
    const others = tickets.map((ticket) => ({
      ...ticket,
      ticketNo: ticket.ticketNo.replace('20261103', '20261102'),
      createdAt: ticket.createdAt.replace('11-03', '11-02'),
      updatedAt: ticket.updatedAt.replace('11-03', '11-02'),
    }));
    await withheld('OTHER_DAY', 40, NIGHT, others, { 'withdrawals.most.percent': 100 });
  });

  it('by a file from the future', async () => {
    await withheld('AS_OF_AHEAD', 1, at('20271104T020000'), without(3));
    expect(await taken(NIGHT, without(3))).toMatchObject({ withdrawn: 1 });
  });

  it('by an older file that comes after a newer one, which is not undone either', async () => {
    await taken(at('20261106T020000'), without(7));
    const before = gone();
    const report = await taken(at('20261105T020000'), without(3));
    expect(report).toMatchObject({
      withdrawn: 0,
      withheld: 1,
      back: 0,
      outdated: 1,
      guard: { guard: 'OLDER_FILE' },
    });
    expect(gone()).toEqual(before);
    expect(before).toEqual(numbers(7));
  });

  it('by a file whose name says no day, which is refused', async () => {
    for (const name of ['export.csv', 'tickets-20261131-asof-20261201T020000.csv', at('20261102T020000')]) {
      expect(await taken(name, without(3))).toMatchObject({ code: 'HUB_RECORD_INVALID' });
    }
    expect(gone()).toEqual([]);
  });
});

describe('after a crash', () => {
  const content = [
    ...without(3, 4, 5),
    later(ticketAt(10), 30),
    { ...ticketAt(0), ticketNo: 'NT20261103999999' },
  ];
  const state = (): unknown =>
    [...tickets.map(({ ticketNo }) => ticketNo), 'NT20261103999999'].map((number) =>
      hub.known.current(number),
    );

  /** Every step at which a crash can come: the n-th emit or save fails, before or after it was done. */
  it.each(Array.from({ length: 12 }, (_, step) => [step, step % 2 === 0 ? 'before' : 'after'] as const))(
    'at step %i, %s it was done, a file ends the same',
    async (step, when) => {
      const calm = hub;
      await taken(NIGHT, content);
      const expected = state();
      rmSync(join(home, 'drop'), { recursive: true });

      hub = testContext({ root: home, toDraft: hotlineDraft });
      hub.nowMs = calm.nowMs;
      await polled(...tickets);
      let steps = 0;
      const dies =
        <T extends unknown[]>(work: (...given: T) => Promise<void>) =>
        async (...given: T): Promise<void> => {
          const isHere = steps === Math.floor(step / 2);
          steps += 1;
          if (isHere && when === 'before') throw new HubError('HUB_BROKER_UNAVAILABLE', 'dies here');
          await work(...given);
          if (isHere) throw new HubError('HUB_BROKER_UNAVAILABLE', 'dies here');
        };
      const { cursor } = hub;
      const calmly = { ...hub };
      Object.assign(hub, {
        emit: dies((records: Parameters<TestContext['emit']>[0]) => calmly.emit(records)),
        cursor: { ...cursor, save: dies((value: unknown) => cursor.save(value)) },
      });
      await expect(taken(NIGHT, content)).rejects.toThrow('dies here');
      await run(() => reports().length === 1);
      await hub.known.settled();
      expect(state()).toEqual(expected);
      expect(gone()).toEqual(numbers(3, 4, 5));
      expect(reports().at(-1)).toMatchObject({ rows: 39, withdrawn: 3, guard: null });
    },
  );
});
