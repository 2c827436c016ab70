import { describe, expect, test } from 'vitest';
import type { FormShape } from '../../../schema/canonical/form-shape.ts';
import { EMPTY_SHAPE, observe, type ObservedRow } from './column-drift.ts';

const START = Date.parse('2026-11-24T00:00:00Z');
const NOW = new Date('2026-11-24T12:00:00Z');

/** So many rows, each made from its number; a minute apart. */
function rowsOf(
  count: number,
  columnsOf: (index: number) => Record<string, unknown>,
  options: { readonly from?: number; readonly unknown?: readonly string[]; readonly textual?: boolean } = {},
): ObservedRow[] {
  const { from = 0, unknown = [], textual = true } = options;
  return Array.from({ length: count }, (_, index) => ({
    recordId: `r-${from + index}`,
    columns: columnsOf(index),
    isUnknown: (column) => unknown.includes(column),
    textual,
    at: new Date(START + (from + index) * 60_000).toISOString(),
  }));
}

const plain = (index: number): Record<string, unknown> => ({
  id: `J${index}`,
  phone: '13812340001',
  at: '2026-11-24 08:00:00',
  note: index % 3 === 0 ? '' : '吵架',
});

const learned = (): FormShape => observe(EMPTY_SHAPE, rowsOf(300, plain), NOW);

/** A row without some columns. */
const without =
  (...names: readonly string[]) =>
  (index: number): Record<string, unknown> =>
    Object.fromEntries(Object.entries(plain(index)).filter(([name]) => !names.includes(name)));

describe('a form that stays as it is', () => {
  test('gives no finding, and its columns are counted with what they hold', () => {
    const shape = observe(learned(), rowsOf(2_000, plain, { from: 300 }), NOW);
    expect(shape.findings).toEqual([]);
    expect(shape.rows).toBe(2_300);
    expect(shape.columns.find(({ name }) => name === 'note')).toMatchObject({
      rows: 2_300,
      filled: 2_300 - 767,
      kinds: { EMPTY: 767, TEXT: 2_300 - 767 },
      firstSeenAt: '2026-11-24T00:00:00.000Z',
    });
  });

  test('is not changed by what is observed: the shape given stays as it was', () => {
    const shape = learned();
    const before = structuredClone(shape);
    observe(shape, rowsOf(50, without('phone')), NOW);
    expect(shape).toEqual(before);
  });
});

describe('a new column', () => {
  test('is found at its first row when the mapping does not know it, once, with a sample of its shape', () => {
    const rows = rowsOf(5, (index) => ({ ...plain(index), 来源: '微信120' }), {
      from: 300,
      unknown: ['来源'],
    });
    const { findings } = observe(learned(), rows, NOW);
    expect(findings).toEqual([
      {
        kind: 'NEW',
        column: '来源',
        at: '2026-11-24T05:00:00.000Z',
        firstSeenAt: '2026-11-24T05:00:00.000Z',
        lastSeenAt: '2026-11-24T05:04:00.000Z',
        recordId: 'r-300',
        sample: '字字999',
        was: null,
        now: 'TEXT',
        closedAt: null,
      },
    ]);
  });

  test('is no finding when the mapping knows it: an optional column that comes for the first time', () => {
    const rows = rowsOf(5, (index) => ({ ...plain(index), closedAt: '2026-11-24 09:00:00' }), { from: 300 });
    expect(observe(learned(), rows, NOW).findings).toEqual([]);
  });

  test('is over when the mapping has learned it, or when it has not come for 1,000 rows; then it is new again', () => {
    const more = (index: number): Record<string, unknown> => ({ ...plain(index), extra: 'x' });
    const found = observe(learned(), rowsOf(5, more, { from: 300, unknown: ['extra'] }), NOW);
    const known = observe(found, rowsOf(1, more, { from: 305 }), NOW);
    expect(known.findings[0]?.closedAt).toBe('2026-11-24T05:05:00.000Z');
    const gone = observe(found, rowsOf(1_000, plain, { from: 305 }), NOW);
    expect(gone.findings.map(({ closedAt }) => closedAt === null)).toEqual([false]);
    const back = observe(gone, rowsOf(1, more, { from: 1_305, unknown: ['extra'] }), NOW);
    expect(back.findings.map(({ closedAt }) => closedAt === null)).toEqual([false, true]);
  });
});

