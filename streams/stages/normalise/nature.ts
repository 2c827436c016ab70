import type { Nature } from '../../../schema/canonical/record.ts';
import type { Evidence } from './evidence-kind.ts';
import { EVIDENCE_VERSION, NARRATIVE_EVIDENCE } from './evidence.ts';

/** How a feed's own categories meet the hub's; the shape of `CrosswalkEntry` in connectors/kit/feed.ts. */
export interface CrosswalkRule {
  readonly pattern: RegExp;
  readonly category: string | null;
  readonly nature: Nature;
}

export interface Crosswalk {
  readonly crosswalkVersion: string;
  readonly crosswalk: readonly CrosswalkRule[];
}

export interface Classification {
  readonly nature: Nature;
  readonly natureRule: string;
  readonly category: string | null;
  readonly categoryRule: string | null;
}

/** Evidence sums from which a narrative speaks of a quarrel, and from which it may. */
const DISPUTE_FROM = 3;
const POSSIBLE_FROM = 1;

/**
 * Nature (rule 5 of the rules of correctness) and GB/T 31000 category of a record. The feed's crosswalk comes first: where the agency's
 * own class settles the nature, nothing else is asked. Otherwise the narrative's evidence is summed up. The category is the crosswalk's
 * unless it has none, or only a top class that the narrative narrows down.
 */
export function classify(
  sourceCategory: readonly string[],
  { folded, hasNarrative }: { readonly folded: string; readonly hasNarrative: boolean },
  feed: Crosswalk,
): Classification {
  const joined = sourceCategory.join('/');
  const entry = joined === '' ? undefined : feed.crosswalk.find(({ pattern }) => pattern.test(joined));
  const byClass: ByClass = {
    nature: entry?.nature ?? 'POSSIBLE',
    category: entry?.category ?? null,
    rule: entry === undefined ? null : `${feed.crosswalkVersion}:${entry.pattern.source}`,
  };
  // Reading the narrative is the dearest step of all: not where the class has said everything already.
  const settled = entry?.nature === 'OTHER' || (entry?.nature === 'DISPUTE' && isNarrow(byClass.category));
  const evidence =
    settled || folded === '' ? [] : NARRATIVE_EVIDENCE.filter(({ pattern }) => pattern.test(folded));
  const { nature, natureRule } =
    byClass.rule !== null && byClass.nature !== 'POSSIBLE'
      ? { nature: byClass.nature, natureRule: byClass.rule }
      : natureOf(evidence, hasNarrative, byClass);
  return { nature, natureRule, ...categoryOf(evidence, byClass, nature) };
}

interface ByClass {
  readonly nature: Nature;
  readonly category: string | null;
  readonly rule: string | null;
}

/** A sub-class of table 91, which the narrative cannot narrow down further. */
function isNarrow(category: string | null): boolean {
  return category !== null && category.length > 2;
}

/** A class that leaves the nature open but belongs to a class of quarrels speaks for one, a little. */
const CLASS_WEIGHT = 1;

function natureOf(
  evidence: readonly Evidence[],
  hasNarrative: boolean,
  { category, rule }: ByClass,
): { nature: Nature; natureRule: string } {
  const prior = category === null ? 0 : CLASS_WEIGHT;
  if (evidence.length === 0) {
    // Neither class nor text speaks of a quarrel: everyday business. A class of quarrels, or no narrative at all to judge by, leaves it open.
    return rule !== null && (prior > 0 || !hasNarrative)
      ? { nature: 'POSSIBLE', natureRule: rule }
      : { nature: 'OTHER', natureRule: `${EVIDENCE_VERSION}:nothing-said` };
  }
  const sum = evidence.reduce((total, { weight }) => total + weight, prior);
  const nature = sum >= DISPUTE_FROM ? 'DISPUTE' : sum >= POSSIBLE_FROM ? 'POSSIBLE' : 'OTHER';
  const [deciding] = evidence.toSorted((a, b) =>
    nature === 'OTHER' ? a.weight - b.weight : b.weight - a.weight,
  );
  return { nature, natureRule: `${EVIDENCE_VERSION}:${deciding?.id ?? ''}` };
}

function categoryOf(
  evidence: readonly Evidence[],
  { category: given, rule }: ByClass,
  nature: Nature,
): { category: string | null; categoryRule: string | null } {
  const byClass = { category: given, categoryRule: given === null ? null : rule };
  if (nature === 'OTHER' || isNarrow(given)) return byClass;
  const [strongest] = evidence
    .filter(({ category, weight }) => weight > 0 && category?.startsWith(given ?? '') === true)
    .toSorted((a, b) => b.weight - a.weight);
  if (strongest?.category == null) return byClass;
  return { category: strongest.category, categoryRule: `${EVIDENCE_VERSION}:${strongest.id}` };
}
