import type { ReadDescription } from './read-description.ts';
import type { ReferenceSchema } from './schema-model.ts';

/** Something of the schema that fits: a type, or one of its fields or values. */
export interface SchemaHit {
  readonly type: string;
  /** Null of the type itself. */
  readonly member: string | null;
  readonly term: string | null;
  readonly isDeprecated: boolean;
}

interface Described extends ReadDescription {
  readonly name: string;
}

/**
 * What has every word of `sought` in its name or description, in either language; the closest names first. `Party.phone` finds the field of that
 * type. Nothing for an empty text.
 */
export function findInSchema(schema: ReferenceSchema, sought: string): readonly SchemaHit[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found: { readonly hit: SchemaHit; readonly rank: number }[] = [];
  for (const type of schema.types.values()) {
    const rank = rankOf(words, type, type.name);
    if (rank !== null)
      found.push({ hit: { type: type.name, member: null, term: type.term, isDeprecated: false }, rank });
    for (const member of type.members) {
      const memberRank = rankOf(words, member, `${type.name}.${member.name}`);
      if (memberRank === null) continue;
      const { name, term, deprecated } = member;
      const hit = { type: type.name, member: name, term, isDeprecated: deprecated !== null };
      // Of equal names the type comes before fields.
      found.push({ hit, rank: memberRank + 0.5 });
    }
  }
  return found
    .sort((a, b) => a.rank - b.rank || coordinateOf(a.hit).localeCompare(coordinateOf(b.hit), 'en'))
    .map(({ hit }) => hit);
}

export function coordinateOf({ type, member }: Pick<SchemaHit, 'type' | 'member'>): string {
  return member === null ? type : `${type}.${member}`;
}

/** Smaller is closer; null does not fit: one word at least must be of it, the others may be of its type. */
function rankOf(words: readonly string[], described: Described, coordinate: string): number | null {
  const whole = coordinate.toLowerCase();
  const ranks = words.map((word) => ownRank(word, described, whole));
  if (ranks.every((rank) => rank === null)) return null;
  let sum = 0;
  for (const [index, word] of words.entries()) {
    const rank = ranks[index] ?? (whole.includes(word) ? 3 : null);
    if (rank === null) return null;
    sum += rank;
  }
  return sum;
}

function ownRank(word: string, described: Described, whole: string): number | null {
  const name = described.name.toLowerCase();
  if (name === word || whole === word || described.term === word) return 0;
  if (name.startsWith(word) || (word.includes('.') && whole.startsWith(word))) return 1;
  if (name.includes(word) || described.term?.includes(word) === true) return 2;
  return described.text.toLowerCase().includes(word) ? 4 : null;
}
