import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Feed } from '../kit/feed.ts';
import { feedNamed, feedsWith } from '../registry.ts';
import { Profiles, profilesWith, SHIPPED_PROFILES } from './profiles.ts';

const TOWN = `
profile: town
description: a town
time: { zone: Asia/Shanghai, format: ISO }
idPrefix: 'town:'
numberPattern: 'TN\\d{6}'
categories:
  - { pattern: ^noise/neighbour, category: '0203', nature: DISPUTE }
columns: [no, made, kind]
map: { sourceId: no, reportedAt: made, category: [kind] }
`;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'profiles-'));
  mkdirSync(join(home, 'open311'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});
const write = (file: string, text: string): void => {
  writeFileSync(join(home, 'open311', file), text);
};
const open311 = (): Feed => feedNamed('open311', feedsWith(home));

it('ships New York, Chicago and GeoReport', () => {
  expect(SHIPPED_PROFILES.map(({ profile }) => profile)).toEqual(['chicago', 'georeport', 'nyc-2013', 'nyc']);
});

describe('an operator’s profile', () => {
  it('maps rows in a feed made with its folder, and in no other', () => {
    write('town.yaml', TOWN);
    const bytes = Buffer.from('no,made,kind\r\nTN000001,2026-11-24 09:00:00,Noise/Neighbours\r\n');
    const context = { profile: 'town', contentType: 'text/csv; header=present' };
    expect(open311().toDraft(bytes, context)).toMatchObject({ sourceId: 'town:TN000001' });
    expect(() => feedNamed('open311').toDraft(bytes, context)).toThrow(
      /"town" is no profile of a CSV layout/,
    );
  });

  it('adds to the crosswalk and to the number patterns for its own records only', () => {
    write('town.yaml', TOWN);
    const feed = open311();
    expect(feed.crosswalkOf?.('town')).toMatchObject({
      crosswalkVersion: 'open311.complaint-type.v1+town',
      crosswalk: expect.arrayContaining([
        { pattern: /^noise\/neighbour/iu, category: '0203', nature: 'DISPUTE' },
        ...feed.crosswalk,
      ]) as unknown,
    });
    expect(feed.crosswalkOf?.('nyc')).toBeNull();
    expect(feed.crosswalkOf?.(null)).toBeNull();
    const found = feed.numberPatterns.flatMap((pattern) => '见TN000001、XTN0000012'.match(pattern) ?? []);
    expect(found).toEqual(['TN000001']);
  });

  it('may add a layout to a family that comes with Tributary', () => {
    write('nyc-2027.yaml', TOWN.replace('profile: town', 'profile: nyc-2027\nfamily: nyc'));
    const family = profilesWith(join(home, 'open311')).csvNamed('nyc');
    expect(family.map(({ profile }) => profile)).toEqual(['nyc-2013', 'nyc', 'nyc-2027']);
  });

  it('may have another delimiter, but not than its family', () => {
    write('town.yaml', `${TOWN}delimiter: ";"\n`);
    const bytes = Buffer.from('no;made;kind\r\nTN1;2026-11-24;"Noise; or, music"\r\n');
    const context = { profile: 'town', contentType: 'text/csv; header=present' };
    expect(open311().toDraft(bytes, context).sourceCategory).toEqual(['Noise; or, music']);
    write('town.yaml', `${TOWN}delimiter: ";"\nfamily: nyc\n`);
    expect(open311).toThrow(/town\.yaml: family: nyc has files with another delimiter or encoding/);
  });

  it('may be of GeoReport', () => {
    write(
      'lake.yaml',
      "kind: georeport\nprofile: lake\ndescription: a city\ntime: { zone: UTC }\nidPrefix: 'lake:'\n",
    );
    const members = { service_request_id: '1', requested_datetime: '2026-11-24T03:41:09Z' };
    const { sourceId } = profilesWith(join(home, 'open311')).geoMapper('lake').draft(members, null);
    expect(sourceId).toBe('lake:1');
  });

  it.each([
    [
      'takes a name that comes with Tributary',
      'nyc.yaml',
      TOWN.replace('profile: town', 'profile: nyc'),
      /nyc\.yaml: profile: the name "nyc" belongs to .* e\.g\. my-nyc/,
    ],
    ['is called otherwise than its file', 'city.yaml', TOWN, /name the file town\.yaml/],
    ['has a delimiter that there is not', 'town.yaml', `${TOWN}delimiter: '|'\n`, /may be "," ";" or/],
    ['has a key that there is not', 'town.yaml', `${TOWN}\ncolour: red`, /town\.yaml: .*colour/s],
    ['is of a kind that there is not', 'town.yaml', `kind: xlsx\n${TOWN}`, /kind/],
    ['is no YAML', 'town.yaml', '{', /profile .*town\.yaml/],
    ['is empty', 'town.yaml', '', /profile .*town\.yaml/],
  ])('is refused by file and key when it %s', (_what, file, text, reason) => {
    write(file, text);
    expect(open311).toThrow(reason);
    expect(open311).toThrow(expect.objectContaining({ code: 'HUB_CONFIG_INVALID' }) as Error);
  });
});

it('does without a folder', () => {
  expect(profilesWith(join(home, 'none')).all).toEqual(SHIPPED_PROFILES);
});

it('tells a profile of the other kind from one that is not there', () => {
  const profiles = new Profiles(SHIPPED_PROFILES);
  expect(() => profiles.csvNamed('georeport')).toThrow(
    /"georeport" is no profile of a CSV layout; there are: chicago, nyc-2013, nyc/,
  );
  expect(() => profiles.geoMapper('nyc')).toThrow(/"nyc" is no profile of a GeoReport; there are: georeport/);
});

it('reads what is shipped again when it is copied under another name', () => {
  copyFileSync(new URL('profiles/chicago.yaml', import.meta.url), join(home, 'open311', 'copy.yaml'));
  expect(open311).toThrow(/name the file chicago\.yaml/);
});
