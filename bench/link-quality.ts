import { blockRuleOf } from '../streams/stages/link/block-keys.ts';
import { decide } from '../streams/stages/link/pair-score.ts';
import type { LinkWeights } from '../streams/stages/link/weights.ts';
import type { TrueRecord } from './link-city.ts';
import { blocked, linked, type Blocked } from './link-run.ts';

/**
 * Two records both with a telephone or both with an identity number; pairs of which one has none; and pairs told by two of the many reporters
 * of a group quarrel, who share no identifier by nature.
 */
export const STRATA = ['identifier on both sides', 'no identifier', 'group quarrel'] as const;
export type Stratum = (typeof STRATA)[number] | 'within a feed' | 'across feeds' | 'all';

export interface Tally {
  hit: number;
  wrong: number;
  missed: number;
  /** Of the missed, those that people are asked about. */
  asked: number;
}

export interface Quality {
  readonly pairwise: ReadonlyMap<Stratum, Tally>;
  /** Disputes of two records or more, whole: no record too many, none missing. */
  readonly whole: Tally;
  /** Pair completeness: share of true pairs that meet, by rule alone and by all together. */
  readonly completeness: ReadonlyMap<string, number>;
  readonly reviews: number;
  readonly records: number;
  readonly shares: {
    readonly withoutIdentifier: number;
    readonly hardNegatives: number;
    readonly breaking: number;
    readonly changing: number;
  };
}

export function qualityOf(city: readonly TrueRecord[], weights: LinkWeights): Quality {
  const run = blocked(city.map(({ record }) => record));
  const { clustering, scored } = linked(run, weights);
  const numberOf = new Map(run.linkables.map(({ id }, index) => [id, index]));
  const clusterOf = new Map<number, number>();
  const found = clustering.clusters.map(({ core }, index) =>
    core.map(({ id }) => {
      const number = numberOf.get(id) ?? 0;
      clusterOf.set(number, index);
      return number;
    }),
  );
  const asked = new Set(
    clustering.reviews.map(({ a, b }) => keyOf(numberOf.get(a) ?? 0, numberOf.get(b) ?? 0)),
  );
  const truth = groupsOf(city);
  const pairwise = new Map<Stratum, Tally>();
  const count = (i: number, j: number, what: keyof Tally): void => {
    for (const stratum of strataOf(city, run, i, j)) {
      const tally = pairwise.get(stratum) ?? { hit: 0, wrong: 0, missed: 0, asked: 0 };
      tally[what] += 1;
      pairwise.set(stratum, tally);
    }
  };
  let [ordinary, bare] = [0, 0];
  for (const members of truth) {
    for (const [i, j] of pairsIn(members)) {
      const together = clusterOf.has(i) && clusterOf.get(i) === clusterOf.get(j);
      count(i, j, together ? 'hit' : 'missed');
      if (!together && asked.has(keyOf(i, j))) count(i, j, 'asked');
      const stratum = stratumOf(city, run, i, j);
      if (stratum === 'group quarrel') continue;
      ordinary += 1;
      if (stratum === 'no identifier') bare += 1;
    }
  }
  for (const members of found) {
    for (const [i, j] of pairsIn(members)) if (!isTrue(city, i, j)) count(i, j, 'wrong');
  }
  const quarrels = new Map(
    city.flatMap(({ truth: { quarrelId, resembles } }) =>
      quarrelId === null ? [] : [[quarrelId, resembles]],
    ),
  );
  return {
    pairwise,
    whole: wholeOf(truth, found),
    completeness: completenessOf(truth, run),
    reviews: clustering.reviews.length,
    records: city.length,
    shares: {
      withoutIdentifier: bare / ordinary,
      hardNegatives: [...quarrels.values()].filter((resembles) => resembles !== null).length / quarrels.size,
      ...correctionsOf(city, scored, weights),
    },
  };
}

function groupsOf(city: readonly TrueRecord[]): number[][] {
  const groups = new Map<string, number[]>();
  city.forEach(({ truth: { quarrelId } }, index) => {
    if (quarrelId === null) return;
    const members = groups.get(quarrelId);
    if (members === undefined) groups.set(quarrelId, [index]);
    else members.push(index);
  });
  return [...groups.values()];
}

function isTrue(city: readonly TrueRecord[], i: number, j: number): boolean {
  const [a, b] = [city[i]?.truth.quarrelId, city[j]?.truth.quarrelId];
  return a !== undefined && a !== null && a === b;
}

