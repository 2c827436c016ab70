import { sameOrganisation } from '../../../schema/matching/organisation.ts';
import type { Linkable } from './linkable.ts';

/** Why two records are about one dispute. Strongest first. */
export const LINK_RULES = ['QUOTED_NUMBER', 'IDENTIFIER_AND_COUNTERPARTY', 'IDENTIFIER_AND_PLACE'] as const;
export type LinkRule = (typeof LINK_RULES)[number];

export interface PairLink {
  readonly rule: LinkRule;
}

const WINDOW_MS = 30 * 86_400_000;

/**
 * Whether two records are about one dispute, by the two records alone: the answer is the same whichever comes first and whatever else is
 * there. They are when one quotes the other's number; or when a phone or an ID number agrees, the counterparty or the place agrees, the
 * category agrees, and the reports lie within 30 days. A person alone is never enough: one caller can have two quarrels.
 */
export function comparePair(a: Linkable, b: Linkable): PairLink | null {
  if (a.id === b.id) return null;
  if (shareAny(a.quotedNumbers, b.numbers) || shareAny(b.quotedNumbers, a.numbers)) {
    return { rule: 'QUOTED_NUMBER' };
  }
  if (Math.abs(a.reportedAtMs - b.reportedAtMs) > WINDOW_MS) return null;
  if (!shareAny(a.phones, b.phones) && !shareAny(a.idNumbers, b.idNumbers)) return null;
  if (!categoriesAgree(a.category, b.category)) return null;
  if (counterpartiesAgree(a, b)) return { rule: 'IDENTIFIER_AND_COUNTERPARTY' };
  // Both name another side and not the same: one household with two quarrels, unless the class is the same to the last digit.
  if (namesOtherSide(a) && namesOtherSide(b) && (a.category === null || a.category !== b.category))
    return null;
  return placesAgree(a.address, b.address) ? { rule: 'IDENTIFIER_AND_PLACE' } : null;
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
