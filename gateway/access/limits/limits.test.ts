import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { digest } from '../../../schema/canonical/ids.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { RowLook } from '../audit/look.ts';
import { DailyUse } from './daily-use.ts';
import { DEFAULT_LIMITS, limitBookOf, readLimits } from './limits.ts';
import { PeopleSketch } from './people-sketch.ts';
import { personHashOf } from './person-hash.ts';
import { rateHeaders } from './rate-headers.ts';
import { RequestRate } from './request-rate.ts';

const folder = mkdtempSync(join(tmpdir(), 'tributary-limits-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const person = (n: number): string => digest('person', String(n)).slice(0, 16);
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'ok';
  } catch (error) {
    return error instanceof HubError ? `${error.code} ${error.field ?? ''}` : String(error);
  }
};

describe('a file of limits', () => {
  const write = (text: string): string => {
    const file = join(folder, 'limits.yaml');
    writeFileSync(file, text);
    return file;
  };

  it('holds for all, and a partner’s own lines in place of those', () => {
    const book = readLimits(
      write(
        'all: {rowsPerDay: 100, webhooks: 3}\npartners: {court: {rowsPerDay: null, persistedOnly: true}}',
      ),
    );
    expect(book.of('police')).toEqual({ ...DEFAULT_LIMITS, rowsPerDay: 100, webhooks: 3 });
    expect(book.of('court')).toMatchObject({ rowsPerDay: null, webhooks: 3, persistedOnly: true });
    expect(readLimits(write('')).of('police')).toEqual(DEFAULT_LIMITS);
    expect(readLimits(null).of('police')).toEqual(DEFAULT_LIMITS);
  });

  it.each([
    ['all: {rowPerDay: 1}', 'rowPerDay'],
    ['all: {rowsPerDay: 0}', 'rowsPerDay'],
    ['partners: {Court: {}}', 'partners.Court'],
    ['all: [', 'limits.yaml'],
  ])('is refused with the place when it says %s', (text, place) => {
    expect(() => readLimits(write(text))).toThrow(place);
    expect(() => readLimits(join(folder, 'none.yaml'))).toThrow('TRIBUTARY_LIMITS_FILE');
  });
});

describe('the rate of requests', () => {
  it('lets a burst through, then as many as time brings, each partner by itself', () => {
    let ms = 0;
    const rate = new RequestRate(limitBookOf({ all: { requestsPerSecond: 2, burst: 3 } }), () => ms);
    for (let n = 0; n < 3; n += 1) rate.take('court');
    expect(() => {
      rate.take('court');
    }).toThrow(
      expect.objectContaining({ code: 'HUB_RATE_LIMITED', details: { retryAfterMs: 500 } }) as Error,
    );
    rate.take('police');
    expect(rate.budgetOf('court')).toEqual({
      name: 'requests',
      limit: 3,
      windowSeconds: 2,
      remaining: 0,
      resetSeconds: 2,
    });
    ms = 500;
    rate.take('court');
    expect(
      codeOf(() => {
        rate.take('court');
      }),
    ).toBe('HUB_RATE_LIMITED requestsPerSecond');
  });

  it('is none where none is said', () => {
    const rate = new RequestRate(limitBookOf({ all: { requestsPerSecond: null, burst: 1 } }), () => 0);
    for (let n = 0; n < 100; n += 1) rate.take('court');
    expect(rate.budgetOf('court')).toBeNull();
  });
});

describe('a sketch of people', () => {
  it('tells small numbers exactly and large ones within a few hundredths, in any order and over several gateways', () => {
    const [a, b, both] = [new PeopleSketch(), new PeopleSketch(), new PeopleSketch()];
    const raised = new Map<string, number>();
    for (let n = 0; n < 5; n += 1) a.add(person(n));
    a.add(person(1));
    expect(a.count).toBe(5);
    for (let n = 0; n < 60_000; n += 1) {
      const rise = (n % 2 === 0 ? a : b).add(person(n));
      both.add(person(n));
      if (rise !== null && n % 2 === 1) raised.set(String(rise[0]), rise[1]);
    }
    a.merge(Object.fromEntries(raised));
    expect(a.count).toBe(both.count);
    expect(Math.abs(both.count - 60_000) / 60_000).toBeLessThan(0.07);
    expect(both.countWith([person(3)])).toBe(both.count);
  });
});

