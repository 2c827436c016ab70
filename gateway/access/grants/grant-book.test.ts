import { expect, test, vi } from 'vitest';
import type { Grant } from '../../../schema/canonical/grant.ts';
import type { GrantDoc } from '../../../schema/store/grant-docs.ts';
import { eventually } from '../../../test/harness/eventually.ts';
import { NO_ACCESS } from './access.ts';
import { bookOf, followGrants, type GrantBook } from './grant-book.ts';
import { grantWith } from './testing/sample-grant.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const COURT = { partner: 'court', actor: 'clerk-7' };
const silent = { warn: () => undefined };

test('without a purpose the only one that is granted counts', () => {
  const book = bookOf([grantWith(), grantWith({ id: 'grant-2', dataset: 'grid' })], () => NOW);
  const { purpose, access } = book.admit(COURT, null);
  expect(purpose).toBe('DISPUTE_HANDLING');
  expect([...access.datasets.keys()]).toEqual(['police110', 'grid']);
  expect(book.admit(COURT, 'DISPUTE_HANDLING').access).toBe(access);
});

test('of several purposes one must be stated, and one that is granted', () => {
  const book = bookOf([grantWith(), grantWith({ id: 'grant-2', purposes: ['STATISTICS'] })], () => NOW);
  expect(() => book.admit(COURT, null)).toThrow(
    expect.objectContaining({
      code: 'HUB_PURPOSE_REQUIRED',
      message: expect.stringContaining('DISPUTE_HANDLING (纠纷处置), STATISTICS (统计分析)') as string,
      details: { purposes: ['DISPUTE_HANDLING', 'STATISTICS'] },
    }),
  );
  expect(() => book.admit(COURT, 'SUPERVISION')).toThrow(
    expect.objectContaining({ code: 'HUB_PURPOSE_NOT_GRANTED', status: 403 }),
  );
  expect(book.accessFor(COURT, null)).toBe(NO_ACCESS);
  expect(book.accessFor(COURT, 'SUPERVISION')).toBe(NO_ACCESS);
});

test('somebody without grants is let in for any purpose, with nothing', () => {
  const book = bookOf([grantWith()], () => NOW);
  expect(book.admit({ partner: 'grid', actor: 'a' }, null)).toEqual({ purpose: null, access: NO_ACCESS });
  expect(book.admit({ partner: 'grid', actor: 'a' }, 'STATISTICS').access).toBe(NO_ACCESS);
});

test('a grant to one person is for that person', () => {
  const book = bookOf(
    [grantWith(), grantWith({ id: 'grant-2', dataset: 'grid', actor: 'clerk-7' })],
    () => NOW,
  );
  const seenBy = (actor: string): string[] => [
    ...book.admit({ partner: 'court', actor }, null).access.datasets.keys(),
  ];
  expect(seenBy('clerk-7')).toEqual(['police110', 'grid']);
  expect(seenBy('clerk-8')).toEqual(['police110']);
});

test('a term begins and ends by the clock', () => {
  let now = NOW;
  const book = bookOf(
    [grantWith(), grantWith({ id: 'grant-2', dataset: 'grid', validFrom: '2026-07-01T00:00:00Z' })],
    () => now,
  );
  const seenAt = (time: string): string[] => {
    now = new Date(time);
    return [...book.admit(COURT, null).access.datasets.keys()];
  };
  expect(seenAt('2026-06-30T23:59:59.999Z')).toEqual(['police110']);
  expect(seenAt('2026-07-01T00:00:00.000Z')).toEqual(['police110', 'grid']);
  expect(seenAt('2026-12-31T23:59:59.999Z')).toEqual(['police110', 'grid']);
  expect(seenAt('2027-01-01T00:00:00.000Z')).toEqual([]);
});

/** A store in memory whose clock ticks with each write. */
class Shelf {
  readonly grants = new Map<string, GrantDoc>();
  #ticks = 0;

