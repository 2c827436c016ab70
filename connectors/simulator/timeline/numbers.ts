import type { City, County } from '../city/regions.ts';
import { PROVINCE_COURT_CHARACTER } from '../city/regions.ts';
import { dayDigits, yearOf } from '../writing/time.ts';
import type { RecordPlan } from './plan.ts';

/**
 * Gives every record its agency's business number, in the order in which the agencies would: 接警单编号 by county and day, 工单号 by
 * city and day, 案号 by court and year, grid event number by street and day, 311 key by city.
 */
export class Numbering {
  readonly #cities: readonly City[];
  readonly #counters = new Map<string, number>();
  readonly #given = new WeakMap<RecordPlan, string>();

  constructor(cities: readonly City[]) {
    this.#cities = cities;
  }

  of(record: RecordPlan): string {
    const known = this.#given.get(record);
    if (known !== undefined) return known;
    const number = this.#next(record);
    this.#given.set(record, number);
    return number;
  }

  #next({ agency, county, reportedMs, matter }: RecordPlan): string {
    if (county === null) return String(70_000_000 + this.#count('open311'));
    const day = dayDigits(reportedMs);
    const count = (scope: string, digits: number): string =>
      String(this.#count(`${agency}/${scope}`)).padStart(digits, '0');
    switch (agency) {
      case 'police110':
        return `J${county.code}${day}${count(county.code + day, 5)}`;
      case 'hotline12345':
        return `${this.#cityOf(county).prefix}${day}${count(this.#cityOf(county).code + day, 6)}`;
      case 'grid': {
        const street = county.streets.find(
          (candidate) => matter.type !== 'service' && candidate.code === matter.place.street.code,
        );
        const code = (street ?? county.streets[0])?.code ?? `${county.code}001`;
        return `WG${code}${day}${count(code + day, 4)}`;
      }
      case 'court': {
        const year = yearOf(reportedMs);
        const special = matter.type === 'everyday' ? '民特' : '诉前调';
        const courtCode = PROVINCE_COURT_CHARACTER + county.code.slice(2);
        return `（${year}）${courtCode}${special}${count(`${courtCode}/${year}/${special}`, 1)}号`;
      }
      case 'open311':
        return String(70_000_000 + this.#count('open311'));
    }
  }

  #cityOf(county: County): City {
    const city = this.#cities.find(({ code }) => county.code.startsWith(code));
    if (city === undefined) throw new Error(`county ${county.code} lies in no simulated city`);
    return city;
  }

  #count(scope: string): number {
    const next = (this.#counters.get(scope) ?? 0) + 1;
    this.#counters.set(scope, next);
    return next;
  }
}
