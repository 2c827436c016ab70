import { disclose, type DiscloseContext } from '../../../schema/masking/disclose.ts';
import type { IdentifyingContext } from '../../../schema/masking/identifying.ts';
import type { ValueOf } from '../../../schema/masking/levels.ts';
import type { ScrubParty } from '../../../schema/masking/party-forms.ts';
import { scrub } from '../../../schema/masking/scrub.ts';
import type { DisclosureLevel, SensitiveKind } from '../../../schema/vocabulary/disclosure.ts';
import { LatelyMade } from '../lately-made.ts';

/** Texts of a page of records several times over; some 10 MB at most. */
const MOST_TEXTS = 4_000;
const LONGEST_TEXT = 4_000;
const texts = new LatelyMade<string | null>(MOST_TEXTS);
const MOST_VALUES = 8_000;
const LONGEST_VALUE = 200;
const values = new LatelyMade<string | null>(MOST_VALUES);
const MOST_LISTS = 1_000;
const lists = new LatelyMade<readonly ScrubParty[]>(MOST_LISTS);

type Whose = { readonly partner: string; readonly pseudonyms: object | null };

/**
 * `scrub`, with what was scrubbed lately kept: lists, timelines and events show the same texts again and again, and scrubbing one costs as much as
 * reading it from the store.
 */
export function scrubbed(
  text: string,
  parties: readonly ScrubParty[],
  level: DisclosureLevel,
  whose: Whose,
  context: IdentifyingContext,
): string | null {
  if (level === 'CLEAR' || text === '') return text;
  if (level === 'WITHHELD') return null;
  if (text.length > LONGEST_TEXT) return scrub(text, parties, level, context);
  const key = `${level}|${ownerOf(level, whose)}|${context.regionCode ?? ''}|${context.asOf}|${idOf(oneListOf(parties))}|${text}`;
  return texts.of(key, () => scrub(text, parties, level, context));
}

/** `disclose`, with what was shown lately kept of values that are texts: a person stands in many records, and in many answers. */
export function disclosed<Kind extends SensitiveKind>(
  kind: Kind,
  value: ValueOf<Kind>,
  level: DisclosureLevel,
  whose: Whose,
  context: DiscloseContext,
): ValueOf<Kind> | null {
  if (level === 'CLEAR') return value;
  if (level === 'WITHHELD') return null;
  if (typeof value !== 'string' || kind === 'NARRATIVE' || value.length > LONGEST_VALUE)
    return disclose(kind, value, level, context);
  const key = `${kind}|${level}|${ownerOf(level, whose)}|${context.regionCode ?? ''}|${context.asOf}|${value}`;
  return values.of(key, () => disclose(kind, value, level, context) as string | null) as ValueOf<Kind> | null;
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
