import {
  fitMixture,
  NOT_COMPARED,
  posteriorBy,
  type LevelShares,
  type MixtureStart,
  type PatternCount,
} from '../em.ts';
import { emptyLevels, type PersonComparer } from './compare-persons.ts';
import { GUESS } from './first-guess.ts';
import { PERSON_FIELDS, PERSON_LEVELS } from './levels.ts';

const RANDOM_PAIRS = 400_000;
/** Of more candidates those of every n-th record are enough. */
const FITTED_PAIRS = 150_000;
const ROUNDS = 6;
const EACH_ROUND = { maxIterations: 25, tolerance: 1e-4 };

/** Calls back with every pair that shares a block. */
export type ForEachCandidate = (visit: (a: number, b: number) => void) => void;

/**
 * Estimates the weights from the table itself, without labels and without chance, begun from a guess that holds where there is little data: `u` over random pairs (all pairs of a small table), `m`
 * and the share of true pairs by EM over the candidates; then again, with the true pairs taken out of the random ones, which matter in
 * small tables.
 */
export function fitPersons(
  comparer: PersonComparer,
  records: number,
  forEachCandidate: ForEachCandidate,
): MixtureStart {
  const totalPairs = (records * (records - 1)) / 2;
  const random = randomPatterns(comparer, records);
  const candidates = candidatePatterns(comparer, forEachCandidate);
  let fitted: MixtureStart = {
    m: GUESS.m,
    u: sharesOf(random, () => 1),
    prior: Math.min(0.1, 0.3 / Math.max(1, records)),
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { m, prior } = fitMixture(candidates, fitted, {
      keepU: true,
      totalPairs,
      pseudoShares: GUESS.m,
      ...EACH_ROUND,
    });
    const isTrue = posteriorBy({ ...fitted, m, prior });
    fitted = { m, prior, u: sharesOf(random, ({ levels }) => 1 - isTrue(levels)) };
  }
  return fitted;
}

class Patterns {
  private readonly counts = new Map<string, { levels: number[]; count: number }>();

  add(levels: Int8Array, count: number): void {
    const key = String.fromCharCode(...levels);
    const known = this.counts.get(key);
    if (known === undefined) this.counts.set(key, { levels: [...levels], count });
    else known.count += count;
  }

  all(): PatternCount[] {
    return [...this.counts.values()];
  }
}

function candidatePatterns(comparer: PersonComparer, forEachCandidate: ForEachCandidate): PatternCount[] {
  let pairs = 0;
  forEachCandidate(() => {
    pairs += 1;
  });
  const every = Math.max(1, Math.ceil(pairs / FITTED_PAIRS));
  const patterns = new Patterns();
  const levels = emptyLevels();
  forEachCandidate((a, b) => {
    if (a % every !== 0) return;
    comparer.compare(a, b, levels);
    patterns.add(levels, every);
  });
  return patterns.all();
}

function randomPatterns(comparer: PersonComparer, records: number): PatternCount[] {
  const patterns = new Patterns();
  const levels = emptyLevels();
  if ((records * (records - 1)) / 2 <= RANDOM_PAIRS) {
    for (let a = 1; a < records; a += 1) {
      for (let b = 0; b < a; b += 1) {
        comparer.compare(a, b, levels);
        patterns.add(levels, 1);
      }
    }
    return patterns.all();
  }
  const next = numbersFrom(0x7ab1e5);
  for (let n = 0; n < RANDOM_PAIRS; n += 1) {
    const a = Math.floor(next() * records);
    const b = Math.floor(next() * records);
    if (a === b) continue;
    comparer.compare(a, b, levels);
    patterns.add(levels, 1);
  }
  return patterns.all();
}

/** Pairs that the first guess counts as: it decides in a table of a few records, and is nothing beside thousands. */
const GUESSED_PAIRS = 100;

/** Shares of the levels, begun from the first guess; in a large table a level that was never met counts as half a pair. */
function sharesOf(
  patterns: readonly PatternCount[],
  weightOf: (pattern: PatternCount) => number,
): LevelShares {
  const counts = PERSON_FIELDS.map((field) => PERSON_LEVELS[field].map(() => 0));
  for (const pattern of patterns) {
    const weight = pattern.count * weightOf(pattern);
    for (const [field, level] of pattern.levels.entries()) {
      const of = counts[field];
      if (level !== NOT_COMPARED && of !== undefined) of[level] = (of[level] ?? 0) + weight;
    }
  }
  return counts.map((levels, field) => {
    const total = levels.reduce((sum, count) => sum + count, 0);
    const half = (0.5 * total) / (total + GUESSED_PAIRS);
    const all = total + half * levels.length + GUESSED_PAIRS;
    return levels.map(
      (count, level) => (count + half + GUESSED_PAIRS * (GUESS.u[field]?.[level] ?? 0)) / all,
    );
  });
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
