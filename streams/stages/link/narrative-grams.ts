import { bigramsOf } from '../../../schema/matching/fold.ts';

/** A text as a vector of its bigrams, each once: sorted numbers with weights, of length 1. */
export interface GramVector {
  readonly grams: Uint32Array;
  readonly weights: Float32Array;
}

/** How rare each gram is in a frozen background; `ifUnknown` for one that is not there. Natural logarithm of 1 / share of texts. */
export interface GramBackground {
  readonly rarity: ReadonlyMap<number, number>;
  readonly ifUnknown: number;
}

/** Longer texts are compared by their beginning. */
const MOST_GRAMS = 400;

/** A gram as a number: exact for two characters of the basic plane. */
export function gramNumber(gram: string): number {
  return ((gram.charCodeAt(0) << 16) | (gram.length > 1 ? gram.charCodeAt(1) : 0)) >>> 0;
}

/** The distinct grams of a folded text, sorted. */
export function gramsOf(folded: string): Uint32Array {
  const numbers = new Set(bigramsOf(folded).slice(0, MOST_GRAMS).map(gramNumber));
  return Uint32Array.from(numbers).sort();
}

export function gramVector(grams: Uint32Array, background: GramBackground): GramVector {
  const weights = new Float32Array(grams.length);
  let squares = 0;
  for (let index = 0; index < grams.length; index += 1) {
    const weight = background.rarity.get(grams[index] ?? 0) ?? background.ifUnknown;
    weights[index] = weight;
    squares += weight * weight;
  }
  const length = Math.sqrt(squares);
  if (length > 0)
    for (let index = 0; index < weights.length; index += 1) weights[index] = (weights[index] ?? 0) / length;
  return { grams, weights };
}

/** Cosine of two vectors, 0 to 1. */
export function cosine(a: GramVector, b: GramVector): number {
  let sum = 0;
  let i = 0;
  let j = 0;
  const { grams: ga, weights: wa } = a;
  const { grams: gb, weights: wb } = b;
  while (i < ga.length && j < gb.length) {
    const left = ga[i] ?? 0;
    const right = gb[j] ?? 0;
    if (left === right) {
      sum += (wa[i] ?? 0) * (wb[j] ?? 0);
      i += 1;
      j += 1;
    } else if (left < right) i += 1;
    else j += 1;
  }
  return sum;
}
