import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GridPlatform } from '../../connectors/simulator/agencies/grid/platform.ts';
import { gridReference } from '../../connectors/simulator/agencies/grid/reference.ts';
import {
  startTestGridDatabase,
  type TestGridDatabase,
} from '../../connectors/simulator/testing/grid-database.ts';
import { signToken } from '../../gateway/access/identity/local-issuer.ts';
import { eventually } from '../harness/eventually.ts';
import { startHubProcesses, type HubProcesses } from '../harness/hub-processes.ts';
import { pushIncidents, type PoliceRow } from '../harness/police-push.ts';
import { freshDatabaseUri, freshTopicPrefix, testServers } from '../harness/servers.ts';
import { startAgencies, type ListeningAgencies } from './listening-agencies.ts';

/** The very files that docs/story offers to be run against `./tributary up`. */
const STORY = join(import.meta.dirname, '../../docs/story');
const MOVES = readdirSync(join(STORY, 'moves')).toSorted();
const CALL_SHEET = 'J3206122026112300417';
const AGENCIES = ['police', 'hotline', 'court', 'grid'] as const;
const FEED_OF = { police: 'police110', hotline: 'hotline12345', court: 'court', grid: 'grid' } as const;

/** As the graph names them. */
const ALL_FEEDS = Object.values(FEED_OF).map((feed) => feed.toUpperCase());

interface Told {
  readonly code: string;
  readonly feeds: readonly string[];
  readonly recordCount: number;
  readonly workflow: {
    readonly state: string;
    readonly agreement: object | null;
    readonly confirmation: object | null;
  } | null;
  readonly links: {
    readonly nodes: readonly { readonly status: string; readonly fields: readonly object[] }[];
  };
  readonly timeline: {
    readonly nodes: readonly {
      readonly kind: string;
      readonly origin: string;
      readonly feed: string | null;
    }[];
  };
}
interface RiskTold {
  readonly kind: string;
  readonly factors: readonly {
    readonly name: string;
    readonly evidence: readonly { readonly words: string | null }[];
  }[];
}
interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[];
}

const home = mkdtempSync(join(tmpdir(), 'story-'));
const done: { id: string; kind: string; to: string }[] = [];
let database: TestGridDatabase;
let platform: GridPlatform;
let agencies: ListeningAgencies;
let hub: HubProcesses;
let code = '';

beforeAll(async () => {
  [database, agencies] = await Promise.all([startTestGridDatabase(), startAgencies(AGENCIES)]);
  platform = new GridPlatform({
    host: '127.0.0.1',
    port: database.port,
    city: 'story',
    password: () => Promise.resolve(database.password),
  });
  await platform.open(() => gridReference('story', Date.parse('2026-10-01T00:00:00+08:00')));
  const place = {
    ...database.place,
    'poll.interval.ms': 200,
  };
  const lists = { GRID: 'grids', COMMUNITY: 'communities', MEDIATION_COMMITTEE: 'mediation_committees' };
  for (const feed of ['hotline12345', 'court']) mkdirSync(join(home, 'drop', feed), { recursive: true });
  hub = await startHubProcesses({
    home,
    kafkaBrokers: testServers().kafkaBrokers,
    mongodbUri: freshDatabaseUri(),
    topicPrefix: freshTopicPrefix(),
    partitions: 3,
    roles: ['worker', 'pipeline', 'gateway'],
    secrets: { 'grid.password': database.password, 'referrals.hmac': agencies.secretText },
    connectors: [
      drop('hotline12345-export', 'hotline12345.export', 'hotline12345'),
      drop('court-drop', 'court.drop', 'court'),
      { name: 'grid-events', config: { 'connector.class': 'grid.sql', view: 'share.grid_events', ...place } },
      ...Object.entries(lists).map(([kind, view]) => ({
        name: `grid-${view.replace('_', '-')}`,
        config: { 'connector.class': 'grid.reference', kind, view: `share.${view}`, ...place },
      })),
      ...AGENCIES.map((agency) => ({
        name: `${agency}-referrals`,
        config: {
          'connector.class': 'hub.webhook',
          agency,
          feed: FEED_OF[agency],
          url: agencies.urlOf(agency),
          'secret.file': 'referrals.hmac',
        },
      })),
    ],
  });
}, 120_000);
afterAll(async () => {
  await hub.stop();
  await platform.close();
  await database.remove();
  await agencies.stop();
  rmSync(home, { recursive: true, force: true });
});

