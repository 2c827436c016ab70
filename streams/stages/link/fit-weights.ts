import { classPairOf } from './compare-fields.ts';
import { comparedPair, toldByTwo } from './compare-pair.ts';
import { fitMixture, NOT_COMPARED, type LevelShares } from './em.ts';
import { LEVELS, LINK_FIELDS, UNKNOWN, type Comparison } from './levels.ts';
import type { Linkable } from './linkable.ts';
import { surnameOf } from './names.ts';
import type { GramBackground } from './narrative-grams.ts';
import type { LinkModel, LinkWeights } from './weights.ts';

export interface FitOptions {
  readonly version: string;
  readonly fittedOn: string;
}

/**
 * Estimates a weights file from records and the pairs of them that share a block, without labels: frequencies of names and bigrams first,
 * then the two models by EM. The same records and pairs give the same file.
 * @param pairs indices into `records`
 */
export function fitWeights(
  records: readonly Linkable[],
  pairs: readonly (readonly [number, number])[],
  { version, fittedOn }: FitOptions,
): LinkWeights {
  const names = nameShares(records);
  const { grams, texts } = gramShares(records);
  const background: GramBackground = {
    rarity: new Map([...grams].map(([gram, part]) => [gram, -Math.log(part)])),
    ifUnknown: Math.log(texts / 2),
  };
  const compare = (related: ReadonlySet<string>): { one: Patterns; two: Patterns } => {
    const found = { one: new Patterns(), two: new Patterns() };
    for (const [i, j] of pairs) {
      const [a, b] = [records[i], records[j]];
      if (a === undefined || b === undefined) continue;
      const { levels } = comparedPair(a, b, { background, related });
      const classes = levels.category === 'DIFFERENT' || levels.category === 'SAME_CLASS';
      const key = classes ? classPairOf(a.category ?? '', b.category ?? '') : '';
      (toldByTwo(levels) ? found.two : found.one).add(levels, key);
    }
    return found;
  };
  // Which classes go together is learned from the pairs that agree in all else, then everything is fitted with it.
  const first = compare(new Set());
  const related = relatedClasses(first.one, modelOf(first.one, startOfOne));
  const { one, two } = compare(new Set(related));
  return {
    version,
    fittedOn,
    oneReporter: modelOf(one, startOfOne),
    twoReporters: modelOf(two, startOfTwo),
    related,
    ...names,
    grams: Object.fromEntries([...grams].map(([gram, part]) => [gramText(gram), rounded(part)])),
    texts,
  };
}

/** Pairs counted by their levels, and by their classes where these differ. */
class Patterns {
  readonly counts = new Map<
    string,
    { readonly levels: Comparison; readonly classes: string; count: number }
  >();

  add(levels: Comparison, classes: string): void {
    const key = `${LINK_FIELDS.map((field) => levels[field]).join()}|${classes}`;
    const known = this.counts.get(key);
    if (known === undefined) this.counts.set(key, { levels, classes, count: 1 });
    else known.count += 1;
  }
}

/** Field by field, the levels that are counted. */
const COUNTED = LINK_FIELDS.map(
  (field) => LEVELS[field].filter((level) => level !== UNKNOWN) as readonly string[],
);

function numbersOf(levels: Comparison): number[] {
  return LINK_FIELDS.map((field, index) => COUNTED[index]?.indexOf(levels[field]) ?? NOT_COMPARED);
}

/** Expectation–maximisation from a first guess; the larger class of the guess decides which of the two is the matching one. */
function modelOf({ counts }: Patterns, guess: (levels: Comparison) => number): LinkModel {
  const patterns = Array.from(counts.values(), ({ levels, count }) => ({ levels: numbersOf(levels), count }));
  const guessed = Array.from(counts.values(), ({ levels, count }) => ({
    levels: numbersOf(levels),
    count,
    matching: guess(levels) > 0,
  }));
  const flat = COUNTED.map((levels) => levels.map(() => 1 / levels.length));
  const half = (matching: boolean): LevelShares =>
    COUNTED.map((levels, field) => {
      const tally = levels.map(() => 1);
      for (const pair of guessed) {
        const level = pair.levels[field] ?? NOT_COMPARED;
        if (pair.matching === matching && level !== NOT_COMPARED)
          tally[level] = (tally[level] ?? 0) + pair.count;
      }
      const all = tally.reduce((sum, count) => sum + count, 0);
      return tally.map((count) => count / all);
    });
  const start = patterns.length === 0 ? { m: flat, u: flat } : { m: half(true), u: half(false) };
  const { m, u, prior } = fitMixture(
    patterns,
    { ...start, prior: 0.3 },
    { keepU: false, maxIterations: 500 },
  );
  const fields = LINK_FIELDS.map((field, index) => [
    field,
    Object.fromEntries(
      (COUNTED[index] ?? []).map((level, n) => [level, { m: share(m[index]?.[n]), u: share(u[index]?.[n]) }]),
    ),
  ]);
  return { prior: share(prior), fields: Object.fromEntries(fields) as LinkModel['fields'] };
}

