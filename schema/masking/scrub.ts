import { compactWithOffsets, foldWithOffsets, withFigures, type CompactText } from './folded-text.ts';
import { identifying, type IdentifyingContext } from './identifying.ts';
import type { DisclosureLevel } from '../vocabulary/disclosure.ts';
import { HIDDEN, type PartialLevel } from './levels.ts';
import { numberSpans } from './number-patterns.ts';
import { partyForms, type PartyForm, type ScrubParty } from './party-forms.ts';
import { PSEUDONYM } from './pseudonyms.ts';
import { withoutOverlaps, type Span } from './spans.ts';
import { textPatternSpans } from './text-patterns.ts';

/**
 * A text without what tells who is in it: every form of the parties' own values (老张, 张先生, zhangwei, 尾号5678, digits with spaces, in full
 * width, in words), then whatever has the form of a telephone, identity, card or plate number, a door, a birth date or a chat or mail
 * address. The rest stays, to the character. Null where the level withholds. Time is linear in the text for given parties.
 */
export function scrub(
  text: string,
  parties: readonly ScrubParty[],
  level: DisclosureLevel,
  context: IdentifyingContext,
): string | null {
  if (level === 'CLEAR') return text;
  if (level === 'WITHHELD') return null;
  const folded = foldWithOffsets(text);
  const searched = withoutPseudonyms(folded.text);
  const compact = compactWithOffsets(searched);
  const spans = withoutOverlaps(
    [
      ...partySpans(searched, compact, partyForms(parties)),
      ...numberSpans(searched),
      ...textPatternSpans(searched),
    ],
    folded.text.length,
  );
  let shown = '';
  let at = 0;
  for (const span of spans) {
    const start = Math.max(at, folded.starts[span.start] ?? 0);
    const end = folded.ends[span.end - 1] ?? 0;
    if (end <= at) continue;
    const value = span.value ?? folded.text.slice(span.start, span.end);
    shown += text.slice(at, start) + replacementOf(span, value, level, context);
    at = end;
  }
  return shown + text.slice(at);
}

const LABELS: Readonly<Record<Span['kind'], string>> = {
  NAME: '〔姓名〕',
  PHONE: '〔电话〕',
  ID_NUMBER: '〔证件号码〕',
  ADDRESS: '〔地址〕',
  BANK_CARD: '〔卡号〕',
  PLATE: '〔车牌〕',
  ORGANISATION: '〔单位〕',
  BIRTH_DATE: '〔出生日期〕',
  CONTACT: '〔联系方式〕',
};

function replacementOf(
  { kind, value: known }: Span,
  value: string,
  level: PartialLevel,
  context: IdentifyingContext,
): string {
  if (level === 'GENERALISED') return LABELS[kind];
  // Of a door nothing can be shown, and no two doors of one number are the same place.
  if (kind === 'CONTACT' || (kind === 'ADDRESS' && known === null)) return HIDDEN;
  return identifying(kind, value, level, context) ?? HIDDEN;
}

/**
 * Pseudonyms that stand there already are no text to look into: their letters would make words with what follows. One that has hardly a
 * letter is a number in disguise.
 */
function withoutPseudonyms(text: string): string {
  return text.replace(PSEUDONYM, (one) => (/(?:\d*[a-z]){4}/.test(one) ? '\0'.repeat(one.length) : one));
}

/** Every place of every form; at each place the longest that fits. */
export function partySpans(text: string, compact: CompactText, forms: readonly PartyForm[]): Span[] {
  if (forms.length === 0) return [];
  const words = Map.groupBy(forms, (form) => form.text.slice(0, 2));
  const spans: Span[] = [];
  const figures = withFigures(compact.text);
  for (const searched of new Set([compact.text, figures])) {
    for (let at = 0; at < searched.length - 1; at += 1) {
      for (const form of words.get(searched.slice(at, at + 2)) ?? []) {
        if (searched !== compact.text && form.kind !== 'PHONE' && form.kind !== 'ID_NUMBER') continue;
        if (!searched.startsWith(form.text, at)) continue;
        const start = compact.at[at] ?? 0;
        const end = (compact.at[at + form.text.length - 1] ?? 0) + 1;
        if (!fits(text, start, end, form)) continue;
        spans.push({ start, end, kind: form.kind, value: form.value, whole: form.need !== 'NICKNAME' });
        break;
      }
    }
  }
  return spans;
}

/** A given name that begins a road's or place's name (和平路), and a nickname whose mask stands there already. */
const OTHER_WORD =
  /^(?:[*路街巷弄村镇乡县市区桥港]|大道|大街|小区|花园|新村|广场|公园|家园|医院|学校|小学|中学)/u;

function fits(text: string, start: number, end: number, { need, kind, text: form }: PartyForm): boolean {
  if (need === 'NOTHING') return true;
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (need === 'NICKNAME') {
    if (/^[老小阿]/u.test(form) && /^(?:高层|黄车|金库|白菜|米粥)/u.test(text.slice(end - 1))) return false;
    return !OTHER_WORD.test(text.slice(end, end + 2));
  }
  const letter = kind === 'PHONE' ? /\d/ : /[a-z]/;
  return !letter.test(before) && !letter.test(after);
}