function drop(name: string, connectorClass: string, feed: string) {
  const config = { 'connector.class': connectorClass, folder: `drop/${feed}`, 'poll.interval.ms': 100 };
  return { name, config };
}

/** Puts a file of the story into a drop folder, whole at once. */
function dropFile(file: string, feed: string, name: string): void {
  const beside = join(home, 'drop', `${feed}.part`);
  copyFileSync(join(STORY, file), beside);
  renameSync(beside, join(home, 'drop', feed, name));
}

const textOf = (file: string): string => readFileSync(join(STORY, file), 'utf8');

async function ask(partner: string, query: string, variables: object): Promise<Answer> {
  const response = await fetch(`${hub.gatewayUrl}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await signToken(home, partner)}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

async function told(partner = 'police'): Promise<Told | null> {
  const { data, errors } = await ask(partner, textOf('dispute.graphql'), { number: CALL_SHEET });
  expect(errors).toBeUndefined();
  const { nodes } = data?.['search'] as { readonly nodes: readonly { readonly dispute: Told | null }[] };
  return nodes[0]?.dispute ?? null;
}

/** Partner of a move's file: `03-hotline-refer.graphql` is the hotline's. */
const partnerOf = (file: string): string => file.split('-')[1] ?? '';

async function move(file: string): Promise<{ id: string; kind: string; to: string }> {
  const { data, errors } = await ask(partnerOf(file), textOf(join('moves', file)), { code });
  expect(errors, file).toBeUndefined();
  const [result] = Object.values(data ?? {}) as { readonly event: (typeof done)[number] }[];
  if (result === undefined) throw new Error(`${file} was not answered`);
  return result.event;
}

const found = (records: number): Promise<Told> =>
  eventually(
    async () => {
      const dispute = await told();
      return dispute?.recordCount === records && dispute;
    },
    { what: `one dispute of ${records} records` },
  );

test('a neighbour calls 110: one dispute with a code', async () => {
  const row = JSON.parse(textOf('police110.json')) as PoliceRow;
  expect((await pushIncidents(hub.intakeUrl, hub.policeSecret, [row])).status).toBe(202);
  code = (await found(1)).code;
  expect(code).toMatch(/^T-320612-261123-/);
});

test('then 12345, a grid inspector and the court: still one dispute, the same code, each link with its evidence', async () => {
  dropFile('hotline12345.csv', 'hotline12345', 'tickets-20261124-asof-20261125T020000.csv');
  expect((await found(2)).code).toBe(code);
  const client = await database.connect();
  await client.query(textOf('grid.sql'));
  expect((await found(3)).code).toBe(code);
  dropFile('court.xml', 'court', 'cases-20261126.xml');
  const dispute = await found(4);
  expect(dispute.code).toBe(code);
  expect(dispute.feeds.toSorted()).toEqual(ALL_FEEDS.toSorted());
  expect(dispute.links.nodes.length).toBeGreaterThanOrEqual(3);
  for (const { status, fields } of dispute.links.nodes) {
    expect(status).toBe('LINKED');
    expect(fields.length).toBeGreaterThan(0);
  }
});

test('a threat makes it red, and who watches is told at once why', async () => {
  const leave = new AbortController();
  const { status, body } = await fetch(`${hub.gatewayUrl}/graphql/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${await signToken(home, 'analyst')}`,
    },
    body: JSON.stringify({ query: textOf('watch.graphql') }),
    signal: leave.signal,
  });
  expect(status).toBe(200);
  const threat = JSON.parse(textOf('threat.json')) as PoliceRow;
  let stream = '';
  const decoder = new TextDecoder();
  for await (const bytes of body ?? []) {
    // The stream begins with its cursor; what is pushed after that cannot be missed.
    if (stream === '')
      expect((await pushIncidents(hub.intakeUrl, hub.policeSecret, [threat])).status).toBe(202);
    stream += decoder.decode(bytes, { stream: true });
    if (stream.includes('COLOUR_CHANGED')) break;
  }
  leave.abort();
  const data = /^data: (.*COLOUR_CHANGED.*)$/m.exec(stream)?.[1] ?? '{}';
  const { event } = (JSON.parse(data) as { data: { riskEvents: { event: RiskTold } } }).data.riskEvents;
  expect(event).toMatchObject({
    kind: 'COLOUR_CHANGED',
    code,
    colour: 'RED',
    dispute: { feeds: expect.any(Array) as unknown },
  });
  const words = event.factors.find(({ name }) => name === 'THREAT_WORDS')?.evidence.map((one) => one.words);
  expect(words).toEqual(expect.arrayContaining([expect.stringContaining('菜刀')]));
  expect((await found(5)).code).toBe(code);
});

test('registered, triaged, referred and accepted by whom it was referred to', async () => {
  for (const file of MOVES.slice(0, 4)) done.push(await move(file));
  expect(done.map(({ to }) => to)).toEqual(['REGISTERED', 'TRIAGED', 'REFERRED', 'ACCEPTED']);
});

test('closing now is refused and names what is legal; nothing changed', async () => {
  const { errors } = await ask('hotline', textOf('moves/11-hotline-close.graphql'), { code });
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'HUB_MOVE_ILLEGAL',
    legalMoves: expect.arrayContaining(['START_MEDIATION', 'RETURN']) as unknown,
  });
  expect((await told())?.workflow?.state).toBe('ACCEPTED');
});

test('the same accepting again is answered with the same event', async () => {
  expect((await move('04-court-accept.graphql')).id).toBe(done[3]?.id);
});

test('mediated, agreed, confirmed, followed up and closed', async () => {
  for (const file of MOVES.slice(4)) done.push(await move(file));
  expect(done.slice(4).map(({ to }) => to)).toEqual([
    'MEDIATING',
    'MEDIATING',
    'AGREED',
    'AGREED',
    'CONFIRMED',
    'FOLLOWED_UP',
    'CLOSED',
  ]);
  expect((await told('hotline'))?.workflow).toMatchObject({
    state: 'CLOSED',
    agreement: { method: 'PEOPLES_MEDIATION', form: 'WRITTEN', amountFen: 800_000 },
    confirmation: { status: 'CONFIRMED', number: '（2026）苏0612诉前调确417号' },
  });
});

test('the timeline has what each agency recorded, and the moves in their order, each once', async () => {
  const dispute = await told('court');
  expect(dispute?.workflow?.state).toBe('CLOSED');
  const nodes = dispute?.timeline.nodes ?? [];
  for (const feed of ALL_FEEDS) expect(nodes.map((node) => node.feed)).toContain(feed);
  const moves = nodes.filter(({ origin }) => origin === 'PARTNER').map(({ kind }) => kind);
  expect(moves).toEqual(done.map(({ kind }) => kind));
});

/** What each agency must hear of: its own moves, what it has in hand, and the results of disputes that its records are in. */
test.each(AGENCIES)('%s is told, signed, in order and once', async (agency) => {
  const messages = await eventually(
    () => agencies.toldTo(agency).some(({ move: kind }) => kind === 'CLOSE') && agencies.toldTo(agency),
    { what: `${agency} to hear that it is closed` },
  );
  const kinds = messages.map(({ move: kind }) => kind);
  expect(kinds).toEqual(TOLD[agency]);
  expect(messages.map(({ id }) => id)).toEqual(
    done.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id),
  );
  expect(messages.every((message) => message.code === code)).toBe(true);
});

const RESULTS = ['AGREE', 'CONFIRM', 'FOLLOW_UP', 'CLOSE'];
const TOLD: Readonly<Record<(typeof AGENCIES)[number], readonly string[]>> = {
  police: ['REGISTER', ...RESULTS],
  hotline: ['TRIAGE', 'REFER', ...RESULTS],
  court: [
    'REFER',
    'ACCEPT',
    'START_MEDIATION',
    'RECORD_SESSION',
    'AGREE',
    'REQUEST_CONFIRMATION',
    'CONFIRM',
    'FOLLOW_UP',
    'CLOSE',
  ],
  grid: RESULTS,
};
