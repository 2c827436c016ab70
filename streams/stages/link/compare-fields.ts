import type { Linkable } from './linkable.ts';
import type { LevelOf } from './levels.ts';
import { bestNameLevel, nameLevel, surnameOf, type ComparedName } from './names.ts';
import { organisationLevel } from './organisations-named.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export function quotedNumberLevel(a: Linkable, b: Linkable): LevelOf<'quotedNumber'> {
  if (a.quotedNumbers.length === 0 && b.quotedNumbers.length === 0) return 'NONE';
  if (shareAny(a.quotedNumbers, b.numbers) || shareAny(b.quotedNumbers, a.numbers)) return 'QUOTES';
  return shareAny(a.quotedNumbers, b.quotedNumbers) ? 'QUOTE_THE_SAME' : 'NONE';
}

export function identifierLevel(a: readonly string[], b: readonly string[]): LevelOf<'phone'> {
  if (a.length === 0 || b.length === 0) return 'UNKNOWN';
  return shareAny(a, b) ? 'EXACT' : 'DIFFERENT';
}

export interface NameFinding {
  readonly level: LevelOf<'name'>;
  /** The name that agrees, for its frequency; empty when none does. */
  readonly agrees: string;
}

const NAME_UNKNOWN: NameFinding = { level: 'UNKNOWN', agrees: '' };

/** The reporters: by full name, then crossed over, then by the name in the other's text, then by surname. */
export function nameFinding(a: Linkable, b: Linkable): NameFinding {
  const best = bestNameLevel(a.reporters, b.reporters);
  if (best !== null && best.level !== 'DIFFERENT') return { level: best.level, agrees: best.name };
  const crossed = crossedName(a, b) ?? crossedName(b, a);
  if (crossed !== null) return { level: 'CROSSED', agrees: crossed };
  if (best !== null) return { level: 'DIFFERENT', agrees: '' };
  const mentioned = mentionedName(a, b) ?? mentionedName(b, a);
  if (mentioned !== null) return { level: 'MENTIONED', agrees: mentioned };
  const [left, right] = [
    surnamesOf(a.reporters, a.reporterSurnames),
    surnamesOf(b.reporters, b.reporterSurnames),
  ];
  if (left.length === 0 || right.length === 0) return NAME_UNKNOWN;
  const shared = left.find((surname) => right.includes(surname));
  return shared === undefined ? { level: 'DIFFERENT', agrees: '' } : { level: 'SURNAME', agrees: shared };
}

/** The reporter of one is the other side of the other. */
function crossedName(a: Linkable, b: Linkable): string | null {
  for (const reporter of a.reporters) {
    for (const opponent of b.opponents) {
      const level = nameLevel(reporter, opponent);
      if (level !== 'DIFFERENT' && level !== 'ONE_EDIT') return reporter.folded;
    }
  }
  return null;
}

function mentionedName({ reporters }: Linkable, { text }: Linkable): string | null {
  return reporters.find(({ folded }) => folded.length > 1 && text.includes(folded))?.folded ?? null;
}

function surnamesOf(names: readonly ComparedName[], short: readonly string[]): string[] {
  return [...names.map(({ folded }) => surnameOf(folded)), ...short].filter((surname) => surname !== '');
}

/** The other side, person or organisation. Where the reporters are crossed over, so are the other sides. */
export function counterpartyFinding(
  a: Linkable,
  b: Linkable,
  name: NameFinding,
): { readonly level: LevelOf<'counterparty'>; readonly agrees: string } {
  const [left, right] =
    name.level !== 'CROSSED'
      ? [a.opponents, b.opponents]
      : crossedName(a, b) === null
        ? [a.reporters, b.opponents]
        : [a.opponents, b.reporters];
  const persons = bestNameLevel(left, right);
  if (persons !== null && persons.level !== 'DIFFERENT') {
    const level = persons.level === 'ONE_EDIT' ? 'ONE_EDIT' : 'SAME_PERSON';
    return { level, agrees: persons.name };
  }
  if (name.level === 'CROSSED') return { level: persons === null ? 'UNKNOWN' : 'DIFFERENT', agrees: '' };
  const organisations = organisationLevel(a.organisations, b.organisations);
  if (organisations === 'SAME') return { level: 'SAME_ORGANISATION', agrees: '' };
  if (organisations === 'ABBREVIATED' || prefixed(a.opponents, b.opponents))
    return { level: 'ABBREVIATED', agrees: '' };
  if (mentionsOtherSide(a, b) || mentionsOtherSide(b, a)) return { level: 'MENTIONED', agrees: '' };
  if (sharesSurname(a, b) || sharesSurname(b, a)) return { level: 'SURNAME', agrees: '' };
  const known = persons !== null || organisations !== null || (namesSomebody(a) && namesSomebody(b));
  return { level: known ? 'DIFFERENT' : 'UNKNOWN', agrees: '' };
}

function namesSomebody({ opponents, opponentSurnames, organisations }: Linkable): boolean {
  return opponents.length > 0 || opponentSurnames.length > 0 || organisations.length > 0;
}

/** 热依汗 for 热依汗库尔班. */
function prefixed(a: readonly ComparedName[], b: readonly ComparedName[]): boolean {
  return a.some(({ folded: one }) =>
    b.some(({ folded: other }) => {
      const [short, long] = one.length < other.length ? [one, other] : [other, one];
      return short.length >= 3 && long.startsWith(short);
    }),
  );
}

