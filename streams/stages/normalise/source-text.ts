import { foldText } from '../../../schema/matching/fold.ts';

/** A source's text beside its folded form, in which all patterns look. */
export interface SourceText {
  readonly original: string;
  /** Half-width, simplified, lower-case, single spaces. */
  readonly folded: string;
  /** The source's own characters for a span of the folded text; the folded ones where folding changed the length. */
  span(start: number, end: number): string;
}

export function sourceTextOf(original: string): SourceText {
  const folded = foldText(original);
  const aligned = folded.length === original.length;
  return {
    original,
    folded,
    span: (start, end) => (aligned ? original : folded).slice(start, end).trim(),
  };
}
