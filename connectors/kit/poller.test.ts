import { afterEach, describe, expect, it, vi } from 'vitest';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { restTicketDraft } from '../hotline12345/mapping.ts';
import { openPoller, type Page } from './poller.ts';
import { testContext, type TestContext } from './testing/test-context.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.parse('2026-11-24T04:00:00Z');

/** An agency's table: rows become visible at `visibleMs`, which may be later than their own time. */
class Agency {
  readonly rows: { ticketNo: string; updatedMs: number; visibleMs: number; broken?: boolean }[] = [];
  readonly asked: number[] = [];
  pageSize = 2;
  nowMs = START_MS;

  put(ticketNo: string, updatedMs: number, visibleMs = updatedMs, broken = false): void {
    this.rows.push({ ticketNo, updatedMs, visibleMs, broken });
  }

  page(sinceMs: number, token: string | null): Page {
    if (token === null) this.asked.push(sinceMs);
    const at = Number(token ?? '0');
    const visible = this.rows
      .filter((row) => row.visibleMs <= this.nowMs && row.updatedMs >= sinceMs)
      .sort((a, b) => a.updatedMs - b.updatedMs);
    const next = at + this.pageSize < visible.length ? String(at + this.pageSize) : null;
    return { items: visible.slice(at, at + this.pageSize).map(bytesOf), next, serverTimeMs: this.nowMs };
  }
}

function bytesOf(row: Agency['rows'][number]): Uint8Array {
  const updatedAt = new Date(row.updatedMs).toISOString();
  const ticket = { ticketNo: row.broken === true ? '' : row.ticketNo, createdAt: updatedAt, updatedAt };
  return Buffer.from(JSON.stringify(ticket));
}

/** Runs a poller for as many polls as there are steps; each step runs before its poll. */
async function poll(agency: Agency, context: TestContext, steps: readonly (() => void)[]): Promise<void> {
  const stop = new AbortController();
  const queue = [...steps];
  const source = openPoller(
    {
      feed: 'hotline12345',
      eventType: 't',
      eventSource: 'urn:t',
      intervalMs: 0,
      overlapMs: 10 * MINUTE_MS,
      toDraft: (bytes): RecordDraft => restTicketDraft(bytes),
      fetchPage(sinceMs, token) {
        if (token === null) {
          queue.shift()?.();
          context.nowMs = agency.nowMs;
          if (queue.length === 0) stop.abort();
        }
        return Promise.resolve(agency.page(sinceMs, token));
      },
    },
    context,
  );
  // The signal stops paging too, so the last step is an empty poll.
  queue.push(() => undefined);
  await source.run(stop.signal);
}

const ids = (context: TestContext): string[] => context.records.map(({ sourceId }) => sourceId);
const at =
  (agency: Agency, minutes: number, work: () => void = () => undefined) =>
  (): void => {
    agency.nowMs = START_MS + minutes * MINUTE_MS;
    work();
  };

it('emits every row once over pages and polls', async () => {
  const agency = new Agency();
  for (let index = 0; index < 7; index += 1) agency.put(`T${index}`, START_MS + index);
  const context = testContext();
  await poll(agency, context, [at(agency, 1), at(agency, 1), at(agency, 2)]);
  expect(ids(context)).toEqual(['T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6']);
  expect(agency.asked[1]).toBe(START_MS + 6 - 10 * MINUTE_MS);
});

it('does not lose a row that commits nine minutes after its own time, behind newer rows', async () => {
  const agency = new Agency();
  agency.put('OLD', START_MS);
  agency.put('LATE', START_MS + MINUTE_MS, START_MS + 10 * MINUTE_MS);
  agency.put('NEWER', START_MS + 9 * MINUTE_MS);
  const context = testContext();
  await poll(agency, context, [at(agency, 1), at(agency, 9), at(agency, 10)]);
  expect(ids(context)).toEqual(['OLD', 'NEWER', 'LATE']);
});

it('does not let a row stamped in the future push the watermark past uncommitted ones', async () => {
  const agency = new Agency();
  agency.put('FUTURE', START_MS + 24 * 60 * MINUTE_MS, START_MS);
  agency.put('LATE', START_MS + MINUTE_MS, START_MS + 5 * MINUTE_MS);
  const context = testContext();
  await poll(agency, context, [at(agency, 1), at(agency, 5), at(agency, 5)]);
  expect(ids(context)).toEqual(['FUTURE', 'LATE']);
});

