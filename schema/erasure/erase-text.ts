import { compactWithOffsets, foldWithOffsets } from '../masking/folded-text.ts';
import { numberSpans } from '../masking/number-patterns.ts';
import type { PartyForm } from '../masking/party-forms.ts';
import { partySpans } from '../masking/scrub.ts';
import { withoutOverlaps } from '../masking/spans.ts';
import type { Marker } from './marks.ts';

/** Stands where something of an erased person stood. */
export const ERASED_WORDS = '〔已删除〕';

export interface ErasedText {
  readonly text: string;
  /** Nothing of the text is left. */
  readonly isWhole: boolean;
}

/**
 * A text without these forms and without numbers that are marked, however they are written; null when there was nothing of it.
 * @param forms of the erased people's values, as `partyForms` makes them
 */
export function eraseText(
  text: string,
  forms: readonly PartyForm[],
  numbers: ReadonlySet<string>,
  marker: Marker,
): ErasedText | null {
  if (text.length < 2) return null;
  const folded = foldWithOffsets(text);
  const marked = numberSpans(folded.text).filter(({ kind, start, end }) => {
    const value = folded.text.slice(start, end);
    const mark = kind === 'ID_NUMBER' ? marker.id(value) : kind === 'PHONE' ? marker.phone(value) : null;
    return mark !== null && numbers.has(mark);
  });
  const own = forms.length === 0 ? [] : partySpans(folded.text, compactWithOffsets(folded.text), forms);
  const spans = withoutOverlaps([...own, ...marked], folded.text.length);
  if (spans.length === 0) return null;
  let left = '';
  let shown = '';
  let at = 0;
  for (const span of spans) {
    const start = Math.max(at, folded.starts[span.start] ?? 0);
    const end = folded.ends[span.end - 1] ?? 0;
    if (end <= at) continue;
    left += text.slice(at, start);
    shown += text.slice(at, start) + ERASED_WORDS;
    at = end;
  }
  left += text.slice(at);
  return { text: shown + text.slice(at), isWhole: left.trim() === '' };
}
