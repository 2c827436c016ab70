import { expect, it } from 'vitest';
import { FEEDS, OUTBOUND } from '../registry.ts';
import { parseConnectors, readConnectors, type Configured } from './config.ts';

const known = { feeds: FEEDS, outbound: OUTBOUND };
const parse = (text: string): Configured['sources'] =>
  parseConnectors(text, 'connectors.yaml', known).sources;

it('reads the three connectors of a local hub', () => {
  const connectors = parse(`
- name: police110-push
  config: { connector.class: police110.push, secret.file: police110.hmac }
- name: hotline12345-rest
  config:
    connector.class: hotline12345.rest
    base.url: http://127.0.0.1:4003
    token.file: hotline12345.token
    poll.interval.ms: 1000
    overlap.ms: 600000
    page.size: 200
    errors.retry.delay.max.ms: 2000
- name: open311-drop
  config: { connector.class: open311.drop, folder: drop/open311, profile: nyc, poll.interval.ms: 1000 }
`);
  expect(connectors.map(({ name, feed }) => [name, feed.name])).toEqual([
    ['police110-push', 'police110'],
    ['hotline12345-rest', 'hotline12345'],
    ['open311-drop', 'open311'],
  ]);
  expect(connectors[1]?.retry).toEqual({ timeoutMs: -1, delayMaxMs: 2_000 });
  expect(connectors[0]?.config).toEqual({ 'secret.file': 'police110.hmac' });
});

it('takes a limit of silence for any connector, and learns it when none is given', () => {
  const [told, learned] = parse(`
- {name: a, config: {connector.class: police110.push, secret.file: x, silence.alarm.ms: 600000}}
- {name: b, config: {connector.class: police110.push, secret.file: x}}
`);
  expect([told?.silenceAlarmMs, learned?.silenceAlarmMs]).toEqual([600_000, null]);
  expect(told?.config).toEqual({ 'secret.file': 'x' });
});

it('takes an empty file for no connectors', () => {
  expect(parse('')).toEqual([]);
});

it.each([
  [
    'an unknown key',
    '- {name: a, config: {connector.class: police110.push, secret.file: x, secretfile: y}}',
    /a: .*secretfile/s,
  ],
  ['a missing key', '- {name: a, config: {connector.class: police110.push}}', /secret\.file/],
  [
    'an unknown class',
    '- {name: a, config: {connector.class: police110.pull}}',
    /police110\.pull.*police110\.push/,
  ],
  [
    'a name twice',
    '- &c {name: a, config: {connector.class: police110.push, secret.file: x}}\n- *c',
    /two connectors/,
  ],
  [
    'more than one task',
    '- {name: a, config: {connector.class: police110.push, secret.file: x, tasks.max: 2}}',
    /tasks\.max/,
  ],
  ['a name with spaces', '- {name: a b, config: {connector.class: police110.push}}', /name/],
  ['a key beside config', '- {name: a, class: x, config: {connector.class: police110.push}}', /class/],
  ['broken YAML', '- {', /connectors\.yaml/],
])('refuses %s in words that name it', (_what, text, words) => {
  expect(() => parse(text)).toThrow(words);
  expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'HUB_CONFIG_INVALID' }) as Error);
});

it('says what to do when the file is not there', async () => {
  await expect(readConnectors('/nonexistent/connectors.yaml', known)).rejects.toThrow(
    /TRIBUTARY_CONNECTORS_FILE/,
  );
});

it('tells what tells agencies apart from what brings records, and refuses what is of no use there', () => {
  const text = (more: string): string =>
    `- {name: t, config: {connector.class: hub.topic, agency: court, topic: for-court${more}}}`;
  const { sources, outbound } = parseConnectors(text(''), 'connectors.yaml', known);
  expect(sources).toEqual([]);
  expect(outbound.map(({ name, subscription }) => [name, subscription])).toEqual([
    ['t', { agency: 'court', feed: null, events: null, hotSpotRegions: null }],
  ]);
  expect(() => parse(text(', silence.alarm.ms: 5000'))).toThrow(/silence\.alarm\.ms is for connectors/);
  expect(() => parse(text(', events: [REFER, GUESS]'))).toThrow(/events/);
  expect(() => parse(text(', url: "http://x"'))).toThrow(/url/);
});