function stratumOf(
  city: readonly TrueRecord[],
  { linkables }: Blocked,
  i: number,
  j: number,
): (typeof STRATA)[number] {
  const [a, b] = [city[i]?.truth, city[j]?.truth];
  const [one, other] = [linkables[i], linkables[j]];
  if ((a?.group === true || b?.group === true) && a?.reporter !== b?.reporter) return 'group quarrel';
  const both =
    one !== undefined &&
    other !== undefined &&
    ((one.phones.length > 0 && other.phones.length > 0) ||
      (one.idNumbers.length > 0 && other.idNumbers.length > 0));
  return both ? 'identifier on both sides' : 'no identifier';
}

function strataOf(city: readonly TrueRecord[], run: Blocked, i: number, j: number): Stratum[] {
  const same = city[i]?.record.feed === city[j]?.record.feed;
  return [stratumOf(city, run, i, j), same ? 'within a feed' : 'across feeds', 'all'];
}

function wholeOf(truth: readonly (readonly number[])[], found: readonly (readonly number[])[]): Tally {
  const nameOf = (members: readonly number[]): string => [...members].sort((a, b) => a - b).join();
  const several = (groups: readonly (readonly number[])[]): Set<string> =>
    new Set(groups.filter(({ length }) => length > 1).map(nameOf));
  const [really, said] = [several(truth), several(found)];
  const hit = [...said].filter((name) => really.has(name)).length;
  return { hit, wrong: said.size - hit, missed: really.size - hit, asked: 0 };
}

function completenessOf(
  truth: readonly (readonly number[])[],
  { keys, pairs }: Blocked,
): Map<string, number> {
  const rules = keys.map((list) => Map.groupBy(list, blockRuleOf));
  const meeting = new Set(pairs.map(([i, j]) => keyOf(i, j)));
  const shared = new Map<string, number>();
  let [all, met] = [0, 0];
  for (const members of truth) {
    for (const [i, j] of pairsIn(members)) {
      all += 1;
      if (meeting.has(keyOf(i, j))) met += 1;
      for (const [rule, own] of rules[i] ?? []) {
        const theirs = rules[j]?.get(rule);
        if (theirs?.some((key) => own.includes(key)) === true) shared.set(rule, (shared.get(rule) ?? 0) + 1);
      }
    }
  }
  const shares = [...shared]
    .map(([rule, count]) => [rule, count / all] as const)
    .sort(([, a], [, b]) => b - a);
  return new Map([['all rules, blocks capped', met / all], ...shares]);
}

/** Of the records that were corrected, the shares whose correction broke a link of the first version, and broke or made one. */
function correctionsOf(
  city: readonly TrueRecord[],
  scored: readonly {
    readonly a: string;
    readonly b: string;
    readonly score: { readonly probability: number };
  }[],
  weights: LinkWeights,
): { breaking: number; changing: number } {
  const corrected = city.flatMap(({ uncorrected }) => uncorrected?.id ?? []);
  const isCorrected = new Set(corrected);
  const linksOf = (pairs: typeof scored): Map<string, Set<string>> => {
    const links = new Map<string, Set<string>>();
    for (const { a, b, score } of pairs) {
      if (decide(score) !== 'LINK') continue;
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        if (isCorrected.has(from)) links.set(from, (links.get(from) ?? new Set()).add(to));
      }
    }
    return links;
  };
  const before = linksOf(
    linked(blocked(city.map(({ record, uncorrected }) => uncorrected ?? record)), weights).scored,
  );
  const after = linksOf(scored);
  const differ = (one: ReadonlySet<string> | undefined, other: ReadonlySet<string> | undefined): boolean =>
    [...(one ?? [])].some((to) => other?.has(to) !== true);
  const broken = corrected.filter((id) => differ(before.get(id), after.get(id)));
  const changed = corrected.filter(
    (id) => differ(before.get(id), after.get(id)) || differ(after.get(id), before.get(id)),
  );
  const share = (ids: readonly string[]): number =>
    corrected.length === 0 ? 0 : ids.length / corrected.length;
  return { breaking: share(broken), changing: share(changed) };
}

function* pairsIn(members: readonly number[]): Generator<readonly [number, number]> {
  for (const [n, i] of members.entries()) for (const j of members.slice(n + 1)) yield [i, j];
}

function keyOf(i: number, j: number): number {
  return Math.max(i, j) * 2 ** 26 + Math.min(i, j);
}
