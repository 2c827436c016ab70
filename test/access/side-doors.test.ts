import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLError } from 'graphql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkProfile } from '../../cli/profile/check-profile.ts';
import { checkText } from '../../cli/profile/text.ts';
import { openDropFolder } from '../../connectors/kit/drop-folder.ts';
import { testContext, type TestContext } from '../../connectors/kit/testing/test-context.ts';
import { open311 } from '../../connectors/open311/feed.ts';
import { policePush } from '../../connectors/police110/push.ts';
import { clientError } from '../../gateway/router/execute/mask-error.ts';
import { createLog, toldInWords, type Logger } from '../../runtime/log.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { deadLetterHeaders } from '../../schema/topics/dead-letter.ts';
import { readSecrets, signWebhook } from '../../schema/webhooks/standard-webhooks.ts';
import { deadLetterOfMessage } from '../../streams/pipeline/pipeline-dead-letters.ts';
import { withReason } from '../../streams/rebuild/with-reason.ts';
import { eventually } from '../harness/eventually.ts';

const NAME = '欧阳修远';
const PHONE = '13812345678';
const ID = '11010519491231002X';
/** A record's bytes that no reader takes: what readers quote of it names somebody. */
const BROKEN = `{"xm":"${NAME}","dh":"${PHONE}","sfz":${NAME},"bjsj":"2026-02-30"}`;

let folder: string;
let lines: string[];
let log: Logger;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'side-doors-'));
  lines = [];
  log = createLog('test', 'trace', { write: (line) => void lines.push(line) });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** In no form: neither the values nor what is left of them when only an end was cut off. */
function expectNobody(text: string, where: string): void {
  for (const value of [NAME, NAME.slice(1), PHONE, PHONE.slice(1), ID, ID.slice(2)]) {
    expect(text, where).not.toContain(value);
  }
}