describe('a missing column', () => {
  test('is found after 30 rows without it, with the first of them, and is over when it comes again', () => {
    const almost = observe(learned(), rowsOf(29, without('phone'), { from: 300 }), NOW);
    expect(almost.findings).toEqual([]);
    const shape = observe(almost, rowsOf(1, without('phone'), { from: 329 }), NOW);
    expect(shape.findings).toMatchObject([
      {
        kind: 'MISSING',
        column: 'phone',
        recordId: 'r-300',
        lastSeenAt: '2026-11-24T04:59:00.000Z',
        sample: null,
        was: 'NUMBER',
        now: null,
        closedAt: null,
      },
    ]);
    const again = observe(shape, rowsOf(200, without('phone'), { from: 330 }), NOW);
    expect(again.findings).toHaveLength(1);
    const back = observe(again, rowsOf(1, plain, { from: 530 }), NOW);
    expect(back.findings[0]?.closedAt).not.toBeNull();
  });

  test('and a second one later are both found as fast: one that is known to be missing does not make the form loose', () => {
    const one = observe(learned(), rowsOf(500, without('phone'), { from: 300 }), NOW);
    const two = observe(one, rowsOf(30, without('phone', 'at'), { from: 800 }), NOW);
    expect(two.findings.map(({ column }) => column)).toEqual(['phone', 'at']);
  });

  test('is not told of a form that is not known yet', () => {
    const young = observe(EMPTY_SHAPE, rowsOf(150, plain), NOW);
    expect(observe(young, rowsOf(100, without('phone'), { from: 150 }), NOW).findings).toEqual([]);
  });

  test('is no row here and there: single rows that lack it raise nothing', () => {
    const rows = rowsOf(3_000, (index) => (index % 250 === 7 ? without('phone')(index) : plain(index)), {
      from: 300,
    });
    expect(observe(learned(), rows, NOW).findings).toEqual([]);
  });
});

describe('JSON that leaves out what is empty', () => {
  /** Closed tickets have a time of closing, open ones leave it out; so do others with their own columns. */
  const loose =
    (isClosed: boolean) =>
    (index: number): Record<string, unknown> => ({
      id: `T${index}`,
      ...(isClosed ? { closedAt: '2026-11-24T08:00:00+08:00' } : {}),
      ...(index % 2 === 0 ? { phone: '138' } : {}),
      ...(index % 5 === 0 ? { reply: '好' } : {}),
    });
  const json = { textual: false };
  const history = observe(EMPTY_SHAPE, rowsOf(500, loose(true), json), NOW);

  test('raises nothing while columns come and go', () => {
    const mixed = rowsOf(3_000, (index) => loose(index % 4 === 0)(index), { ...json, from: 500 });
    expect(observe(history, mixed, NOW).findings).toEqual([]);
  });

  test('raises nothing when a column that was always there so far is left out for hundreds of rows', () => {
    expect(observe(history, rowsOf(900, loose(false), { ...json, from: 500 }), NOW).findings).toEqual([]);
  });

  test('tells after 1,000 rows that a column is gone which was always there, and never of one that comes and goes', () => {
    const gone = (index: number): Record<string, unknown> => ({ id: `T${index}` });
    const { findings } = observe(history, rowsOf(1_000, gone, { ...json, from: 500 }), NOW);
    expect(findings.map(({ kind, column }) => [kind, column])).toEqual([['MISSING', 'closedAt']]);
  });

  test('takes null for empty, which is no change of kind', () => {
    const nulls = rowsOf(500, () => ({ id: null, phone: null }), { ...json, from: 500 });
    expect(observe(history, nulls, NOW).findings.filter(({ kind }) => kind === 'RETYPED')).toEqual([]);
  });
});

