import { simplify } from '../../../../schema/matching/simplify.ts';

/** A text folded for the lexicon, with the way back to what stands in the record. */
export interface FoldedText {
  readonly text: string;
  /** What stands in the record from `from` up to `to` of the folded text. */
  quote(from: number, to: number): string;
}

/** Width, script and case, character by character: each folded character knows the one that it came from. */
export function foldedText(original: string): FoldedText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of original) {
    const folded = simplify(character.normalize('NFKC')).toLowerCase();
    text += folded;
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts.push(at);
      ends.push(at + character.length);
    }
    at += character.length;
  }
  return { text, quote: (from, to) => original.slice(starts[from] ?? 0, ends[to - 1] ?? 0) };
}
