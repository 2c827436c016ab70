import { namePinyin } from '../../../../schema/matching/pinyin.ts';
import { NOT_COMPARED } from '../em.ts';
import { NO_VALUE, type Column, type Dictionary } from './dictionary.ts';
import { AREA_UNKNOWN, FIELD, NAME, PERSON_FIELDS, SWAPPED } from './levels.ts';
import type { PersonTable } from './person-table.ts';
import { jaroWinkler, withinOneEdit } from './similarity.ts';

/** Jaro–Winkler from 0.8 needs Jaro from 0.66. */
const LEAST_JARO = 0.66;
/** How much two names agree, for choosing the order in which they are compared. */
const ORDER_VALUE = [1, 0.9, 0.5, 0.3, 0] as const;
const CLEARLY_BETTER = 0.4;
const HAN = /\p{Script=Han}/u;

/** Compares rows of one table. */
export class PersonComparer {
  private readonly table: PersonTable;

  constructor(table: PersonTable) {
    this.table = table;
  }

  /** Writes the level of every field (`PERSON_LEVELS`) into `levels`. The same whichever row comes first. */
  compare(a: number, b: number, levels: Int8Array): void {
    const { table } = this;
    levels.fill(NOT_COMPARED);
    this.compareNames(a, b, levels);
    levels[FIELD.birthDate] = levelOf(table.birthDate, a, b, birthDateLevel);
    levels[FIELD.idNumber] = levelOf(table.idNumber, a, b, numberLevel, 2);
    levels[FIELD.phone] = levelOf(table.phone, a, b, numberLevel, 2);
    levels[FIELD.numbers] = levelOf(table.numbers, a, b, houseLevel);
    levels[FIELD.street] = table.street.levelOf(a, b) ?? NOT_COMPARED;
    const postcode = levelOf(table.postcode, a, b, postcodeLevel, 2);
    const locality = levelOf(table.locality, a, b, wordLevel, 2);
    if (postcode !== NOT_COMPARED || locality !== NOT_COMPARED) {
      levels[FIELD.area] =
        4 * (postcode === NOT_COMPARED ? AREA_UNKNOWN : postcode) +
        (locality === NOT_COMPARED ? AREA_UNKNOWN : locality);
    }
    if (postcode !== 0 && locality !== 0) levels[FIELD.region] = levelOf(table.region, a, b, wordLevel, 2);
    levels[FIELD.category] = levelOf(table.category, a, b, wordLevel, 2);
    levels[FIELD.narrative] = table.narrative.levelOf(a, b) ?? NOT_COMPARED;
  }

  private compareNames(a: number, b: number, levels: Int8Array): void {
    const { family, given } = this.table;
    const [familyA, givenA] = [family.at(a), given.at(a)];
    const [familyB, givenB] = [family.at(b), given.at(b)];
    const straight = [this.nameLevel(familyA, familyB), this.nameLevel(givenA, givenB)] as const;
    const crossed = [this.nameLevel(familyA, givenB), this.nameLevel(givenA, familyB)] as const;
    if (valueOf(crossed) - valueOf(straight) > CLEARLY_BETTER) {
      levels[FIELD.swappedNames] = swappedLevel(crossed);
      return;
    }
    levels[FIELD.familyName] = straight[0];
    levels[FIELD.givenName] = straight[1];
    if (!straight.includes(NOT_COMPARED)) levels[FIELD.swappedNames] = SWAPPED.straight;
  }

  private nameLevel(a: number, b: number): number {
    if (a === NO_VALUE || b === NO_VALUE) return NOT_COMPARED;
    if (a === b) return NAME.exact;
    const { dictionary } = this.table.family;
    const [textA, textB] = [dictionary.textOf(a), dictionary.textOf(b)];
    if (HAN.test(textA) || HAN.test(textB)) return chineseNameLevel(textA, textB);
    if (isPart(textA, textB)) return NAME.part;
    return dictionary.couldBeAlike(a, b, LEAST_JARO) ? latinNameLevel(textA, textB) : NAME.different;
  }
}