  put(grant: Grant, state: GrantDoc['state'] = 'ACTIVE', origin: GrantDoc['origin'] = 'POLICY'): void {
    const { id, ...rest } = grant;
    this.#ticks += 1;
    this.grants.set(id, {
      ...rest,
      _id: id,
      state,
      origin,
      originId: null,
      reason: '',
      createdAt: '',
      revokedAt: null,
      changes: [],
      changedAt: new Date(this.#ticks),
    });
  }

  follow(now: () => Date = () => NOW, log: { warn(about: object): void } = silent): GrantBook {
    return followGrants(() => Promise.resolve([...this.grants.values()]), log, now, 5);
  }
}

test('a book that follows the store knows nothing before it has read, and what changed soon after', async () => {
  const shelf = new Shelf();
  shelf.put(grantWith());
  const book = shelf.follow();
  expect(() => book.admit(COURT, null)).toThrow(expect.objectContaining({ code: 'HUB_STORE_UNAVAILABLE' }));
  expect(book.ready()).toContain('waiting');
  await eventually(() => book.ready() === null);
  const before = book.admit(COURT, null).access;
  // Of another dataset for another purpose: what holds for this one stays the same object.
  shelf.put(grantWith({ id: 'grant-2', dataset: 'grid', purposes: ['STATISTICS'] }));
  await eventually(() => book.accessFor(COURT, 'STATISTICS').datasets.size === 1);
  expect(book.admit(COURT, 'DISPUTE_HANDLING').access).toBe(before);
  shelf.put(grantWith(), 'REVOKED');
  await eventually(() => book.accessFor(COURT, 'DISPUTE_HANDLING') === NO_ACCESS);
  book.close();
});

test('who loses something is told once, by a revocation or by the clock; who gains or keeps is not', async () => {
  let now = NOW;
  const shelf = new Shelf();
  shelf.put(grantWith());
  shelf.put(grantWith({ id: 'p', partner: 'police', validTo: '2026-06-02T00:00:00Z' }));
  shelf.put(grantWith({ id: 'g', partner: 'grid' }));
  const book = shelf.follow(() => now);
  await eventually(() => book.ready() === null);
  const [court, police, grid] = [vi.fn(), vi.fn(), vi.fn()];
  const heed = (partner: string, told: () => void): (() => void) =>
    book.onLess({ partner, actor: 'a', ...book.admit({ partner, actor: 'a' }, null) }, told);
  heed('court', court);
  heed('police', police);
  heed('grid', grid)();
  shelf.put(grantWith({ id: 'more', dataset: 'grid' }));
  await eventually(() => book.admit(COURT, null).access.datasets.size === 2);
  expect([court, police].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
  shelf.put(grantWith(), 'REVOKED');
  shelf.put(grantWith({ id: 'g', partner: 'grid' }), 'REVOKED');
  await eventually(() => court.mock.calls.length > 0);
  expect(police).not.toHaveBeenCalled();
  now = new Date('2026-06-02T00:00:00Z');
  await eventually(() => police.mock.calls.length > 0);
  expect([court, police].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  expect(grid).not.toHaveBeenCalled();
  book.close();
});

test('an emergency is told in the log once, and other grants are not', async () => {
  const shelf = new Shelf();
  shelf.put(grantWith());
  const warn = vi.fn<(about: object) => void>();
  const book = shelf.follow(() => NOW, { warn });
  await eventually(() => book.ready() === null);
  shelf.put(grantWith({ id: 'e1', dataset: 'disputes', actor: 'clerk-7' }), 'ACTIVE', 'BREAK_GLASS');
  shelf.put(grantWith({ id: 'e2', dataset: 'grid', actor: 'clerk-7' }), 'ACTIVE', 'BREAK_GLASS');
  shelf.put(grantWith({ id: 'other', dataset: 'court' }));
  await eventually(() => book.accessFor(COURT, null).datasets.size === 4);
  expect(warn.mock.calls.map(([about]) => about)).toEqual([
    expect.objectContaining({ alert: 'BREAK_GLASS', partner: 'court', actor: 'clerk-7' }),
  ]);
  book.close();
});
