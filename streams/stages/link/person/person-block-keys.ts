import type { Column } from './dictionary.ts';
import type { PersonTable } from './person-table.ts';
import { soundOf } from './sound.ts';

/** How many neighbours of a block a record is compared with, in the order of the table (name, birth date): a large block costs no more. */
export const PERSON_BLOCK_RULES = {
  id: 100,
  phone: 40,
  name: 40,
  birth: 20,
  area: 15,
  door: 15,
  street: 10,
} as const;

/** Words of an address that a record is found by: the rarest that stand in another record too, since a slip stands in none. */
const RARE_WORDS = 3;
const NAME_BEGINNING = 3;

/** Sounds of the names of a table, each once. */
export class PersonBlockKeys {
  private readonly table: PersonTable;
  private readonly sounds: readonly string[];

  constructor(table: PersonTable) {
    this.table = table;
    this.sounds = table.family.dictionary.texts.map(soundOf);
  }

  /**
   * The keys under which a person can meet others, each by two things that rarely both go wrong: number, phone; both names by sound in any
   * order; a name and the birth date or a part of it; a name and the postcode or locality; a name and a word of the street; two words of
   * the street; house number and street, postcode or locality.
   */
  keysOf(row: number): string[] {
    const { table } = this;
    const names = this.namesOf(row);
    const birthDate = table.birthDate.textAt(row);
    const areas = [textOf(table.postcode, row, 'p'), textOf(table.locality, row, 'l')].filter(
      (area) => area !== null,
    );
    const words = this.rareWordsOf(row);
    const keys: string[] = [];
    const idNumber = table.idNumber.textAt(row);
    if (idNumber !== null) keys.push(`id:${idNumber}`);
    const phone = table.phone.textAt(row);
    if (phone !== null) keys.push(`phone:${phone}`);
    const [first, second] = names.map(({ sound }) => sound).sort();
    if (first !== undefined && second !== undefined) keys.push(`name:${first}|${second}`);
    const wholes = names.map(({ text }) => text).sort();
    if (wholes.length > 0) keys.push(`name:${wholes.join('|')}`);
    if (birthDate !== null) {
      const [year, month, day] = [birthDate.slice(0, 4), birthDate.slice(4, 6), birthDate.slice(6)];
      keys.push(`birth:${birthDate}`);
      for (const { sound } of names) {
        keys.push(`birth:${sound}|y${year}`, `birth:${sound}|${month}${day}`);
      }
      for (const word of words.slice(0, 2)) keys.push(`birth:${word}|y${year}`);
    }
    for (const area of areas) {
      for (const { sound, beginning } of names)
        keys.push(`area:${area}|${sound}`, `area:${area}|b${beginning}`);
      for (const word of words.slice(0, 2)) keys.push(`street:${word}|${area}`);
    }
    for (const word of words) {
      for (const { sound } of names) keys.push(`street:${word}|s${sound}`);
    }
    for (const [index, word] of words.entries()) {
      for (const other of words.slice(index + 1)) keys.push(`street:${[word, other].sort().join('|')}`);
    }
    for (const number of (table.numbers.textAt(row) ?? '').split(' ').slice(0, 3)) {
      if (number === '') continue;
      for (const word of words.slice(0, 2)) keys.push(`door:${number}|${word}`);
      for (const area of areas) keys.push(`door:${number}|${area}`);
    }
    return [...new Set(keys)];
  }

  private namesOf(row: number): { text: string; sound: string; beginning: string }[] {
    const { family, given } = this.table;
    return [family, given].flatMap((column) => {
      const text = column.textAt(row);
      if (text === null) return [];
      const sound = this.sounds[column.at(row)] ?? '';
      return [{ text, sound: sound === '' ? text : sound, beginning: text.slice(0, NAME_BEGINNING) }];
    });
  }

  private rareWordsOf(row: number): string[] {
    const { words } = this.table.street;
    const found: string[] = [];
    for (const word of this.table.street.wordsAt(row)) {
      if (words.countOf(word) < 2) continue;
      found.push(words.textOf(word));
      if (found.length === RARE_WORDS) break;
    }
    return found;
  }
}

function textOf(column: Column, row: number, kind: string): string | null {
  const text = column.textAt(row);
  return text === null ? null : kind + text;
}
