import { Column, Dictionary, NO_VALUE } from './dictionary.ts';
import { WORD_BITS, WORD_SHARES } from './levels.ts';
import { jaroWinkler, withinOneEdit } from './similarity.ts';

const LITTLE = WORD_BITS.length * WORD_SHARES.length;
const NONE = LITTLE + 1;
/** A slip is only told from another word when there is enough of it. */
const SHORTEST_SLIP = 4;
/** Jaro–Winkler from 0.9 needs Jaro from 0.83, one edit in four letters 0.83 too. */
const LEAST_JARO = 0.8;
const MOST_WORDS = 60;

/** A column of sets of words: how many agree, slips allowed, weighed by how rare each is in this data. */
export class WordColumn {
  readonly column = new Column();
  readonly words = new Dictionary();
  /** Words of each distinct set, rarest first once finished. */
  private readonly sets: Int32Array[] = [];
  private bits = new Float64Array(0);
  private readonly taken = new Uint8Array(MOST_WORDS);

  add(words: readonly string[]): void {
    this.column.add(words.length === 0 ? null : words.join(' '));
  }

  /** Counts in how many records each word stands. */
  finish(): void {
    const { dictionary } = this.column;
    let records = 0;
    for (const [set, text] of dictionary.texts.entries()) {
      const count = dictionary.countOf(set);
      records += count;
      const words = text.split(' ').slice(0, MOST_WORDS);
      const numbers = words.map((word) => this.words.add(word));
      for (const word of numbers) this.words.counts[word] = this.words.countOf(word) + count - 1;
      this.sets.push(Int32Array.from(numbers));
    }
    this.bits = Float64Array.from(this.words.counts, (count) => Math.log2(records / count));
    for (const set of this.sets) set.sort((a, b) => this.byRarity(a, b));
  }

  /** The words of a record, rarest first. */
  wordsAt(row: number): Int32Array {
    return this.sets[this.column.at(row)] ?? new Int32Array(0);
  }

  /** Level in `PERSON_LEVELS.street`, or null where one side has no words. */
  levelOf(rowA: number, rowB: number): number | null {
    const [valueA, valueB] = [this.column.at(rowA), this.column.at(rowB)];
    if (valueA === NO_VALUE || valueB === NO_VALUE) return null;
    const { bits, share } = this.agreement(this.wordsAt(rowA), this.wordsAt(rowB));
    if (bits === 0) return NONE;
    const bitsAt = WORD_BITS.findIndex((from) => bits >= from);
    if (bitsAt < 0) return LITTLE;
    return bitsAt * WORD_SHARES.length + WORD_SHARES.findIndex(([, from]) => share >= from);
  }

  private agreement(a: Int32Array, b: Int32Array): { readonly bits: number; readonly share: number } {
    const taken = this.taken.fill(0, 0, b.length);
    let agreed = 0;
    let shared = 0;
    let alone = 0;
    for (const word of a) {
      let best = -1;
      let most = 0;
      for (let index = 0; index < b.length && most < 1; index += 1) {
        if (taken[index] === 1) continue;
        const similarity = this.similarity(word, b[index] ?? 0);
        if (similarity > most) {
          best = index;
          most = similarity;
        }
      }
      const bits = this.bits[word] ?? 0;
      if (best < 0) alone += bits;
      else {
        taken[best] = 1;
        // A slip makes a word rarer than it is: the commoner of both counts.
        const common = Math.min(bits, this.bits[b[best] ?? 0] ?? 0);
        agreed += most * common;
        shared += common;
      }
    }
    for (let index = 0; index < b.length; index += 1) {
      if (taken[index] === 0) alone += this.bits[b[index] ?? 0] ?? 0;
    }
    const all = 2 * shared + alone;
    return { bits: agreed, share: all === 0 ? 1 : (2 * agreed) / all };
  }

  /** 1 for the same word, less for a slip, 0 for another. */
  private similarity(a: number, b: number): number {
    if (a === b) return 1;
    const [textA, textB] = [this.words.textOf(a), this.words.textOf(b)];
    if (textA.length < SHORTEST_SLIP || textB.length < SHORTEST_SLIP) return 0;
    if (!this.words.couldBeAlike(a, b, LEAST_JARO)) return 0;
    return withinOneEdit(textA, textB) ? 0.9 : jaroWinkler(textA, textB) >= 0.9 ? 0.8 : 0;
  }

  private byRarity(a: number, b: number): number {
    const difference = (this.bits[b] ?? 0) - (this.bits[a] ?? 0);
    if (difference !== 0) return difference;
    return this.words.textOf(a) < this.words.textOf(b) ? -1 : 1;
  }
}