function share(value = 0.5): number {
  return Math.min(1 - 1e-6, Math.max(1e-6, Number(value.toPrecision(5))));
}

/** A class pair needs so many sure pairs, and so large a share of all that carry it, to count as related. */
const FEWEST_RELATED = 5;
const RELATED_SHARE = 0.45;

function relatedClasses({ counts }: Patterns, { prior, fields }: LinkModel): string[] {
  const tallies = new Map<string, { sure: number; all: number }>();
  for (const { levels, classes, count } of counts.values()) {
    if (classes === '') continue;
    // The class itself must not vote on itself.
    const weight = LINK_FIELDS.filter((field) => field !== 'category').reduce(
      (sum, field) => {
        const level = fields[field]?.[levels[field]];
        return sum + (level === undefined ? 0 : Math.log2(level.m / level.u));
      },
      Math.log2(prior / (1 - prior)),
    );
    const tally = tallies.get(classes) ?? { sure: 0, all: 0 };
    tally.all += count;
    if (weight > SURE_BITS) tally.sure += count;
    tallies.set(classes, tally);
  }
  return [...tallies]
    .filter(([, { sure, all }]) => sure >= FEWEST_RELATED && sure / all >= RELATED_SHARE)
    .map(([classes]) => classes)
    .sort();
}

const SURE_BITS = 5;

const AGREES =
  /^(?:EXACT|SIMPLIFIED|PINYIN|ONE_EDIT|SAME|SAME_PERSON|SAME_ORGANISATION|DOOR|QUOTES|CROSSED)$/;

/** A first guess: fields that agree in full, against fields that differ. */
function startOfOne(levels: Comparison): number {
  let points = -3;
  for (const field of [
    'quotedNumber',
    'idNumber',
    'phone',
    'name',
    'counterparty',
    'place',
    'category',
  ] as const) {
    if (AGREES.test(levels[field])) points += field === 'category' ? 1 : 2;
    else if (levels[field] === 'DIFFERENT') points -= 2;
  }
  return points;
}

function startOfTwo(levels: Comparison): number {
  const near = levels.daysApart === 'SAME_MOMENT' || /^WITHIN_[138]$/.test(levels.daysApart);
  const other = /^(?:SAME_ORGANISATION|SAME_PERSON|ABBREVIATED|MENTIONED)$/.test(levels.counterparty);
  const where = /^(?:DOOR|BUILDING|ROAD_NUMBER|COMMUNITY)$/.test(levels.place);
  return levels.quotedNumber === 'QUOTES' || (near && other && where && levels.category === 'SAME') ? 3 : -3;
}

const MOST_NAMES = 400;

/** Shares of the commonest surnames and given names among reporters and persons on the other side. */
function nameShares(records: readonly Linkable[]): Pick<LinkWeights, 'surnames' | 'givenNames'> {
  const surnames = new Map<string, number>();
  const givenNames = new Map<string, number>();
  let people = 0;
  for (const { reporters, opponents } of records) {
    for (const { folded } of [...reporters, ...opponents]) {
      const surname = surnameOf(folded);
      if (surname === '' || folded.length <= surname.length || folded.length > surname.length + 2) continue;
      people += 1;
      surnames.set(surname, (surnames.get(surname) ?? 0) + 1);
      const given = folded.slice(surname.length);
      givenNames.set(given, (givenNames.get(given) ?? 0) + 1);
    }
  }
  const shares = (counts: ReadonlyMap<string, number>): Record<string, number> =>
    Object.fromEntries(
      commonest(counts, MOST_NAMES).map(([name, count]) => [name, rounded(count / (people + 1))]),
    );
  return { surnames: shares(surnames), givenNames: shares(givenNames) };
}

const MOST_SHARED_GRAMS = 3_000;

/** Shares of texts with each of the commonest bigrams. */
function gramShares(records: readonly Linkable[]): { grams: ReadonlyMap<number, number>; texts: number } {
  const counts = new Map<number, number>();
  for (const { grams } of records) for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const texts = Math.max(4, records.length);
  const common = commonest(counts, MOST_SHARED_GRAMS).filter(([, count]) => count > 2);
  return { grams: new Map(common.map(([gram, count]) => [gram, Math.min(0.999, count / texts)])), texts };
}

function commonest<Value extends string | number>(
  counts: ReadonlyMap<Value, number>,
  most: number,
): [Value, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, most);
}

function gramText(gram: number): string {
  const second = gram & 0xffff;
  return String.fromCharCode(gram >>> 16) + (second === 0 ? '' : String.fromCharCode(second));
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
