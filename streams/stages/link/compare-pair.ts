import { sameOrganisation } from '../../../schema/matching/organisation.ts';
import type { Linkable } from './linkable.ts';
import type { FieldScore, LinkRule, PairScore } from './pair-score.ts';
import type { LinkWeights } from './weights.ts';

const WINDOW_MS = 30 * 86_400_000;

/**
 * Whether two records are about one dispute, by the two records alone: the answer is the same whichever comes first and whatever else is
 * there. They are when one quotes the other's number; or when a phone or an ID number agrees, the counterparty or the place agrees, the
 * category agrees, and the reports lie within 30 days. A person alone is never enough: one caller can have two quarrels.
 */
export function comparePair(a: Linkable, b: Linkable, weights: LinkWeights): PairScore {
  const rule = a.id === b.id ? null : ruleOf(a, b);
  const probability = rule === null ? 0 : 0.99;
  const weight = rule === null ? -10 : Math.log2(probability / (1 - probability));
  return { probability, weight, fields: fieldsOf(rule, weight), rule, version: weights.version };
}

const FIELDS_OF_RULE: Partial<Record<LinkRule, readonly [FieldScore['field'], string][]>> = {
  QUOTED_NUMBER: [['quotedNumber', 'one record quotes the number of the other']],
  IDENTIFIER_AND_COUNTERPARTY: [
    ['phone', 'a telephone or an identity number is the same'],
    ['counterparty', 'the other side is the same'],
  ],
  IDENTIFIER_AND_PLACE: [
    ['phone', 'a telephone or an identity number is the same'],
    ['place', 'the address is the same'],
  ],
};

function fieldsOf(rule: LinkRule | null, weight: number): FieldScore[] {
  const fields = rule === null ? [] : (FIELDS_OF_RULE[rule] ?? []);
  return fields.map(([field, note]) => ({ field, level: 'EXACT', weight: weight / fields.length, note }));
}

function ruleOf(a: Linkable, b: Linkable): LinkRule | null {
  if (shareAny(a.quotedNumbers, b.numbers) || shareAny(b.quotedNumbers, a.numbers)) {
    return 'QUOTED_NUMBER';
  }
  if (Math.abs(a.reportedAtMs - b.reportedAtMs) > WINDOW_MS) return null;
  if (!shareAny(a.phones, b.phones) && !shareAny(a.idNumbers, b.idNumbers)) return null;
  if (!categoriesAgree(a.category, b.category)) return null;
  if (counterpartiesAgree(a, b)) return 'IDENTIFIER_AND_COUNTERPARTY';
  // Both name another side and not the same: one household with two quarrels, unless the class is the same to the last digit.
  if (namesOtherSide(a) && namesOtherSide(b) && (a.category === null || a.category !== b.category))
    return null;
  return placesAgree(a.address, b.address) ? 'IDENTIFIER_AND_PLACE' : null;
}

/**
 * Equal, of one top class, or not known on one side. The agencies' classes meet at the top level only (邻里 is one class for the police
 * and three for the hotline), and every second 110 report is filed under 其他纠纷, which has no class at all: an unknown class must not
 * hide that person and other side agree.
 */
export function categoriesAgree(a: string | null, b: string | null): boolean {
  return a === null || b === null || a.slice(0, 2) === b.slice(0, 2);
}

function counterpartiesAgree(a: Linkable, b: Linkable): boolean {
  return (
    shareAny(a.opponents, b.opponents) ||
    a.organisations.some((one) => b.organisations.some((other) => sameOrganisation(one, other)))
  );
}

function namesOtherSide({ opponents, organisations }: Linkable): boolean {
  return opponents.length > 0 || organisations.length > 0;
}

const SHORTEST_PLACE = 4;

/** Equal, or one is the other with something left out in front or behind: clerks drop the community as often as the room. */
export function placesAgree(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= SHORTEST_PLACE && (long.startsWith(short) || long.endsWith(short));
}

function shareAny(a: readonly string[], b: readonly string[]): boolean {
  return a.some((value) => b.includes(value));
}
