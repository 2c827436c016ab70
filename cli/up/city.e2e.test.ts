import { afterAll, beforeAll, expect, test } from 'vitest';
import { FEED_NAMES } from '../../schema/vocabulary/feeds.ts';
import { readmeQueries } from '../../test/docs/readme-queries.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { askAsPrinted, freshLauncher, type Launcher, type Outcome } from '../../test/harness/launcher.ts';
import type { FeedFlow } from '../status/flow.ts';
import type { Status } from '../status/status.ts';

let launcher: Launcher;
let up: Outcome;

beforeAll(async () => {
  launcher = await freshLauncher();
  up = await launcher.tributary('up', '--detach');
});

afterAll(() => launcher.remove());

const CITY_FEEDS: readonly string[] = FEED_NAMES;
const AGENCIES = ['POLICE110', 'HOTLINE12345', 'COURT', 'GRID'];
const RECORD_LISTS = ['policeIncidents', 'hotlineTickets', 'courtCases', 'gridEvents'];

function fedBy({ flow }: Status, is: (feed: FeedFlow) => boolean): readonly FeedFlow[] {
  return (flow?.feeds ?? []).filter((feed) => CITY_FEEDS.includes(feed.feed) && is(feed));
}

interface Answer {
  readonly errors?: unknown;
  readonly data: Record<string, { readonly nodes?: readonly unknown[] } & Record<string, unknown>>;
}

async function ask(query: string, variables: object = {}): Promise<Answer> {
  return (await askAsPrinted(up.output, JSON.stringify({ query, variables }))) as Answer;
}

function nodesOf(parent: Record<string, unknown> | undefined, list: string): readonly unknown[] {
  return (parent?.[list] as { readonly nodes: readonly unknown[] } | undefined)?.nodes ?? [];
}

test('the printed command asks for one dispute that several agencies know', async () => {
  expect(up).toMatchObject({ code: 0 });
  const { data, errors } = (await askAsPrinted(up.output)) as Answer;
  expect(errors).toBeUndefined();
  for (const list of ['policeIncidents', 'hotlineTickets', 'timeline']) {
    expect(nodesOf(data['dispute'], list), list).not.toEqual([]);
  }
});

test('the first query of the README is answered by all four agencies, under one dispute', async () => {
  const [oneDispute = ''] = readmeQueries('README.md');
  const { code } = await eventually(
    async () => {
      const { data } = await ask(
        `{ disputes(filter: { feeds: [${AGENCIES.join(', ')}] }, first: 1) { nodes { code } } }`,
      );
      return data['disputes']?.nodes?.[0] as { readonly code: string } | undefined;
    },
    { timeoutMs: 120_000, what: 'a dispute that all four agencies know' },
  );
  const { data, errors } = await eventually(
    async () => {
      const answer = await ask(oneDispute, { code });
      // The lists of the grid platform come by connectors of their own.
      return JSON.stringify(answer.data['dispute']?.['gridEvents']).includes('人民调解委员会') && answer;
    },
    { what: 'the committee of the grid' },
  );
  expect(errors).toBeUndefined();
  const { dispute, feeds } = data;
  expect(dispute).toMatchObject({ code, feeds: expect.arrayContaining(AGENCIES) as unknown });
  for (const list of RECORD_LISTS) expect(nodesOf(dispute, list), list).not.toEqual([]);
  expect(nodesOf(dispute, 'timeline').map((event) => (event as { feed: string }).feed)).toEqual(
    expect.arrayContaining(AGENCIES),
  );
  for (const { name, secondsBehind } of feeds as unknown as {
    name: string;
    secondsBehind: number | null;
  }[]) {
    if (AGENCIES.includes(name)) expect(secondsBehind, name).not.toBeNull();
  }
});

test('the second query of the README finds records', async () => {
  const [, find = ''] = readmeQueries('README.md');
  const found = await eventually(async () => {
    const answer = await ask(find);
    return (answer.data['search']?.nodes?.length ?? 0) > 0 && answer;
  });
  expect(found.errors).toBeUndefined();
});

test('status counts what came in of each feed that the city brings', async () => {
  const { processes, flow } = await eventually(
    async () => {
      const now = await launcher.status();
      return fedBy(now, ({ records }) => records > 0).length === CITY_FEEDS.length && now;
    },
    { what: 'records of every feed' },
  );
  expect(processes.filter(({ state }) => state !== 'ready')).toEqual([]);
  expect(processes.map(({ role }) => role)).toContain('simulator');
  for (const { rawRecords, records } of flow?.feeds ?? []) expect(rawRecords).toBeGreaterThanOrEqual(records);
});