it('saves the cursor only after the emits it covers, and goes on from it without repeats', async () => {
  const agency = new Agency();
  agency.put('A', START_MS);
  agency.put('B', START_MS + 1);
  const context = testContext();
  await poll(agency, context, [at(agency, 1)]);
  expect(context.journal).toEqual(['emit 2', 'save']);

  agency.put('C', START_MS + 2);
  await poll(agency, context, [at(agency, 2)]);
  expect(ids(context)).toEqual(['A', 'B', 'C']);
});

it('emits again, and loses nothing, when it crashed between emit and save', async () => {
  const agency = new Agency();
  agency.put('A', START_MS);
  const context = testContext();
  await poll(agency, context, [at(agency, 1)]);
  context.saved = null;
  await poll(agency, context, [at(agency, 1)]);
  expect(ids(context)).toEqual(['A', 'A']);
  expect(context.records[0]?.eventId).toBe(context.records[1]?.eventId);
});

describe('a row that cannot be mapped', () => {
  it('becomes one dead letter, not one a poll, and its neighbours go on', async () => {
    const agency = new Agency();
    agency.put('A', START_MS);
    agency.put('X', START_MS + 1, START_MS + 1, true);
    agency.put('B', START_MS + 2);
    const context = testContext();
    await poll(agency, context, [at(agency, 1), at(agency, 1), at(agency, 2)]);
    expect(ids(context)).toEqual(['A', 'B']);
    expect(context.letters.map(({ code, reason }) => [code, reason])).toEqual([
      ['HUB_RECORD_INVALID', expect.stringContaining('ticketNo') as string],
    ]);
  });
});

describe('a source that is empty at first', () => {
  afterEach(() => vi.useRealTimers());

  it('is asked again soon, and less and less often, until it brings something; then as the interval says', async () => {
    vi.useFakeTimers();
    const agency = new Agency();
    const stop = new AbortController();
    const askedAfterMs: number[] = [];
    const startedMs = Date.now();
    const source = openPoller(
      {
        feed: 'grid',
        eventType: 't',
        eventSource: 'urn:t',
        intervalMs: 6_000,
        overlapMs: 10 * MINUTE_MS,
        toDraft: (bytes): RecordDraft => restTicketDraft(bytes),
        fetchPage(sinceMs, token) {
          askedAfterMs.push(Date.now() - startedMs);
          if (askedAfterMs.length === 4) agency.put('A', agency.nowMs);
          if (askedAfterMs.length === 8) stop.abort();
          return Promise.resolve(agency.page(sinceMs, token));
        },
      },
      testContext(),
    );
    await Promise.all([source.run(stop.signal), vi.advanceTimersByTimeAsync(60_000)]);
    expect(askedAfterMs).toEqual([0, 1_000, 2_500, 4_750, 10_750, 16_750, 22_750, 28_750]);
  });
});

it('passes the broker’s absence on and keeps its place', async () => {
  const agency = new Agency();
  agency.put('A', START_MS);
  const context = testContext();
  context.emitFault = new HubError('HUB_BROKER_UNAVAILABLE', 'away');
  await expect(poll(agency, context, [at(agency, 1)])).rejects.toMatchObject({
    code: 'HUB_BROKER_UNAVAILABLE',
  });
  expect(context.saved).toBeNull();
  context.emitFault = undefined;
  await poll(agency, context, [at(agency, 1)]);
  expect(ids(context)).toEqual(['A']);
});

it('remembers what it has handed on when a later page of the poll fails', async () => {
  const agency = new Agency();
  for (let index = 0; index < 6; index += 1) agency.put(`T${index}`, START_MS + index);
  const context = testContext();
  const whole = agency.page.bind(agency);
  agency.page = (sinceMs, token) => {
    if (token === '4') throw new HubError('HUB_SOURCE_UNAVAILABLE', 'away');
    return whole(sinceMs, token);
  };
  await expect(poll(agency, context, [at(agency, 1), at(agency, 1)])).rejects.toThrow('away');
  agency.page = whole;
  await poll(agency, context, [at(agency, 1), at(agency, 1)]);
  expect(ids(context)).toEqual(['T0', 'T1', 'T2', 'T3', 'T4', 'T5']);
});
