/**
 * Expectation–maximisation for the two-class mixture of Fellegi and Sunter (1969), as Winkler (1988) and Splink fit it: of pairs whose
 * answer nobody knows, how often each level of each field is met among true pairs (`m`) and among others (`u`), and which share is true.
 * It knows nothing of what the fields are, and gives the same result for the same patterns in any order.
 */

/** Pairs that compare alike: a level number a field, `NOT_COMPARED` where one side says nothing. */
export interface PatternCount {
  readonly levels: readonly number[];
  readonly count: number;
}

/** A field that could not be compared: it weighs nothing and teaches nothing. */
export const NOT_COMPARED = -1;

/** Probability of each level, field by field; a field's levels add up to 1. */
export type LevelShares = readonly (readonly number[])[];

export interface MixtureStart {
  readonly m: LevelShares;
  readonly u: LevelShares;
  /** Share of the pairs that are true, 0 to 1. */
  readonly prior: number;
}

export interface MixtureOptions {
  /** `u` stays as given: it is better counted over random pairs than guessed from blocked ones. */
  readonly keepU: boolean;
  /** Fields that are neither looked at nor fitted, e.g. those that the pairs were blocked on. */
  readonly ignoredFields?: ReadonlySet<number>;
  /**
   * How many pairs the patterns were chosen from, when only those that blocking found are given: the others count as not true, and `prior`
   * is the share of all.
   */
  readonly totalPairs?: number;
  /** Added to the count of every level, so that none becomes impossible. */
  readonly pseudoCount?: number;
  /** How the added counts lie over the levels of `m`; evenly when not given. Matters where there are few pairs. */
  readonly pseudoShares?: LevelShares;
  readonly maxIterations?: number;
  /** Ends when no `m` moves by more than this. */
  readonly tolerance?: number;
}

export interface Mixture extends MixtureStart {
  readonly iterations: number;
  /** False when `maxIterations` ended it. */
  readonly converged: boolean;
}

export function fitMixture(
  patterns: readonly PatternCount[],
  start: MixtureStart,
  options: MixtureOptions,
): Mixture {
  const { keepU, pseudoCount = 0.5, maxIterations = 200, tolerance = 1e-5 } = options;
  const ignored = options.ignoredFields ?? new Set<number>();
  // Sums of floats depend on their order.
  const ordered = [...patterns].sort(byLevels);
  let { m, u, prior } = start;
  for (let iteration = 1; iteration <= maxIterations; iteration += 1) {
    const trueCounts = zeros(m);
    const otherCounts = zeros(u);
    const logRatios = logRatiosOf(m, u, ignored);
    const logPrior = Math.log(prior / (1 - prior));
    let trueTotal = 0;
    let total = 0;
    for (const { levels, count } of ordered) {
      const expected = count / (1 + Math.exp(-logOddsOf(levels, logRatios, logPrior)));
      trueTotal += expected;
      total += count;
      for (let field = 0; field < levels.length; field += 1) {
        const level = levels[field] ?? NOT_COMPARED;
        if (level === NOT_COMPARED) continue;
        add(trueCounts[field], level, expected);
        add(otherCounts[field], level, count - expected);
      }
    }
    const nextM = shares(trueCounts, m, pseudoCount, ignored, options.pseudoShares);
    const moved = furthest(m, nextM);
    m = nextM;
    if (!keepU) u = shares(otherCounts, u, pseudoCount, ignored);
    total = Math.max(total, options.totalPairs ?? 0);
    prior = clamp(total === 0 ? prior : trueTotal / total);
    if (moved <= tolerance) return { m, u, prior, iterations: iteration, converged: true };
  }
  return { m, u, prior, iterations: maxIterations, converged: false };
}

/** Makes a function that tells how likely a pair of given levels is true. */
export function posteriorBy({ m, u, prior }: MixtureStart): (levels: readonly number[]) => number {
  const logRatios = logRatiosOf(m, u, new Set());
  const logPrior = Math.log(prior / (1 - prior));
  return (levels) => 1 / (1 + Math.exp(-logOddsOf(levels, logRatios, logPrior)));
}

function logRatiosOf(m: LevelShares, u: LevelShares, ignored: ReadonlySet<number>): LevelShares {
  return m.map((levels, field) =>
    levels.map((share, level) => (ignored.has(field) ? 0 : Math.log(share / (u[field]?.[level] ?? share)))),
  );
}

function logOddsOf(levels: readonly number[], logRatios: LevelShares, logPrior: number): number {
  let logOdds = logPrior;
  for (let field = 0; field < levels.length; field += 1) {
    const level = levels[field] ?? NOT_COMPARED;
    if (level !== NOT_COMPARED) logOdds += logRatios[field]?.[level] ?? 0;
  }
  return logOdds;
}

function byLevels(a: PatternCount, b: PatternCount): number {
  for (const [field, level] of a.levels.entries()) {
    const difference = level - (b.levels[field] ?? NOT_COMPARED);
    if (difference !== 0) return difference;
  }
  return 0;
}

function zeros(like: LevelShares): number[][] {
  return like.map((levels) => levels.map(() => 0));
}

function add(levels: number[] | undefined, level: number, amount: number): void {
  if (levels !== undefined) levels[level] = (levels[level] ?? 0) + amount;
}

function shares(
  counts: readonly (readonly number[])[],
  before: LevelShares,
  pseudoCount: number,
  ignored: ReadonlySet<number>,
  pseudoShares?: LevelShares,
): LevelShares {
  return counts.map((levels, field) => {
    const total = levels.reduce((sum, count) => sum + count, 0);
    if (total === 0 || ignored.has(field)) return before[field] ?? [];
    const added = pseudoCount * levels.length;
    return levels.map(
      (count, level) =>
        (count + added * (pseudoShares?.[field]?.[level] ?? 1 / levels.length)) / (total + added),
    );
  });
}

function furthest(a: LevelShares, b: LevelShares): number {
  return Math.max(
    0,
    ...a.flatMap((levels, f) => levels.map((share, l) => Math.abs(share - (b[f]?.[l] ?? 0)))),
  );
}

function clamp(prior: number): number {
  return Math.min(1 - 1e-12, Math.max(1e-12, prior));
}
