import { simplify } from '../matching/simplify.ts';

/** A text as patterns look at it, with the way back to the original: unit `i` stands for the original's `[starts[i], ends[i])`. */
export interface FoldedText {
  /** Half-width, simplified character by character, lower-case; characters without width are gone. */
  readonly text: string;
  /** Offsets in UTF-16 units, always on the border of whole characters. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** A folded text without the characters that are put between the parts of a name or number, with the way back to it. */
export interface CompactText {
  readonly text: string;
  /** Unit → unit of the folded text. */
  readonly at: Uint32Array;
}

/** Zero-width characters, direction marks, soft hyphen, variation selectors. */
const NO_WIDTH =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/u;
const BETWEEN = /[\s\-‐‑‒–—―−_.·•・‧∙⋅./]/u;

const known = new Map<string, string>();
const MOST_KNOWN = 20_000;

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? character.toLowerCase() : character;
  const before = known.get(character);
  if (before !== undefined) return before;
  const folded = NO_WIDTH.test(character) ? '' : simplify(character.normalize('NFKC')).toLowerCase();
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(character, folded);
  return folded;
}

export function foldWithOffsets(original: string): FoldedText {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of original) {
    const folded = foldCharacter(character);
    const end = at + character.length;
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts.push(at);
      ends.push(end);
    }
    parts.push(folded);
    at = end;
  }
  return { text: parts.join(''), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}

export function compactWithOffsets(folded: string): CompactText {
  const parts: string[] = [];
  const at: number[] = [];
  for (let unit = 0; unit < folded.length; unit += 1) {
    const character = folded.charAt(unit);
    if (BETWEEN.test(character)) continue;
    parts.push(character);
    at.push(unit);
  }
  return { text: parts.join(''), at: Uint32Array.from(at) };
}

/** A value as it stands in a compact text. */
export function compactOf(value: string): string {
  return compactWithOffsets(foldWithOffsets(value).text).text;
}

const HAN_DIGITS: Readonly<Record<string, string>> = {
  零: '0',
  〇: '0',
  一: '1',
  幺: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

/** Digits in words as figures (幺三八 → 138), unit by unit. */
export function withFigures(text: string): string {
  return text.replace(/[零〇一幺二三四五六七八九]/gu, (digit) => HAN_DIGITS[digit] ?? digit);
}
