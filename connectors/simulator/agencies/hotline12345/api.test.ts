import { expect, test } from 'vitest';
import type { HotlineTicket } from './shape.ts';
import { answerHotlineApi, TICKETS_PATH } from './api.ts';
import { HotlineSystem } from './system.ts';
import { storyOf } from '../../testing/story.ts';

const TICKETS = storyOf({ seed: 'api', records: 300, days: 7, start: 1_793_000_000_000 }).versions.flatMap(
  (version) => (version.agency === 'hotline12345' && version.change === 'new' ? [version.body] : []),
);

interface TicketPage {
  readonly items: HotlineTicket[];
  readonly nextPage: string | null;
  readonly serverTime: string;
}

function interfaceOf(system: HotlineSystem) {
  const ask = (
    query: Record<string, string>,
    authorization: string | undefined = 'Bearer secret',
    method = 'GET',
  ) =>
    answerHotlineApi(
      {
        method,
        url: new URL(`${TICKETS_PATH}?${new URLSearchParams(query).toString()}`, 'http://localhost'),
        authorization,
      },
      { system, token: () => Promise.resolve('secret'), now: () => 1_793_700_000_000 },
    );
  const page = async (query: Record<string, string>): Promise<TicketPage> => {
    const reply = await ask(query);
    expect(reply.status).toBe(200);
    return JSON.parse(reply.body) as TicketPage;
  };
  return { ask, page };
}

function commit(system: HotlineSystem, tickets: readonly HotlineTicket[]): void {
  const transaction = system.begin();
  for (const ticket of tickets) transaction.put(ticket);
  transaction.commit();
}

const numbersOf = (tickets: readonly HotlineTicket[]): string[] => tickets.map(({ ticketNo }) => ticketNo);

test('a row that a transaction held open across two polls is in the third, within the overlap', async () => {
  const system = new HotlineSystem();
  const { page } = interfaceOf(system);
  const [late, ...others] = TICKETS;
  if (late === undefined) throw new Error('the story has no tickets');
  const transaction = system.begin();
  transaction.put(late);
  commit(system, others.slice(0, 3));
  const first = await page({});
  expect(numbersOf(first.items)).not.toContain(late.ticketNo);
  commit(system, others.slice(3, 6));
  const watermark = first.items.at(-1)?.updatedAt ?? '';
  expect(Date.parse(watermark)).toBeGreaterThan(Date.parse(late.updatedAt));
  expect(numbersOf((await page({ updatedSince: watermark })).items)).not.toContain(late.ticketNo);
  transaction.commit();
  expect(numbersOf((await page({ updatedSince: late.updatedAt })).items)).toContain(late.ticketNo);
});

test('what stood there when paging began is given once, though rows are added and changed meanwhile', async () => {
  const system = new HotlineSystem();
  const { page } = interfaceOf(system);
  const half = Math.floor(TICKETS.length / 2);
  const before = TICKETS.slice(0, half);
  const during = TICKETS.slice(half);
  commit(system, before);
  const seen: HotlineTicket[] = [];
  let token: string | null = null;
  do {
    const got: TicketPage = await page({ pageSize: '5', ...(token === null ? {} : { page: token }) });
    seen.push(...got.items);
    token = got.nextPage;
    const added = during.shift();
    // Some come in behind the place where paging is, as late commits do, and some in front of it.
    if (added !== undefined) {
      const [first] = before;
      const updatedAt = during.length % 2 === 0 ? (first?.updatedAt ?? '') : added.updatedAt;
      commit(system, [{ ...added, updatedAt }]);
    }
  } while (token !== null);
  const numbers = numbersOf(seen);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const { ticketNo } of before) expect(numbers).toContain(ticketNo);
});

test('an answer is ordered, says its time with an offset, and ends with no next page', async () => {
  const system = new HotlineSystem();
  commit(system, TICKETS);
  const { items, nextPage, serverTime } = await interfaceOf(system).page({ pageSize: '1000' });
  expect(nextPage).toBeNull();
  expect(serverTime).toMatch(/\+08:00$/);
  expect(Date.parse(serverTime)).toBe(1_793_700_000_000);
  const times = items.map(({ updatedAt }) => Date.parse(updatedAt));
  expect(times).toEqual(times.toSorted((left, right) => left - right));
});

test('without the token nothing is shown, and what is wrong is said', async () => {
  const system = new HotlineSystem();
  commit(system, TICKETS);
  const { ask } = interfaceOf(system);
  for (const authorization of ['', 'Bearer wrong1', 'secret', 'bearer secret2']) {
    const reply = await ask({}, authorization);
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toContain('Bearer');
    expect(reply.body).not.toContain('NT20');
  }
  const bad: [Record<string, string>, string][] = [
    [{ updatedSince: '2026-11-24' }, 'RFC 3339'],
    [{ updatedSince: '2026-02-30T00:00:00+08:00' }, 'updatedSince'],
    [{ pageSize: '0' }, 'pageSize'],
    [{ pageSize: '1001' }, 'pageSize'],
    [{ page: 'W10' }, 'page'],
  ];
  for (const [query, word] of bad) {
    const reply = await ask(query);
    expect(reply.status).toBe(400);
    expect(reply.body).toContain(word);
  }
  expect((await ask({}, undefined, 'POST')).status).toBe(405);
});
