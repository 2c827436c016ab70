import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseConnectors } from '../../connectors/worker/config.ts';
import { FEEDS, OUTBOUND } from '../../connectors/registry.ts';
import { connectorsFileText, isUntouched } from './connectors-file.ts';

const city = { host: '127.0.0.1', simulatorPort: 4_103, gridHost: '127.0.0.1', simulatorGridPort: 4_104 };

interface Listed {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
}
const listedIn = (text: string): readonly Listed[] => parse(text) as Listed[];

test('with the city every class of every feed is there, and the worker takes the file', () => {
  const text = connectorsFileText(city);
  const classes = FEEDS.flatMap(({ connectors }) => connectors.map(({ name }) => name));
  const { sources, outbound } = parseConnectors(text, 'connectors.yaml', {
    feeds: FEEDS,
    outbound: OUTBOUND,
  });
  expect(new Set(sources.map(({ connectorClass }) => connectorClass.name))).toEqual(new Set(classes));
  expect(sources.length + outbound.length).toBe(listedIn(text).length);
  expect(outbound.map(({ name, subscription: { agency, feed } }) => [name, agency, feed])).toEqual([
    ['police110-referrals', 'police', 'police110'],
    ['hotline12345-referrals', 'hotline', 'hotline12345'],
    ['court-referrals', 'court', 'court'],
    ['grid-referrals', 'grid', 'grid'],
  ]);
});

test("the city's systems are polled where they answer", () => {
  const text = connectorsFileText(city);
  expect(text).toContain('base.url: http://127.0.0.1:4103\n');
  expect(text).toContain('base.url: http://127.0.0.1:4103/open311/v2\n');
});

test('without the city only the push and the drop folders are open', () => {
  const classes = listedIn(connectorsFileText(null)).map(({ config }) => config['connector.class']);
  expect(classes.filter((name) => !/\.(push|drop|export)$/.test(String(name)))).toEqual([]);
});

test('a file that a person has changed is known by its digest', () => {
  const text = connectorsFileText(city);
  expect(isUntouched(text)).toBe(true);
  expect(isUntouched(text.replace('nyc', 'nyc-2013'))).toBe(false);
  expect(isUntouched('[]\n')).toBe(false);
});
