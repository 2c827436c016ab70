import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { recogniseLayout } from './csv-layout.ts';
import { parseCsvProfile, type CsvProfile } from './csv-profile.ts';
import { parseProfileYaml } from './profile-base.ts';

const parseProfile = (text: string, file: string): CsvProfile =>
  parseCsvProfile(parseProfileYaml(text, file), file);

const folder = new URL('../open311/profiles/', import.meta.url);
const yaml = readFileSync(new URL('nyc.yaml', folder), 'utf8');
const nyc = parseProfile(yaml, 'nyc.yaml');
const nyc2013 = parseProfile(readFileSync(new URL('nyc-2013.yaml', folder), 'utf8'), 'nyc-2013.yaml');
const family = [nyc, nyc2013];

it('recognises each layout by its header, in any order of columns and with strangers', () => {
  expect(nyc.columns).toHaveLength(41);
  expect(nyc2013.columns).toHaveLength(52);
  expect(recogniseLayout(nyc.columns, family)).toBe(nyc);
  expect(recogniseLayout(nyc2013.columns, family)).toBe(nyc2013);
  expect(recogniseLayout([...nyc2013.columns, 'New Column'].reverse(), family)).toBe(nyc2013);
  expect(recogniseLayout(nyc.required, [nyc])).toBe(nyc);
});

it('refuses a header without the columns that every row needs, and names them', () => {
  const header = nyc.columns.filter((column) => column !== 'Unique Key' && column !== 'Status');
  expect(() => recogniseLayout(header, family)).toThrow(/"Unique Key", "Status" are missing/);
});

it.each([
  ['an unknown key', yaml.replace('family: nyc', 'family: nyc\nnarrator: x'), /narrator/],
  ['an unknown time zone', yaml.replace('America/New_York', 'America/Newyork'), /IANA/],
  ['a time format it cannot read', yaml.replace('MM/DD/YYYY', 'mm/dd/yyyy'), /format/],
  ['a mapped column that the layout lacks', yaml.replace('status: Status', 'status: State'), /"State"/],
  ['a column listed twice', yaml.replace('  - Agency Name\n', '  - Agency\n'), /twice/],
  [
    'withdrawn values without a status',
    yaml.replace('  status: Status\n', ''),
    /map\.withdrawn: needs map\.status/,
  ],
  ['half a coordinate', yaml.replace('  latitude: Latitude\n', ''), /latitude and longitude go together/],
  ['a division as a number', `${yaml}\nregionCode: 320612`, /put the code in quotes/],
  ['a division that there is not', `${yaml}\nregionCode: '999999'`, /GB\/T 2260/],
  [
    'a category that there is not',
    `${yaml}\ncategories: [{ pattern: x, category: '0299x', nature: OTHER }]`,
    /categories\[0\]\.category/,
  ],
  ['a broken pattern', `${yaml}\ncategories: [{ pattern: '(', nature: OTHER }]`, /is no regular expression/],
  ['a number pattern that fits everything', `${yaml}\nnumberPattern: '\\d+'`, /everyday numbers/],
  [
    'a constant for a detail that has a column',
    yaml.replace('  details:', '  constants: { city: X }\n  details:'),
    /constants: city is in details too/,
  ],
  [
    'a party without a column',
    yaml.replace('  details:', '  parties: [{ role: REPORTER }]\n  details:'),
    /parties\[0\]/,
  ],
  ['broken YAML', 'profile: [', /profile nyc\.yaml/],
])('refuses %s with the file and the reason', (_what, text, reason) => {
  expect(() => parseProfile(text, 'nyc.yaml')).toThrow(reason);
  expect(() => parseProfile(text, 'nyc.yaml')).toThrow(
    expect.objectContaining({ code: 'HUB_CONFIG_INVALID' }) as Error,
  );
});
