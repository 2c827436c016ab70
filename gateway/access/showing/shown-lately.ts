import { disclose, type DiscloseContext } from '../../../schema/masking/disclose.ts';
import type { IdentifyingContext } from '../../../schema/masking/identifying.ts';
import type { ValueOf } from '../../../schema/masking/levels.ts';
import type { ScrubParty } from '../../../schema/masking/party-forms.ts';
import { scrub } from '../../../schema/masking/scrub.ts';
import type { DisclosureLevel, SensitiveKind } from '../../../schema/vocabulary/disclosure.ts';
import { LatelyMade, LatelyMadeBy } from '../lately-made.ts';

/** Texts of a page of records several times over; some 10 MB at most. */
const MOST_TEXTS = 4_000;
const LONGEST_TEXT = 4_000;
const texts = new LatelyMadeBy<string | null>(MOST_TEXTS);
const MOST_VALUES = 8_000;
const LONGEST_VALUE = 200;
const values = new LatelyMadeBy<string | null>(MOST_VALUES);
const MOST_LISTS = 1_000;
const lists = new LatelyMade<readonly ScrubParty[]>(MOST_LISTS);

type Whose = { readonly partner: string; readonly pseudonyms: object | null };

/**
 * `scrub` for texts that name the same people, with what was scrubbed lately kept: lists, timelines and events show the same texts again and again, and
 * scrubbing one costs as much as reading it from the store.
 */
export function scrubber(
  parties: readonly ScrubParty[],
  level: DisclosureLevel,
  whose: Whose,
  context: IdentifyingContext,
): (text: string) => string | null {
  if (level === 'CLEAR') return (text) => text;
  if (level === 'WITHHELD') return (text) => (text === '' ? text : null);
  const way = `${level}|${placeOf(level, whose, context)}|${idOf(oneListOf(parties))}`;
  return (text) => {
    if (text === '') return text;
    const make = (): string | null => scrub(text, parties, level, context);
    return text.length > LONGEST_TEXT ? make() : texts.of(way, text, make);
  };
}

/** `disclose` for values of one kind, with what was shown lately kept of those that are texts: a person stands in many records, and in many answers. */
export function discloser<Kind extends SensitiveKind>(
  kind: Kind,
  level: DisclosureLevel,
  whose: Whose,
  context: DiscloseContext,
): (value: ValueOf<Kind>) => ValueOf<Kind> | null {
  if (level === 'CLEAR') return (value) => value;
  if (level === 'WITHHELD') return () => null;
  const make = (value: ValueOf<Kind>): ValueOf<Kind> | null => disclose(kind, value, level, context);
  if (kind === 'NARRATIVE') return make;
  const way = `${kind}|${level}|${placeOf(level, whose, context)}`;
  return (value) =>
    typeof value !== 'string' || value.length > LONGEST_VALUE
      ? make(value)
      : (values.of(way, value, () => make(value) as string | null) as ValueOf<Kind> | null);
}

function placeOf(level: DisclosureLevel, whose: Whose, { regionCode, asOf }: IdentifyingContext): string {
  return `${ownerOf(level, whose)}|${regionCode ?? ''}|${asOf}`;
}

/** Pseudonyms are one partner's own, of one secret. */
function ownerOf(level: DisclosureLevel, { partner, pseudonyms }: Whose): string {
  return level === 'PSEUDONYM' ? `${partner}|${idOf(pseudonyms)}` : '';
}

const sameAs = new WeakMap<readonly ScrubParty[], readonly ScrubParty[]>();

/** One list for all that name the same people, so that it stands for them in keys. */
function oneListOf(parties: readonly ScrubParty[]): readonly ScrubParty[] {
  const known = sameAs.get(parties);
  if (known !== undefined) return known;
  const key = JSON.stringify(
    parties.map(({ kind, name, phones, idNumber, addresses }) => [kind, name, phones, idNumber, addresses]),
  );
  const one = lists.of(key, () => parties);
  sameAs.set(parties, one);
  return one;
}

const ids = new WeakMap<object, number>();
let lastId = 0;

/** A number that no other object has had. */
function idOf(one: object | null): number {
  if (one === null) return 0;
  const known = ids.get(one);
  if (known !== undefined) return known;
  lastId += 1;
  ids.set(one, lastId);
  return lastId;
}
