import type { Nature } from '../../../schema/canonical/record.ts';
import { EVIDENCE_VERSION, NARRATIVE_EVIDENCE, type Evidence } from './evidence.ts';

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
export function classify(sourceCategory: readonly string[], folded: string, feed: Crosswalk): Classification {
  const joined = sourceCategory.join('/');
  const entry = joined === '' ? undefined : feed.crosswalk.find(({ pattern }) => pattern.test(joined));
  const entryRule = entry === undefined ? null : `${feed.crosswalkVersion}:${entry.pattern.source}`;
  const evidence = folded === '' ? [] : NARRATIVE_EVIDENCE.filter(({ pattern }) => pattern.test(folded));
  const { nature, natureRule } =
    entry !== undefined && entryRule !== null && entry.nature !== 'POSSIBLE'
      ? { nature: entry.nature, natureRule: entryRule }
      : natureOf(evidence, folded !== '', entry?.category ?? null, entryRule);
  return { nature, natureRule, ...categoryOf(evidence, entry?.category ?? null, entryRule, nature) };
}

/** A class that leaves the nature open but belongs to a class of quarrels speaks for one, a little. */
const CLASS_WEIGHT = 1;

function natureOf(
  evidence: readonly Evidence[],
  hasText: boolean,
  classCategory: string | null,
  entryRule: string | null,
): { nature: Nature; natureRule: string } {
  const prior = classCategory === null ? 0 : CLASS_WEIGHT;
  if (evidence.length === 0) {
    // Neither class nor text speaks of a quarrel: everyday business. A class of quarrels, or no text at all to judge by, leaves it open.
    return entryRule !== null && (prior > 0 || !hasText)
      ? { nature: 'POSSIBLE', natureRule: entryRule }
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
  fromClass: string | null,
  entryRule: string | null,
  nature: Nature,
): { category: string | null; categoryRule: string | null } {
  const byClass = { category: fromClass, categoryRule: fromClass === null ? null : entryRule };
  if (nature === 'OTHER' || (fromClass !== null && fromClass.length > 2)) return byClass;
  const [strongest] = evidence
    .filter(({ category, weight }) => weight > 0 && category !== null && category.startsWith(fromClass ?? ''))
    .toSorted((a, b) => b.weight - a.weight);
  if (strongest?.category == null) return byClass;
  return { category: strongest.category, categoryRule: `${EVIDENCE_VERSION}:${strongest.id}` };
}