/** The text of one names the other side of the other, whole or by the two characters that its own name begins with. */
function mentionsOtherSide({ opponents, organisations }: Linkable, { text }: Linkable): boolean {
  return (
    opponents.some(({ folded }) => text.includes(folded)) ||
    organisations.some((core) => text.includes(core.length > 3 ? core.slice(0, 2) : core))
  );
}

function sharesSurname(a: Linkable, b: Linkable): boolean {
  return (
    a.opponentSurnames.some(
      (surname) =>
        b.opponentSurnames.includes(surname) ||
        b.opponents.some(({ folded }) => folded.startsWith(surname)) ||
        b.text.includes(`${surname}某`) ||
        b.text.includes(`姓${surname}的`),
    ) ||
    a.opponents.some(({ folded }) => {
      const surname = surnameOf(folded);
      return surname !== '' && (b.text.includes(`${surname}某`) || b.text.includes(`姓${surname}的`));
    })
  );
}

const PLACE_ORDER: readonly LevelOf<'place'>[] = [
  'DOOR',
  'BUILDING',
  'ROAD_NUMBER',
  'COMMUNITY',
  'ROAD',
  'DIFFERENT',
];

/** The narrowest part at which any address of one agrees with any of the other, or is named in its text; else the division. */
export function placeLevel(a: Linkable, b: Linkable): LevelOf<'place'> {
  let best = PLACE_ORDER.length - 1;
  for (const one of a.addresses) {
    for (const other of b.addresses) {
      best = Math.min(best, partsLevel(one, other));
      if (best === 0) return 'DOOR';
    }
  }
  best = Math.min(best, namedIn(a, b), namedIn(b, a));
  const level = PLACE_ORDER[best] ?? 'DIFFERENT';
  if (level !== 'DIFFERENT') return level;
  const [left, right] = [a.regionCode, b.regionCode];
  if (left === null || right === null)
    return a.addresses.length > 0 && b.addresses.length > 0 ? 'DIFFERENT' : 'UNKNOWN';
  if (left.length > 6 && left === right) return 'STREET';
  return left.slice(0, 6) === right.slice(0, 6) ? 'COUNTY' : 'DIFFERENT';
}

type Parts = Linkable['addresses'][number];

function partsLevel(a: Parts, b: Parts): number {
  if (same(a.door, b.door)) return 0;
  if (same(a.building, b.building)) return a.door !== '' && b.door !== '' ? 1 : endsAlike(a, b) ? 0 : 1;
  if (same(a.roadNumber, b.roadNumber)) return 2;
  if (same(a.community, b.community)) return 3;
  return same(a.road, b.road) ? 4 : PLACE_ORDER.length - 1;
}

function endsAlike(a: Parts, b: Parts): boolean {
  return a.whole === b.whole && a.door === b.door;
}

function namedIn({ addresses }: Linkable, { addressText }: Linkable): number {
  let best = PLACE_ORDER.length - 1;
  for (const { door, building, roadNumber, community } of addresses) {
    if (door !== '' && addressText.includes(door)) return 0;
    if (building.length > 2 && addressText.includes(building)) best = Math.min(best, 1);
    else if (roadNumber !== '' && addressText.includes(roadNumber)) best = Math.min(best, 2);
    else if (community.length > 2 && addressText.includes(community)) best = Math.min(best, 3);
  }
  return best;
}

/** The agencies' classes meet in GB/T 31000: the same, one the narrower of the other, known to go together, or of one top class. */
export function categoryLevel(
  a: string | null,
  b: string | null,
  related: ReadonlySet<string>,
): LevelOf<'category'> {
  if (a === null || b === null) return 'UNKNOWN';
  if (a === b) return 'SAME';
  const sameClass = a.slice(0, 2) === b.slice(0, 2);
  if (sameClass && a.length !== b.length) return 'NARROWER';
  if (related.has(classPairOf(a, b))) return 'RELATED';
  return sameClass ? 'SAME_CLASS' : 'DIFFERENT';
}

/** Two classes as the weights file names them, the smaller first. */
export function classPairOf(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}

export function amountLevel(a: number | null, b: number | null): LevelOf<'amount'> {
  if (a === null || b === null) return 'UNKNOWN';
  return a === b ? 'SAME' : 'DIFFERENT';
}

export function daysApartLevel(a: Linkable, b: Linkable): LevelOf<'daysApart'> {
  if (
    a.occurredAtMs !== null &&
    b.occurredAtMs !== null &&
    Math.abs(a.occurredAtMs - b.occurredAtMs) < MINUTE_MS
  ) {
    return 'SAME_MOMENT';
  }
  const days = Math.abs(a.reportedAtMs - b.reportedAtMs) / DAY_MS;
  if (days <= 1) return 'WITHIN_1';
  if (days <= 3) return 'WITHIN_3';
  if (days <= 8) return 'WITHIN_8';
  if (days <= 15) return 'WITHIN_15';
  if (days <= 30) return 'WITHIN_30';
  return days <= 60 ? 'WITHIN_60' : 'LONGER';
}

/** Shorter texts say too little to differ. */
export const FEWEST_GRAMS = 8;

export function narrativeLevel(similarity: number): LevelOf<'narrative'> {
  if (similarity >= 0.7) return 'FROM_0.7';
  if (similarity >= 0.5) return 'FROM_0.5';
  if (similarity >= 0.35) return 'FROM_0.35';
  if (similarity >= 0.2) return 'FROM_0.2';
  return similarity >= 0.1 ? 'FROM_0.1' : 'BELOW_0.1';
}

function same(a: string, b: string): boolean {
  return a !== '' && a === b;
}

function shareAny(a: readonly string[], b: readonly string[]): boolean {
  return a.some((value) => b.includes(value));
}
