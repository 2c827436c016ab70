import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
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

const CITY_FEEDS: readonly string[] = ['police110', 'hotline12345', 'open311'];

function fedBy({ flow }: Status, is: (feed: FeedFlow) => boolean): readonly FeedFlow[] {
  return (flow?.feeds ?? []).filter((feed) => CITY_FEEDS.includes(feed.feed) && is(feed));
}

interface Answer {
  readonly errors?: unknown;
  readonly data: Record<string, { readonly nodes?: readonly unknown[] } & Record<string, unknown>>;
}

/** Both READMEs show the same queries, in this order. */
function queriesOf(readme: string): readonly string[] {
  const text = readFileSync(join(PROJECT_DIR, readme), 'utf8');
  return [...text.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query = '']) => query);
}

async function ask(query: string, variables: object = {}): Promise<Answer> {
  return (await askAsPrinted(up.output, JSON.stringify({ query, variables }))) as Answer;
}

test('the printed command asks for one dispute that police and hotline both know', async () => {
  expect(up).toMatchObject({ code: 0 });
  const { data, errors } = (await askAsPrinted(up.output)) as Answer;
  expect(errors).toBeUndefined();
  for (const list of ['policeIncidents', 'hotlineTickets', 'timeline']) {
    expect((data['dispute']?.[list] as { nodes: unknown[] }).nodes.length).toBeGreaterThan(0);
  }
});

test('the queries of the README are answered in full, in either language', async () => {
  const [oneDispute = '', find = ''] = queriesOf('README.md');
  expect(queriesOf('README.zh-CN.md')).toEqual([oneDispute, find]);
  const code = /Ask for dispute (\S+?),/.exec(up.output)?.[1];
  const dispute = await ask(oneDispute, { code });
  expect(dispute.errors).toBeUndefined();
  expect(dispute.data['dispute']).toMatchObject({
    code,
    feeds: expect.arrayContaining(['POLICE110']) as unknown,
  });
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
    { timeoutMs: 60_000, what: 'records of every feed' },
  );
  expect(processes.filter(({ state }) => state !== 'ready')).toEqual([]);
  expect(processes.map(({ role }) => role)).toContain('simulator');
  for (const { rawRecords, records } of flow?.feeds ?? []) expect(rawRecords).toBeGreaterThanOrEqual(records);
});
