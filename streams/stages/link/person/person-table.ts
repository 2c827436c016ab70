import { foldBirthDate } from './birth-date.ts';
import { Column, Dictionary } from './dictionary.ts';
import {
  addressTokensOf,
  foldAnyId,
  foldAnyPhone,
  foldPersonName,
  foldPostcode,
  foldWords,
  saidOf,
  splitName,
  textTokensOf,
} from './fold-person.ts';
import type { PersonRow } from './person-row.ts';
import { WordColumn } from './word-column.ts';

/**
 * Persons folded for comparison, column by column, ordered by name, birth date and id: nothing that follows depends on the order in which
 * they were read, and likely pairs stand near each other. Takes about 100 bytes a record beside the distinct texts.
 */
export class PersonTable {
  readonly ids: string[] = [];
  readonly family: Column;
  readonly given: Column;
  readonly birthDate = new Column();
  readonly idNumber = new Column();
  readonly phone = new Column();
  /** Numbers of the address, sorted, with a space between. */
  readonly numbers = new Column();
  readonly street = new WordColumn();
  readonly postcode = new Column();
  readonly locality = new Column();
  readonly region = new Column();
  readonly category = new Column();
  readonly narrative = new WordColumn();

  constructor() {
    // One dictionary: names that stand in each other's column have one number.
    const names = new Dictionary();
    this.family = new Column(names);
    this.given = new Column(names);
  }

  get size(): number {
    return this.ids.length;
  }

  add(row: PersonRow): void {
    const { family, given } = namesOf(row);
    const lines = row.addressLines.map(saidOf).filter((line) => line !== null);
    const { numbers, words } = addressTokensOf(lines);
    this.ids.push(row.id);
    this.family.add(family);
    this.given.add(given);
    this.birthDate.add(folded(row.birthDate, foldBirthDate));
    this.idNumber.add(folded(row.idNumber, foldAnyId));
    this.phone.add(folded(row.phone, foldAnyPhone));
    this.numbers.add(numbers.length === 0 ? null : numbers.join(' '));
    this.street.add(words);
    this.postcode.add(folded(row.postcode, foldPostcode));
    this.locality.add(folded(row.locality, foldWords));
    this.region.add(folded(row.region, foldWords));
    this.category.add(folded(row.category, foldWords));
    const narrative = saidOf(row.narrative);
    this.narrative.add(narrative === null ? [] : textTokensOf(narrative));
  }

  /** Orders the rows; call once, when all are in. */
  finish(): this {
    const [family, given, birthDate] = [this.family, this.given, this.birthDate].map(ranks);
    const order = Uint32Array.from(this.ids, (_, row) => row).sort(
      (a, b) =>
        (family?.(a) ?? 0) - (family?.(b) ?? 0) ||
        (given?.(a) ?? 0) - (given?.(b) ?? 0) ||
        (birthDate?.(a) ?? 0) - (birthDate?.(b) ?? 0) ||
        ((this.ids[a] ?? '') < (this.ids[b] ?? '') ? -1 : 1),
    );
    const ids = Array.from(order, (row) => this.ids[row] ?? '');
    this.ids.splice(0, this.ids.length);
    for (const id of ids) this.ids.push(id);
    for (const column of this.columns()) column.reorder(order);
    this.street.finish();
    this.narrative.finish();
    return this;
  }

  private columns(): Column[] {
    const { family, given, birthDate, idNumber, phone, numbers, postcode, locality, region, category } = this;
    const plain = [family, given, birthDate, idNumber, phone, numbers, postcode, locality, region, category];
    return [...plain, this.street.column, this.narrative.column];
  }
}

/** The place of each row's text among all texts of the column, in the order of the alphabet. */
function ranks(column: Column): (row: number) => number {
  const { texts } = column.dictionary;
  const byText = Uint32Array.from(texts, (_, value) => value).sort((a, b) =>
    (texts[a] ?? '') < (texts[b] ?? '') ? -1 : 1,
  );
  const rankOf = new Uint32Array(texts.length);
  for (const [rank, value] of byText.entries()) rankOf[value] = rank;
  return (row) => rankOf[column.at(row)] ?? texts.length;
}

function namesOf(row: PersonRow): { readonly family: string | null; readonly given: string | null } {
  const family = folded(row.familyName, foldPersonName);
  const given = folded(row.givenName, foldPersonName);
  const whole = saidOf(row.name);
  return family === null && given === null && whole !== null ? splitName(whole) : { family, given };
}

function folded(text: string | null, fold: (said: string) => string | null): string | null {
  const said = saidOf(text);
  return said === null ? null : fold(said);
}
