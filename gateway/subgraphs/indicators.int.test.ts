import { beforeAll, describe, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import { Seeded } from '../../test/federation/seeded.ts';
import type { WorkflowEvent } from '../../schema/canonical/workflow.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { pointsOf } from '../../schema/workflow/points.ts';
import { openDoor, type Door } from '../access/door.ts';
import type { Caller } from '../access/caller.ts';
import { ANALYST, ask } from './testing/ask.ts';
import { dispute as disputeOf, record } from './testing/fixtures.ts';
import { risk } from './testing/full-risk.ts';
import { randomHistory } from './testing/random-history.ts';
import { FULL_ACCESS } from '../access/grants/access.ts';

const POLICE: Caller = Object.freeze({
  partner: 'police',
  actor: 'police@test',
  purpose: null,
  access: FULL_ACCESS,
});
const NOW = new Date('2026-09-01T00:00:00Z');
const RANGE = 'from: "2026-01-01T00:00:00+08:00", to: "2026-09-01T00:00:00+08:00"';
const REGIONS = ['320612003', '320612004', '320602001', '230604002'];
const CATEGORIES = ['0101', '0402', '0403', '1101'];
const COLOURS = ['GREEN', 'YELLOW', 'RED'] as const;
const FEEDS = ['police110', 'hotline12345', 'court', 'grid'] as const;

const random = new Seeded(20_260_901);
const disputes: readonly DisputeDoc[] = Array.from({ length: 400 }, (_, index) => {
  const feeds = FEEDS.filter(() => random.next() < 0.4);
  const records = (feeds.length === 0 ? (['police110'] as const) : feeds).map((feed) =>
    record(feed, `S${index}`, {
      reportedAt: new Date(
        Date.parse('2026-01-05T00:00:00Z') + random.next() * 200 * 86_400_000,
      ).toISOString(),
    }),
  );
  const code = `T-320612-260101-${String(index).padStart(6, '0')}`;
  return disputeOf(code, records, {
    regionCode: random.pick(REGIONS),
    category: random.pick(CATEGORIES),
    // Every tenth is not scored yet.
    ...(index % 10 === 9 ? {} : { risk: risk({ colour: COLOURS[index % 3] ?? 'RED' }) }),
    workflow: random.next() < 0.9 ? randomHistory(code, random) : null,
  });
});

let store: Store;
let door: Door;

beforeAll(async () => {
  store = await freshStore();
  door = openDoor(store);
  await store.disputes.insertMany([...disputes]);
});

type Data = Record<string, unknown>;

async function answer(query: string, caller: Caller = ANALYST): Promise<Data> {
  const { data, errors } = await ask(door, 'indicators', `{ ${query} }`, {}, NOW, caller);
  expect(errors).toBeUndefined();
  return data ?? {};
}

const RATES = [
  'responseRate',
  'resolutionRate',
  'satisfactionRate',
  'onTimeRate',
  'overdueRate',
  'returnRate',
  'redoRate',
  'confirmationRate',
  'firstDispatchAccuracy',
] as const;
const ALL = `registered ${RATES.map((rate) => `${rate} { value numerator denominator isSuppressed }`).join(' ')} daysToSettle { count mean median }`;

type Pair = readonly [number, number];

/** Every indicator by its definition, from the events alone, one dispute after the other. */
function naive(
  events: readonly WorkflowEvent[],
): Readonly<Record<(typeof RATES)[number], Pair>> & { days: number | null } {
  const sum = { answered: [0, 0], ontime: [0, 0] };
  let open: { due: string; pausedAt: string | null } | null = null;
  let due: string | null = null;
  let outcome: string | null = null;
  let settledAt: string | null = null;
  let satisfaction: string | null = null;
  let confirmed = false;
  let redos = 0;
  let hasEnded = false;
  let firstKept: boolean | null = null;
  const referrals = events.filter(({ kind }) => kind === 'REFER').length;
  let referred = 0;
  for (const { kind, at, to, data, timers, dueAt } of events) {
    const endsReferral = ['ACCEPT', 'RETURN', 'REFER', 'WITHDRAW', 'TRANSFER_CRIMINAL'].includes(kind);
    if (open !== null && endsReferral) {
      const isLate = at > open.due;
      if (isLate || kind === 'ACCEPT' || kind === 'RETURN') {
        sum.answered[1] = (sum.answered[1] ?? 0) + 1;
        if (!isLate) sum.answered[0] = (sum.answered[0] ?? 0) + 1;
      }
      open = null;
    }
    const set = timers.find((timer) => timer.kind === 'OVERDUE' && timer.stage === 'ACCEPT');
    if (set !== undefined) open = { due: set.dueAt, pausedAt: null };
    if (kind === 'REFER') {
      referred += 1;
      if (referred === 2 && firstKept === null) firstKept = false;
    }
    if (kind === 'ACCEPT') firstKept ??= true;
    if (kind === 'RETURN' && referred === 1) firstKept = false;
    if (due !== null && dueAt === null && !['SUSPENDED', 'WITHDRAWN', 'TRANSFERRED_CRIMINAL'].includes(to)) {
      sum.ontime[1] = (sum.ontime[1] ?? 0) + 1;
      if (at <= due) sum.ontime[0] = (sum.ontime[0] ?? 0) + 1;
    }
    due = dueAt;
    if (kind === 'AGREE') [outcome, settledAt, confirmed, hasEnded] = ['SETTLED', at, false, true];
    if (kind === 'INSTALMENT_PAID') [outcome, settledAt, hasEnded] = ['SETTLED', settledAt ?? at, true];
    if (kind === 'FAIL') [outcome, hasEnded] = ['FAILED', true];
    if (kind === 'LITIGATE') [outcome, hasEnded] = ['LITIGATED', true];
    if (kind === 'WITHDRAW' || kind === 'TRANSFER_CRIMINAL') outcome = kind;
    if (['REOPEN', 'REDO', 'INSTALMENT_MISSED'].includes(kind)) [outcome, settledAt] = [null, null];
    if (kind === 'REDO') redos += 1;
    if (kind === 'CONFIRM') confirmed = true;
    if (kind === 'FOLLOW_UP') satisfaction = data['satisfaction'] as string;
  }
  const last = events.at(-1);
  const now = NOW.toISOString();
  if (open !== null && last?.to === 'REFERRED' && open.due < now)
    sum.answered[1] = (sum.answered[1] ?? 0) + 1;
  if (due !== null && due < now) sum.ontime[1] = (sum.ontime[1] ?? 0) + 1;
  const isSettled = outcome === 'SETTLED';
  const flag = (yes: boolean): number => (yes ? 1 : 0);
  return {
    responseRate: sum.answered as unknown as Pair,
    resolutionRate: [flag(isSettled), flag(isSettled || outcome === 'FAILED' || outcome === 'LITIGATED')],
    satisfactionRate: [
      flag(satisfaction !== null && satisfaction !== 'DISSATISFIED'),
      flag(satisfaction !== null),
    ],
    onTimeRate: sum.ontime as unknown as Pair,
    overdueRate: [flag(due !== null && due < now), flag(due !== null)],
    returnRate: [events.filter(({ kind }) => kind === 'RETURN').length, referrals],
    redoRate: [flag(hasEnded && redos > 0), flag(hasEnded)],
    confirmationRate: [flag(isSettled && confirmed), flag(isSettled)],
    firstDispatchAccuracy: [flag(firstKept === true), flag(firstKept !== null)],
    days:
      isSettled && settledAt !== null
        ? (Date.parse(settledAt) - Date.parse(events[0]?.at ?? '')) / 86_400_000
        : null,
  };
}

function expectedOf(chosen: readonly DisputeDoc[]): Data {
  const each = chosen.map(({ workflow }) => naive(workflow?.events ?? []));
  const days = each.flatMap((one) => one.days ?? []).sort((a, b) => a - b);
  const middle = days.length / 2;
  const rates = RATES.map((rate) => {
    const numerator = each.reduce((sum, one) => sum + one[rate][0], 0);
    const denominator = each.reduce((sum, one) => sum + one[rate][1], 0);
    const value = denominator === 0 ? null : numerator / denominator;
    return [rate, { value, numerator, denominator, isSuppressed: false }] as const;
  });
  /** Sums of floating point numbers in another order differ in their last digits. */
  const about = (value: number): unknown => (days.length === 0 ? null : expect.closeTo(value, 6));
  return {
    registered: chosen.length,
    ...Object.fromEntries(rates),
    daysToSettle: {
      count: days.length,
      mean: about(days.reduce((sum, one) => sum + one, 0) / days.length),
      median: about(((days[Math.ceil(middle) - 1] ?? 0) + (days[Math.floor(middle)] ?? 0)) / 2),
    },
  };
}

const registered = disputes.filter(({ workflow }) => workflow !== null);
const categoryOf = ({ workflow, category }: DisputeDoc): string | null => workflow?.category ?? category;

describe('indicators', () => {
  test.each([
    ['of all', RANGE, () => true],
    [
      'of a county',
      `${RANGE}, regionCode: "320612"`,
      (one: DisputeDoc) => one.regionCode?.startsWith('320612') === true,
    ],
    [
      'of an agency',
      `${RANGE}, agency: "court"`,
      (one: DisputeDoc) => one.workflow?.facts.agency === 'court',
    ],
    [
      'of a committee',
      `${RANGE}, agency: "TJ1"`,
      (one: DisputeDoc) => one.workflow?.facts.committeeCode === 'TJ1',
    ],
    [
      'of a class',
      `${RANGE}, category: [MARRIAGE_FAMILY]`,
      (one: DisputeDoc) => categoryOf(one)?.startsWith('01') === true,
    ],
    [
      'of a month',
      'from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z"',
      (one: DisputeDoc) => one.workflow?.registeredAt.startsWith('2026-03') === true,
    ],
    ['of nothing', 'from: "2020-03-01T00:00:00Z", to: "2020-04-01T00:00:00Z"', () => false],
  ] as const)('%s are those of a count by hand', async (_, filter, holds) => {
    const chosen = registered.filter(holds);
    expect(await answer(`indicators(filter: { ${filter} }) { ${ALL} }`)).toEqual({
      indicators: expectedOf(chosen),
    });
  });

  test('the histories that are counted have everything that is counted', () => {
    const all = expectedOf(registered) as Record<string, { numerator: number; denominator: number }>;
    for (const rate of RATES) {
      expect(all[rate]?.numerator, rate).toBeGreaterThan(0);
      expect((all[rate]?.denominator ?? 0) - (all[rate]?.numerator ?? 0), rate).toBeGreaterThan(0);
    }
  });

  test('tell nothing of 1 to 4 to those without the right to small counts', async () => {
    const filters = REGIONS.flatMap((region) =>
      CATEGORIES.map(
        (_, index) =>
          `from: "2026-0${index + 1}-01T00:00:00Z", to: "2026-0${index + 2}-01T00:00:00Z", regionCode: "${region}"`,
      ),
    );
    let suppressed = 0;
    for (const filter of filters) {
      const { indicators } = (await answer(`indicators(filter: { ${filter} }) { ${ALL} }`, POLICE)) as {
        indicators: Record<
          string,
          { numerator: number | null; denominator: number | null; isSuppressed: boolean }
        >;
      };
      for (const rate of RATES) {
        const shown = indicators[rate];
        if (shown?.isSuppressed === true) {
          suppressed += 1;
          expect(shown).toEqual({ value: null, numerator: null, denominator: null, isSuppressed: true });
          continue;
        }
        const { numerator = null, denominator = null } = shown ?? {};
        for (const count of [numerator, denominator, (denominator ?? 0) - (numerator ?? 0)]) {
          expect([1, 2, 3, 4]).not.toContain(count);
        }
      }
      // Late closings, and those whose deadline is over and who still run: together they are the late ones of onTimeRate.
      const [onTime, overdue] = [indicators['onTimeRate'], indicators['overdueRate']];
      if (onTime?.isSuppressed === false && overdue?.isSuppressed === false) {
        const late = (onTime.denominator ?? 0) - (onTime.numerator ?? 0);
        expect([1, 2, 3, 4]).not.toContain(late - (overdue.numerator ?? 0));
      }
    }
    expect(suppressed).toBeGreaterThan(0);
  });

  test('a range that is too long, or ends before it begins, is refused in words', async () => {
    const refused = async (filter: string): Promise<unknown> =>
      (await ask(door, 'indicators', `{ indicators(filter: { ${filter} }) { registered } }`)).errors?.[0]
        ?.extensions['code'];
    expect(await refused('from: "2020-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z"')).toBe(
      'HUB_LIMIT_EXCEEDED',
    );
    expect(await refused('from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z"')).toBe('HUB_BAD_REQUEST');
  });

  test('are read by the index of registered disputes', async () => {
    const plan: unknown = await store.disputes
      .find({ 'workflow.registeredAt': { $gt: '', $gte: '2026-01-01', $lt: '2026-02-01' } })
      .explain('queryPlanner');
    expect(JSON.stringify(plan)).toContain('"indexName":"registered"');
  });
});

interface StatsAnswer {
  readonly total: number | null;
  readonly isWithheld: boolean;
  readonly suppressedCells: number;
  readonly cells: readonly {
    readonly regionCode: string | null;
    readonly category: string | null;
    readonly feed: string | null;
    readonly day: string | null;
    readonly colour: string | null;
    readonly count: number | null;
    readonly isSuppressed: boolean;
  }[];
}

async function stats(groupBy: string, filter = RANGE, caller = ANALYST, more = ''): Promise<StatsAnswer> {
  const cells = 'cells { regionCode category feed day colour count isSuppressed }';
  const { disputeStats } = await answer(
    `disputeStats(groupBy: [${groupBy}], filter: { ${filter} }${more}) { total isWithheld suppressedCells ${cells} }`,
    caller,
  );
  return disputeStats as StatsAnswer;
}

describe('disputeStats', () => {
  test('counts each dispute once in each cell that it is in', async () => {
    const { total, cells, isWithheld } = await stats('REGION, FEED');
    expect([total, isWithheld]).toEqual([disputes.length, false]);
    const wanted = new Map<string, number>();
    for (const { regionCode, feeds } of disputes) {
      for (const feed of feeds) {
        const key = `${regionCode?.slice(0, 6) ?? ''} ${feed.toUpperCase()}`;
        wanted.set(key, (wanted.get(key) ?? 0) + 1);
      }
    }
    expect(
      new Map(cells.map(({ regionCode, feed, count }) => [`${regionCode ?? ''} ${feed ?? ''}`, count])),
    ).toEqual(wanted);
  });

  test('counts days by the clock of the place, and divisions as fine as asked', async () => {
    const days = await stats('DAY', 'from: "2026-02-01T00:00:00Z", to: "2026-03-01T00:00:00Z"');
    const opened = disputes.filter(({ openedAt }) => openedAt.startsWith('2026-02'));
    expect(days.cells.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(opened.length);
    expect(days.cells.map(({ day }) => day)).toEqual(
      [...new Set(opened.map(({ openedAt }) => openedAt.slice(0, 10)))].sort(),
    );
    const provinces = await stats('REGION', RANGE, ANALYST, ', regionLevel: PROVINCE');
    expect(provinces.cells.map(({ regionCode }) => regionCode)).toEqual(['23', '32']);
  });

  test('counts by the colour that holds; what was not scored yet is a cell of its own', async () => {
    const { total, cells } = await stats('COLOUR');
    const wanted = new Map<string | null, number>();
    for (const one of disputes) {
      const colour = one.risk?.colour ?? null;
      wanted.set(colour, (wanted.get(colour) ?? 0) + 1);
    }
    expect(wanted.size).toBe(4);
    expect(new Map(cells.map(({ colour, count }) => [colour, count]))).toEqual(wanted);
    expect(total).toBe(disputes.length);
  });

  test('hides small cells of colours too', async () => {
    const filter = 'from: "2026-02-01T00:00:00Z", to: "2026-03-05T00:00:00Z"';
    expect((await stats('COLOUR, CATEGORY', filter)).cells.some(({ count }) => (count ?? 9) < 5)).toBe(true);
    const hidden = await stats('COLOUR, CATEGORY', filter, POLICE);
    expect(hidden.isWithheld || hidden.suppressedCells > 1).toBe(true);
    for (const { count } of hidden.cells) expect(count ?? 5).toBeGreaterThanOrEqual(5);
  });

  test('hides small cells, and others with them, from those without the right to small counts', async () => {
    const filter = 'from: "2026-02-01T00:00:00Z", to: "2026-03-05T00:00:00Z"';
    const exact = await stats('REGION, CATEGORY', filter);
    expect(exact.cells.some(({ count }) => count !== null && count < 5)).toBe(true);
    const hidden = await stats('REGION, CATEGORY', filter, POLICE);
    expect(hidden.isWithheld || hidden.suppressedCells > 1).toBe(true);
    for (const cell of hidden.cells) {
      expect(cell.isSuppressed).toBe(cell.count === null);
      if (cell.count !== null) expect(cell.count).toBeGreaterThanOrEqual(5);
    }
    expect(hidden.cells.filter(({ isSuppressed }) => isSuppressed)).toHaveLength(hidden.suppressedCells);
  });

  test('a count of everything that is under 5 is withheld altogether', async () => {
    const [first] = disputes;
    const from = first?.openedAt ?? '';
    const to = new Date(Date.parse(from) + 1_000).toISOString();
    const tiny = await stats('FEED', `from: "${from}", to: "${to}"`, POLICE);
    expect(tiny).toEqual({ total: null, isWithheld: true, suppressedCells: 0, cells: [] });
    expect((await stats('FEED', `from: "${from}", to: "${to}"`)).total).toBe(1);
    expect(
      await stats('FEED', 'from: "2020-01-01T00:00:00Z", to: "2020-01-02T00:00:00Z"', POLICE),
    ).toMatchObject({
      total: 0,
      isWithheld: false,
    });
  });

  test('a table of more than 2,000 cells is refused', async () => {
    const later = disputes.slice(0, 60).flatMap(({ _id, openedAt, ...rest }, one) =>
      Array.from({ length: 40 }, (_, index) => ({
        ...rest,
        _id: `${_id}-${index}`,
        code: `${rest.code}-${index}`,
        openedAt: new Date(Date.parse('2023-06-01T00:00:00Z') + (one * 40 + index) * 3_600_000).toISOString(),
        regionCode: `3206${String(index).padStart(2, '0')}001`,
        workflow: null,
        lastActivityAt: openedAt,
      })),
    );
    await store.disputes.insertMany(later);
    const filter = 'from: "2023-01-01T00:00:00Z", to: "2024-01-01T00:00:00Z"';
    const query = `{ disputeStats(groupBy: [DAY, REGION], filter: { ${filter} }) { total } }`;
    expect((await ask(door, 'indicators', query)).errors?.[0]?.extensions).toMatchObject({
      code: 'HUB_LIMIT_EXCEEDED',
    });
  });

  test('nothing, or the same thing twice, is nothing to count by', async () => {
    for (const groupBy of ['', 'DAY, DAY']) {
      const query = `{ disputeStats(groupBy: [${groupBy}], filter: { ${RANGE} }) { total } }`;
      const { errors } = await ask(door, 'indicators', query);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'HUB_BAD_REQUEST' });
    }
  });
});