function errorOf(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

/** Errors as libraries and databases word them, each quoting what it was given. */
const QUOTING: Readonly<Record<string, Error>> = {
  'JSON.parse at its beginning': errorOf(() => JSON.parse(`${NAME}${PHONE}`)),
  'JSON.parse in the middle': errorOf(() => JSON.parse(BROKEN)),
  'JSON.parse of quotes': errorOf(() => JSON.parse(`{"a":"1","${NAME}":"2""${NAME}"}`)),
  zod: errorOf(() =>
    z
      .object({
        at: z.string().refine(() => false, { error: ({ input }) => `"${String(input)}" is no time` }),
      })
      .parse({ at: NAME }),
  ),
  MongoDB: new Error(
    `E11000 duplicate key error collection: hub.records index: _id_ dup key: { name: "${NAME}", n: { p: "${PHONE}" } }`,
  ),
  mongoose: new Error(`Cast to date failed for value "${NAME}" (type string) at path "reportedAt"`),
  PostgreSQL: new Error(`duplicate key value: Key (xm, dh)=(${NAME}, ${PHONE}) already exists.`),
  'a feed': new HubError('HUB_RECORD_INVALID', `联系人: "${NAME} ${PHONE}" is not a time`),
  'a cause': new Error('outer', { cause: new Error(`inner '${NAME}' ${ID}`) }),
  several: new AggregateError([new Error(`one 「${NAME}」`), new Error(`other ${PHONE}`)], 'both'),
  'GraphQL, with what it was given': new GraphQLError('failed', {
    originalError: Object.assign(new Error(`of “${NAME}”`), { rows: [{ name: NAME }] }),
  }),
};

describe.each(Object.entries(QUOTING))('what %s quotes', (_, error) => {
  test('is in no log line, whatever level and child', () => {
    log.info({ err: error }, 'it failed');
    log.child({ part: 'x' }).error({ err: error, reason: error.message, why: error.message }, 'it failed');
    log.error(error);
    log.warn(`it failed: ${error.message}`);
    expect(lines).toHaveLength(4);
    expectNobody(lines.join(''), 'a line of the log');
    expect(lines[0]).toContain(`"type":"${error.name}"`);
  });

  test('is in no answer of the graph, no dead letter and no word for an operator', () => {
    const answered = clientError(error, { path: ['dispute'] }, log);
    if (!(error instanceof HubError)) expectNobody(answered.message, 'an answer');
    const at = new Date(0);
    const message = { topic: 't', partition: 0, offset: '1', key: null, value: Buffer.from(BROKEN) };
    const letter = deadLetterOfMessage('police110', { ...message, headers: {}, timestampMs: 0 }, error, at);
    expectNobody(JSON.stringify(deadLetterHeaders(letter)), 'a dead letter');
    const stopped = errorOf(() =>
      withReason('rawRecords 1', () => {
        throw error;
      }),
    );
    expectNobody(stopped.message, 'a rebuild that stops');
    expectNobody(toldInWords(error), 'standard error');
    expectNobody(lines.join(''), 'a line of the log');
  });
});

test('an answer of the intake and its dead letter name the column and nobody', async () => {
  const secretText = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const [secret = new Uint8Array()] = readSecrets(secretText, 'x');
  const context: TestContext = testContext({ secrets: { 'police110.hmac': secretText } });
  policePush.open({ 'secret.file': 'police110.hmac' }, context);
  const wrong = [
    { jjdbh: 'J1', bjsj: `${NAME} ${PHONE}`, gxsj: '2026-11-24 08:13:00' },
    { jjdbh: 'J2', bjsj: '2026-11-24 08:12:30', gxsj: ID },
    { jjdbh: 'J3', bjsj: '2026-11-24 08:12:30', gxsj: '2026-11-24 08:13:00', bjlbdm: NAME, lxdh: [NAME] },
  ];
  for (const data of wrong) {
    const event = {
      specversion: '1.0',
      id: data.jjdbh,
      source: 'urn:x',
      type: 'cn.gov.police110.incident.v1',
    };
    const body = Buffer.from(JSON.stringify({ ...event, subject: data.jjdbh, data }));
    const timestampS = context.nowMs / 1_000;
    const reply = await context.routes.get('/intake/police110')?.({
      headers: {
        'content-type': 'application/cloudevents+json',
        'webhook-id': data.jjdbh,
        'webhook-timestamp': String(timestampS),
        'webhook-signature': signWebhook(secret, data.jjdbh, timestampS, body),
      },
      body,
    });
    expectNobody(JSON.stringify(reply), 'an answer of the intake');
  }
  expect(context.letters.length).toBeGreaterThan(1);
  for (const letter of context.letters)
    expectNobody(JSON.stringify(deadLetterHeaders(letter)), 'a dead letter');
});

test('a report beside a dropped file names nobody, nor does the log of the folder', async () => {
  const [header = ''] = readFileSync(
    new URL('../../connectors/open311/fixtures/nyc.csv', import.meta.url),
    'utf8',
  ).split('\n');
  const wrongRow = header
    .split(',')
    .map(() => `${NAME} ${PHONE}`)
    .join(',');
  writeFileSync(join(folder, 'rows.csv'), `${header}\n${wrongRow}\n`);
  writeFileSync(join(folder, 'header.csv'), `${NAME},${PHONE}\n1,2\n`);
  const context = { ...testContext(), log };
  const stop = new AbortController();
  const source = openDropFolder(
    { folder, formats: open311.files ?? [], profile: 'nyc', intervalMs: 5 },
    context,
  );
  const running = source.run(stop.signal);
  const reports = (): string[] =>
    ['done', 'failed'].flatMap((of) => {
      try {
        return readdirSync(join(folder, of))
          .filter((name) => name.endsWith('.report.json'))
          .map((name) => readFileSync(join(folder, of, name), 'utf8'));
      } catch {
        return [];
      }
    });
  await eventually(() => reports().length === 2);
  stop.abort();
  await running.catch(() => undefined);
  expectNobody(reports().join(''), 'a report');
  expectNobody(lines.join(''), 'the log');
});

test('what a profile makes of a sample is shown without whom it is about', async () => {
  const path = join(folder, 'town.yaml');
  writeFileSync(
    path,
    `profile: town
description: a town
time: { zone: Asia/Shanghai, format: ISO }
categories:
  - { pattern: ^noise, category: '0203', nature: POSSIBLE }
columns: [no, made, kind, who, phone, said]
map:
  sourceId: no
  reportedAt: made
  updatedAt: [made]
  category: [kind]
  narrative: said
  parties:
    - { role: REPORTER, name: who, phone: phone }
`,
  );
  const sample = join(folder, 'sample.csv');
  const rows = [
    `1,2026-11-24,noise,${NAME},${PHONE},${NAME}称证件${ID}，电话${PHONE}`,
    `2,${NAME},noise,,,`,
    `3,2026-11-24,${PHONE},,,`,
  ];
  writeFileSync(sample, `no,made,kind,who,phone,said\n${rows.join('\n')}\n`);
  const found = await checkProfile({ path, samplePath: sample, rowsShown: 3, now: () => new Date(0) });
  expect(found.sample?.mapped.length).toBe(2);
  const shown = checkText(found);
  expectNobody(shown, 'the profile verb');
  expect(shown).toContain('欧阳*');
});