describe('a column with values of another kind', () => {
  const retyped = (index: number): Record<string, unknown> => ({ ...plain(index), at: '1764000000' });

  test('is found after 30 of them, with the first of them, and is over after 30 as before', () => {
    expect(observe(learned(), rowsOf(29, retyped, { from: 300 }), NOW).findings).toEqual([]);
    const shape = observe(learned(), rowsOf(40, retyped, { from: 300 }), NOW);
    expect(shape.findings).toMatchObject([
      {
        kind: 'RETYPED',
        column: 'at',
        recordId: 'r-300',
        sample: '9999999999',
        was: 'TIME',
        now: 'NUMBER',
        firstSeenAt: '2026-11-24T05:00:00.000Z',
        lastSeenAt: '2026-11-24T05:39:00.000Z',
        closedAt: null,
      },
    ]);
    expect(observe(shape, rowsOf(29, plain, { from: 340 }), NOW).findings[0]?.closedAt).toBeNull();
    expect(observe(shape, rowsOf(30, plain, { from: 340 }), NOW).findings[0]?.closedAt).not.toBeNull();
  });

  test('sees a telephone number in JSON turn from text into a bare number', () => {
    const json = { textual: false };
    const shape = observe(EMPTY_SHAPE, rowsOf(100, plain, json), NOW);
    const { findings } = observe(
      shape,
      rowsOf(30, (index) => ({ ...plain(index), phone: 13_812_340_001 }), { ...json, from: 100 }),
      NOW,
    );
    expect(findings).toMatchObject([{ kind: 'RETYPED', column: 'phone', was: 'TEXT', now: 'NUMBER' }]);
  });

  test('is no column that was mixed from the beginning, nor one with few values of another kind', () => {
    const mixed = (index: number): Record<string, unknown> => ({ house: index % 3 === 0 ? '12' : '12甲' });
    const shape = observe(EMPTY_SHAPE, rowsOf(600, mixed), NOW);
    expect(
      observe(
        shape,
        rowsOf(60, () => ({ house: '9' }), { from: 600 }),
        NOW,
      ).findings,
    ).toEqual([]);
    const few = rowsOf(2_000, (index) => (index % 80 === 0 ? retyped(index) : plain(index)), { from: 300 });
    expect(observe(learned(), few, NOW).findings).toEqual([]);
  });
});

test('what has stood for 35 days is the new usual', () => {
  const both = (index: number): Record<string, unknown> => ({ ...without('phone')(index), at: '1764000000' });
  const shape = observe(learned(), rowsOf(100, both, { from: 300 }), NOW);
  expect(shape.findings.map(({ kind }) => kind).sort()).toEqual(['MISSING', 'RETYPED']);
  const later = observe(shape, rowsOf(100, both, { from: 400 }), new Date(NOW.getTime() + 36 * 86_400_000));
  expect(later.findings.every(({ closedAt }) => closedAt !== null)).toBe(true);
  expect(later.columns.map(({ name }) => name)).not.toContain('phone');
  const more = observe(later, rowsOf(300, both, { from: 500 }), NOW);
  expect(more.findings).toHaveLength(2);
  const back = observe(more, rowsOf(30, plain, { from: 800 }), NOW);
  expect(back.findings.at(-1)).toMatchObject({ kind: 'RETYPED', was: 'NUMBER', now: 'TIME' });
});

test('a source that makes up names does not fill the store', () => {
  const wild = rowsOf(2_000, (index) => ({ [`x${index}`]: 1 }), { unknown: [] });
  const shape = observe(EMPTY_SHAPE, wild, NOW);
  expect(shape.columns).toHaveLength(400);
  const strangers = rowsOf(300, (index) => ({ [`y${index}`]: 1 }), {
    unknown: Array.from({ length: 300 }, (_, n) => `y${n}`),
  });
  expect(observe(EMPTY_SHAPE, strangers, NOW).findings).toHaveLength(100);
});
