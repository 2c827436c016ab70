import { expect, test } from 'vitest';
import { storyOf } from '../../testing/story.ts';
import type { HotlineTicket } from './shape.ts';
import { HotlineSystem, type PagePosition } from './system.ts';

const TICKETS = storyOf({
  seed: 'hotline',
  records: 400,
  days: 7,
  start: 1_793_000_000_000,
}).versions.flatMap((version) => (version.agency === 'hotline12345' ? [version.body] : []));

function first(): HotlineTicket {
  const [ticket] = TICKETS;
  if (ticket === undefined) throw new Error('the story has no tickets');
  return ticket;
}

function commit(system: HotlineSystem, tickets: readonly HotlineTicket[]): void {
  const transaction = system.begin();
  for (const ticket of tickets) transaction.put(ticket);
  transaction.commit();
}

function readAll(system: HotlineSystem, sinceMs: number, limit: number): HotlineTicket[] {
  const all: HotlineTicket[] = [];
  let position: PagePosition | null = null;
  do {
    const page: ReturnType<HotlineSystem['page']> = system.page(sinceMs, position, limit);
    all.push(...page.tickets);
    position = page.next;
  } while (position !== null);
  return all;
}

test('pages of any size give every ticket once, in order of updatedAt and number, in its last state', () => {
  const system = new HotlineSystem();
  for (const ticket of TICKETS) commit(system, [ticket]);
  const last = new Map(TICKETS.map((ticket) => [ticket.ticketNo, ticket]));
  for (const ticket of TICKETS) {
    const known = last.get(ticket.ticketNo);
    if (known !== undefined && Date.parse(ticket.updatedAt) > Date.parse(known.updatedAt)) {
      last.set(ticket.ticketNo, ticket);
    }
  }
  const wanted = [...last.values()].sort(
    (left, right) =>
      Date.parse(left.updatedAt) - Date.parse(right.updatedAt) || (left.ticketNo < right.ticketNo ? -1 : 1),
  );
  for (const limit of [1, 7, 1_000]) expect(readAll(system, 0, limit)).toEqual(wanted);
});

test('updatedSince itself is included', () => {
  const system = new HotlineSystem();
  commit(system, TICKETS);
  const all = readAll(system, 0, 50);
  const from = Math.floor(all.length / 2);
  const since = Date.parse(all[from]?.updatedAt ?? '');
  expect(readAll(system, since, 50)).toEqual(all.filter(({ updatedAt }) => Date.parse(updatedAt) >= since));
});

test('rows of an open transaction are not shown, and come with their old updatedAt when it commits', () => {
  const system = new HotlineSystem();
  const late = first();
  const sinceMs = Date.parse(late.updatedAt);
  const later = {
    ...late,
    ticketNo: 'NT20261109999999',
    updatedAt: new Date(sinceMs + 60_000).toISOString(),
  };
  const transaction = system.begin();
  transaction.put(late);
  commit(system, [later]);
  expect(readAll(system, sinceMs, 10)).toEqual([later]);
  transaction.commit();
  expect(readAll(system, sinceMs, 10)).toEqual([late, later]);
});

test('a transaction that is rolled back leaves nothing, and one that has ended takes no more', () => {
  const system = new HotlineSystem();
  const transaction = system.begin();
  transaction.put(first());
  transaction.rollback();
  expect(system.size).toBe(0);
  expect(() => {
    transaction.put(first());
  }).toThrow('ended');
  expect(() => {
    transaction.commit();
  }).toThrow('ended');
});

test('an older state never overwrites a newer one', () => {
  const system = new HotlineSystem();
  const newer = { ...first(), updatedAt: '2026-11-20T10:00:00+08:00', title: 'newer' };
  const older = { ...newer, updatedAt: '2026-11-20T09:00:00+08:00', title: 'older' };
  commit(system, [newer]);
  commit(system, [older]);
  expect(readAll(system, 0, 10)).toEqual([newer]);
});
