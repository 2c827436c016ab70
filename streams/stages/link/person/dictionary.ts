import { couldBeAlike, lettersOf } from './similarity.ts';

/** Value number of a record that says nothing. */
export const NO_VALUE = -1;

/** Each distinct text once, with how many records have it: a million records repeat few names. */
export class Dictionary {
  readonly texts: string[] = [];
  readonly counts: number[] = [];
  /** `lettersOf` each text. */
  private readonly letters: number[] = [];
  private readonly numbers = new Map<string, number>();

  /** The text's number, counted once more; `NO_VALUE` for null. */
  add(text: string | null): number {
    if (text === null) return NO_VALUE;
    const known = this.numbers.get(text);
    if (known !== undefined) {
      this.counts[known] = (this.counts[known] ?? 0) + 1;
      return known;
    }
    const number = this.texts.length;
    this.texts.push(text);
    this.counts.push(1);
    this.letters.push(lettersOf(text));
    this.numbers.set(text, number);
    return number;
  }

  textOf(number: number): string {
    return this.texts[number] ?? '';
  }

  countOf(number: number): number {
    return this.counts[number] ?? 0;
  }

  /** False when two texts are surely unlike: their letters alone keep Jaro's similarity below `jaro`. */
  couldBeAlike(a: number, b: number, jaro: number): boolean {
    const [lettersA = 0, lettersB = 0] = [this.letters[a], this.letters[b]];
    return couldBeAlike(this.textOf(a), lettersA, this.textOf(b), lettersB, jaro);
  }
}

/** One column of a table: a value number a record. */
export class Column {
  readonly dictionary: Dictionary;
  /** How many records of this column have the value: a dictionary may serve two. */
  private readonly counts: number[] = [];
  private values = new Int32Array(1_024);
  private size = 0;

  constructor(dictionary = new Dictionary()) {
    this.dictionary = dictionary;
  }

  add(text: string | null): void {
    if (this.size === this.values.length) {
      const larger = new Int32Array(2 * this.size);
      larger.set(this.values);
      this.values = larger;
    }
    const value = this.dictionary.add(text);
    this.values[this.size] = value;
    this.size += 1;
    if (value !== NO_VALUE) this.counts[value] = (this.counts[value] ?? 0) + 1;
  }

  countOf(value: number): number {
    return this.counts[value] ?? 0;
  }

  at(row: number): number {
    return this.values[row] ?? NO_VALUE;
  }

  /** Null where the record says nothing. */
  textAt(row: number): string | null {
    const value = this.at(row);
    return value === NO_VALUE ? null : this.dictionary.textOf(value);
  }

  /** Puts the rows into another order: row n becomes what `order[n]` was. */
  reorder(order: Uint32Array): void {
    this.values = Int32Array.from(order, (row) => this.at(row));
  }

  /** Chance that two records agree by having the same common value: sum of the squares of the shares. */
  chanceAgreement(): number {
    let records = 0;
    let pairs = 0;
    // A dictionary that serves two columns leaves holes: not every value is in this one.
    for (const count of this.counts.values()) {
      if ((count as number | undefined) === undefined) continue;
      records += count;
      pairs += count * (count - 1);
    }
    return records < 2 ? 0 : pairs / (records * (records - 1));
  }
}
