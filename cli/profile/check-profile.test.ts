import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkProfile } from './check-profile.ts';
import { checkText } from './text.ts';

const TOWN = `profile: town
description: a town
time: { zone: Asia/Shanghai, format: ISO }
idPrefix: 'town:'
categories:
  - { pattern: ^noise, category: '0203', nature: POSSIBLE }
columns: [no, made, changed, kind, place]
map:
  sourceId: no
  reportedAt: made
  updatedAt: [made, changed]
  category: [kind]
  address: { first: [{ columns: [place] }] }
`;
const HEADER = 'no,made,changed,kind,place';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
async function check(profile: string, sample: string | null, name = 'town.yaml'): Promise<string> {
  const found = await checkProfile({
    path: write(name, profile),
    samplePath: sample === null ? null : write('sample.csv', sample),
    rowsShown: 2,
    now: () => new Date(0),
  });
  return checkText(found);
}

it('says that a profile is sound', async () => {
  expect(await check(TOWN, null)).toBe('profile town: sound (CSV layout of 5 columns)');
});

it('gives advice on what is allowed and often not meant', async () => {
  const plain = TOWN.replace("idPrefix: 'town:'\n", '').replace('  updatedAt: [made, changed]\n', '');
  const text = await check(plain.replace('profile: town', 'profile: nyc'), null, 'nyc.yaml');
  expect(text).toMatch(/note {2}profile: "nyc" comes with Tributary/);
  expect(text).toMatch(/note {2}idPrefix: is not set/);
  expect(text).toMatch(/note {2}map\.updatedAt: no column tells/);
});

describe('a sample', () => {
  it('is shown column by column with what each becomes', async () => {
    const text = await check(TOWN, `${HEADER}\n7,2026-11-24 09:00,2026-11-25,Noise at night,1 Main St\n`);
    expect(text).toContain('1 rows, 1 mapped, 0 refused');
    expect(text).toMatch(
      /nature POSSIBLE \(open311\.complaint-type\.v1\+town:\^noise\); category 0203 相邻污染损害防止/,
    );
    expect(text).toMatch(/^ {2}no +7 +sourceId = town:7$/m);
    expect(text).toMatch(
      /^ {2}made +2026-11-24 09:00 +reportedAt = 2026-11-24T09:00:00\+08:00; updatedAt = 2026-11-25T00:00:00\+08:00$/m,
    );
    expect(text).toMatch(/^ {2}place +1 Main St +address$/m);
  });

  it('tells what is refused, with row, column and reason, and counts all', async () => {
    const rows = [
      '1,2026-11-24,,Noise,',
      ',2026-11-24,,Noise,',
      '3,soon,,Noise,',
      '4,later,,Noise,',
      '5,2026',
    ];
    const text = await check(TOWN, [HEADER, ...rows].join('\n'));
    expect(text).toContain('5 rows, 1 mapped, 4 refused');
    expect(text).toContain('2 × HUB_RECORD_INVALID made');
    expect(text).toMatch(/^ {2}row 2: no: is missing/m);
    expect(text).toMatch(/^ {2}row 3: made: "soon" is not a time/m);
    expect(text).not.toContain('row 4');
  });

  it('tells columns that stand on one side only, and category words that no pattern knows', async () => {
    const text = await check(
      TOWN,
      'no,made,changed,kind,ward\n1,2026-11-24,,Zeppelins,7\n2,2026-11-24,,Noise,7\n',
    );
    expect(text).toContain('only in the profile: place');
    expect(text).toMatch(/only in the sample .*: ward$/m);
    expect(text).toContain('2 × UNKNOWN_COLUMNS:ward');
    expect(text).toContain('category words that no pattern knows: 1 × Zeppelins');
  });

  it('is refused as a whole when columns are missing that every row needs', async () => {
    const text = await check(TOWN, 'no,kind\n1,Noise\n');
    expect(text).toMatch(/refused: header: the columns "made", "changed" are missing/);
  });
});

describe('in words', () => {
  it.each([
    ['a file that is not there', { path: '/none/town.yaml' }, /there is no file \/none\/town\.yaml/],
    ['a sample that is not there', { samplePath: '/none/x.csv' }, /there is no file \/none\/x\.csv/],
  ])('refuses %s', async (_what, request, reason) => {
    const path = write('town.yaml', TOWN);
    const whole = { path, samplePath: null, rowsShown: 2, now: () => new Date(0), ...request };
    await expect(checkProfile(whole)).rejects.toThrow(reason);
  });

  it('refuses a key that there is not, with the file', async () => {
    await expect(check(`${TOWN}colour: red\n`, null)).rejects.toThrow(/town\.yaml: .*"colour"/s);
  });

  it('refuses a file that is called otherwise', async () => {
    await expect(check(TOWN, null, 'city.yaml')).rejects.toThrow(/name the file town\.yaml/);
  });

  it('refuses a sample for GeoReport', async () => {
    const geo = 'kind: georeport\nprofile: town\ndescription: d\ntime: { zone: UTC }\n';
    expect(await check(geo, null)).toContain('profile town: sound (GeoReport v2)');
    await expect(check(geo, HEADER)).rejects.toThrow(/takes no sample/);
  });
});