export function emptyLevels(): Int8Array {
  return new Int8Array(PERSON_FIELDS.length).fill(NOT_COMPARED);
}

function valueOf(levels: readonly number[]): number {
  return levels.reduce((sum, level) => sum + (ORDER_VALUE[level] ?? 0), 0);
}

function swappedLevel(crossed: readonly number[]): number {
  if (crossed.every((level) => level === NAME.exact)) return SWAPPED.bothExact;
  const nearly = (level: number): boolean => level !== NOT_COMPARED && level <= NAME.similar;
  return crossed.every(nearly) ? SWAPPED.bothNearly : SWAPPED.one;
}

function chineseNameLevel(a: string, b: string): number {
  if (namePinyin(a) === namePinyin(b)) return NAME.alike;
  return a.length === b.length && a.length > 1 && withinOneEdit(a, b) ? NAME.similar : NAME.different;
}

function latinNameLevel(a: string, b: string): number {
  const similarity = jaroWinkler(a, b);
  const edited = Math.min(a.length, b.length) >= 4 && withinOneEdit(a, b);
  if (similarity >= 0.92 || edited) return NAME.alike;
  return similarity >= 0.8 ? NAME.similar : NAME.different;
}

/** An initial of the other, or one of its several names. */
function isPart(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length === 1) return long.startsWith(short);
  return long.includes(' ') && long.split(' ').some((word) => word === short);
}

/** @param unlike the level of texts whose letters alone show that they have nothing to do with each other */
function levelOf(
  column: Column,
  a: number,
  b: number,
  compare: (a: string, b: string) => number,
  unlike: number | null = null,
): number {
  const [valueA, valueB] = [column.at(a), column.at(b)];
  if (valueA === NO_VALUE || valueB === NO_VALUE) return NOT_COMPARED;
  if (valueA === valueB) return 0;
  const { dictionary }: { readonly dictionary: Dictionary } = column;
  if (unlike !== null && !dictionary.couldBeAlike(valueA, valueB, LEAST_JARO)) return unlike;
  return compare(dictionary.textOf(valueA), dictionary.textOf(valueB));
}

/** Of two different dates in eight digits. */
function birthDateLevel(a: string, b: string): number {
  const [yearA, monthA, dayA] = [a.slice(0, 4), a.slice(4, 6), a.slice(6)];
  const [yearB, monthB, dayB] = [b.slice(0, 4), b.slice(4, 6), b.slice(6)];
  const onlyYear = (monthA === '00' && dayA === '00') || (monthB === '00' && dayB === '00');
  if (onlyYear) return yearA === yearB ? 3 : 4;
  if (withinOneEdit(a, b) || (yearA === yearB && monthA === dayB && dayA === monthB)) return 1;
  const same = Number(yearA === yearB) + Number(monthA === monthB) + Number(dayA === dayB);
  if (same === 2) return 2;
  return yearA === yearB ? 3 : 4;
}

function numberLevel(a: string, b: string): number {
  return Math.min(a.length, b.length) >= 5 && withinOneEdit(a, b) ? 1 : 2;
}

function postcodeLevel(a: string, b: string): number {
  return Math.min(a.length, b.length) >= 3 && (withinOneEdit(a, b) || sortedText(a) === sortedText(b))
    ? 1
    : 2;
}

function sortedText(text: string): string {
  return Array.from(text).sort().join('');
}

function wordLevel(a: string, b: string): number {
  if (Math.min(a.length, b.length) < 3) return 2;
  return withinOneEdit(a, b) || jaroWinkler(a, b) >= 0.92 || a.replaceAll(' ', '') === b.replaceAll(' ', '')
    ? 1
    : 2;
}

function houseLevel(a: string, b: string): number {
  const [numbersA, numbersB] = [a.split(' '), b.split(' ')];
  if (numbersA.some((number) => numbersB.includes(number))) return 1;
  const alike = numbersA.some((one) =>
    numbersB.some((other) => one.length + other.length >= 3 && withinOneEdit(one, other)),
  );
  return alike ? 2 : 3;
}
