import type { IdentifyingKind } from './levels.ts';

/** A stretch of a text that must not stay. */
export interface Span {
  /** UTF-16 offsets of the folded text. */
  readonly start: number;
  readonly end: number;
  /** CONTACT: an address of a chat or mail service, or the end of a number. */
  readonly kind: IdentifyingKind | 'CONTACT';
  /** The value that it stands for; as written when null. */
  readonly value: string | null;
  /** False for forms that are only part of a value: what another span leaves over of them says nothing. */
  readonly whole: boolean;
}

/**
 * Longest first, never overlapping, in order of the text. What a shorter span has beside a longer one is hidden on its own, so that no end
 * of a number stays. Linear in the lengths of all spans.
 */
export function withoutOverlaps(spans: readonly Span[], length: number): Span[] {
  const taken = new Uint8Array(length);
  const chosen: Span[] = [];
  const ordered = spans.toSorted(
    (a, b) => b.end - b.start - (a.end - a.start) || Number(b.whole) - Number(a.whole) || a.start - b.start,
  );
  for (const span of ordered) {
    const free = freeParts(span, taken);
    const [first] = free;
    const untouched = first?.start === span.start && first.end === span.end;
    if (!untouched && !span.whole) continue;
    for (const part of free) {
      taken.fill(1, part.start, part.end);
      chosen.push(untouched ? span : { ...part, kind: 'CONTACT', value: null, whole: true });
    }
  }
  return chosen.sort((a, b) => a.start - b.start);
}

function freeParts({ start, end }: Span, taken: Uint8Array): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let from = -1;
  for (let at = start; at <= end; at += 1) {
    const free = at < end && taken[at] === 0;
    if (free && from < 0) from = at;
    if (!free && from >= 0) {
      parts.push({ start: from, end: at });
      from = -1;
    }
  }
  return parts;
}