describe('points', () => {
  const PARTS = 'nodes { agency mediator points parts { part count points } }';

  test('are those of the events before the moment, whatever happened later, page by page', async () => {
    const asOf = '2026-05-01T00:00:00.000Z';
    const histories = registered.map(({ workflow }) => workflow?.events ?? []);
    const wanted = pointsOf(histories, asOf).filter(({ mediator }) => mediator !== null);
    expect(wanted.length).toBeGreaterThan(2);
    expect(pointsOf(histories, NOW.toISOString())).not.toEqual(pointsOf(histories, asOf));
    const { mediatorPoints } = await answer(
      `mediatorPoints(asOf: "2026-05-01T08:00:00+08:00", first: 2) { edges { node { ruleVersion } } totalCount pageInfo { endCursor } ${PARTS} }`,
    );
    const page = mediatorPoints as {
      pageInfo: { endCursor: string };
      nodes: unknown;
      totalCount: number;
      edges: { node: { ruleVersion: string } }[];
    };
    expect([page.edges[0]?.node.ruleVersion, page.totalCount, page.nodes]).toEqual([
      'points-1',
      wanted.length,
      wanted.slice(0, 2),
    ]);
    const next = await answer(
      `mediatorPoints(asOf: "2026-05-01T08:00:00+08:00", first: 100, after: "${page.pageInfo.endCursor}") { ${PARTS} }`,
    );
    expect(next).toEqual({ mediatorPoints: { nodes: wanted.slice(2) } });
  });

  test('of agencies are of one agency, division and stretch of time when asked', async () => {
    const chosen = registered.filter(({ regionCode }) => regionCode?.startsWith('3206') === true);
    const wanted = pointsOf(
      chosen.map(({ workflow }) => workflow?.events ?? []),
      '2026-07-01T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
    ).filter(({ mediator, agency }) => mediator === null && agency === 'court');
    expect(wanted).toHaveLength(1);
    expect(
      await answer(
        `agencyPoints(asOf: "2026-07-01T00:00:00Z", since: "2026-03-01T00:00:00Z", agency: "court", regionCode: "3206") { ${PARTS} }`,
      ),
    ).toEqual({ agencyPoints: { nodes: wanted } });
  });
});