describe('one person', () => {
  it('is the same in a record and in a dispute, and an organisation is none', () => {
    const inRecord = {
      kind: 'PERSON',
      name: '张三',
      matching: { phone: '13812345678', idNumber: null, name: '张三' },
    };
    expect(personHashOf(inRecord)).toBe(
      personHashOf({ kind: 'PERSON', name: '老张', phones: ['13812345678'] }),
    );
    expect(personHashOf({ kind: 'ORGANISATION', name: '阳光物业' })).toBeNull();
    expect(personHashOf({ kind: 'PERSON' })).toBeNull();
    const look = new RowLook();
    look.saw('records', [{ _id: 'court-1', parties: [inRecord] }]);
    look.saw('disputes', [{ _id: 'dispute-1', parties: [{ id: 'party-1', phones: ['13812345678'] }] }]);
    expect(look.seen.people).toHaveLength(1);
    const other = new RowLook();
    other.merge(look.seen);
    expect(other.seen.people).toEqual(look.seen.people);
  });
});

describe('a partner’s day', () => {
  const seen = (count: number, ...people: number[]): { ids: []; count: number; people: string[] } => ({
    ids: [],
    count,
    people: people.map(person),
  });
  /** What all gateways share. */
  const shared = (): {
    add: ConstructorParameters<typeof DailyUse>[0]['addUse'];
    fails: boolean;
    writes: number;
  } => {
    const days = new Map<string, { rows: number; people: Record<string, number> }>();
    const store = {
      fails: false,
      writes: 0,
      add: (partner: string, day: string, use: { rows: number; registers: ReadonlyMap<number, number> }) => {
        if (store.fails) return Promise.reject(new HubError('HUB_STORE_UNAVAILABLE', 'away'));
        const known = days.get(partner + day) ?? { rows: 0, people: {} };
        days.set(partner + day, known);
        known.rows += use.rows;
        for (const [index, rank] of use.registers)
          known.people[index] = Math.max(rank, known.people[index] ?? 0);
        if (use.rows > 0) store.writes += 1;
        return Promise.resolve({ rows: known.rows, people: { ...known.people } });
      },
    };
    return store;
  };
  let now = new Date('2026-11-24T15:00:00Z');
  const gateway = (store: ReturnType<typeof shared>): DailyUse =>
    new DailyUse({
      limits: limitBookOf({ all: { rowsPerDay: 10, peoplePerDay: 2 } }),
      addUse: (...use) => store.add(...use),
      log: { warn: () => undefined },
      now: () => now,
      flushMs: 3_600_000,
    });

  it('ends at its limits over two gateways and a restart, and begins anew at the city’s midnight', async () => {
    const store = shared();
    const [a, b] = [gateway(store), gateway(store)];
    await Promise.all([a.check('court'), b.check('court')]);
    a.take('court', seen(4, 1));
    b.take('court', seen(4, 2));
    await a.flush();
    await b.flush();
    expect(
      codeOf(() => {
        b.take('court', seen(3));
      }),
    ).toBe('HUB_RATE_LIMITED rowsPerDay');
    expect(
      codeOf(() => {
        b.take('court', seen(1, 3));
      }),
    ).toBe('HUB_RATE_LIMITED peoplePerDay');
    b.take('court', seen(1, 1));
    b.take('court', seen(2, 4), true);
    await b.close();
    const again = gateway(store);
    await expect(again.check('court')).rejects.toMatchObject({ code: 'HUB_RATE_LIMITED' });
    await again.check('police');
    expect(again.budgetsOf('police')).toEqual([
      { name: 'rows', limit: 10, windowSeconds: 86_400, remaining: 10, resetSeconds: 3_600 },
      { name: 'people', limit: 2, windowSeconds: 86_400, remaining: 2, resetSeconds: 3_600 },
    ]);
    now = new Date('2026-11-24T16:00:00Z');
    await again.check('court');
    now = new Date('2026-11-24T15:00:00Z');
  });

  it('loses nothing while the store is away, and costs one write however much is read', async () => {
    const store = shared();
    const use = gateway(store);
    await use.check('court');
    for (let n = 0; n < 5; n += 1) use.take('court', seen(1, 1));
    store.fails = true;
    await use.flush();
    store.fails = false;
    await use.flush();
    expect(store.writes).toBe(1);
    const other = gateway(store);
    await other.check('court');
    expect(other.budgetsOf('court').map(({ remaining }) => remaining)).toEqual([5, 1]);
  });
});

describe('header fields', () => {
  it('tell what is left as the draft says', () => {
    expect(
      rateHeaders([{ name: 'requests', limit: 3, windowSeconds: 2, remaining: 1, resetSeconds: 2 }]),
    ).toEqual({ 'ratelimit-policy': '"requests";q=3;w=2', ratelimit: '"requests";r=1;t=2' });
    expect(rateHeaders([])).toEqual({});
  });
});
