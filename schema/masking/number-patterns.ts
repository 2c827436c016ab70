import { birthDateOfId, isResidentId } from '../vocabulary/resident-id.ts';
import { isCardNumber } from './cards-and-plates.ts';
import { withFigures } from './folded-text.ts';
import type { Span } from './spans.ts';

type NumberKind = 'PHONE' | 'ID_NUMBER' | 'BANK_CARD';

/** Figures with what is put between them. One way to read it: no backtracking. */
const CLUSTER = /\d(?:[\s\-‐‑–—·.()_/]{0,2}\d)*/gu;
const FIGURES = /\d+/gu;
const MOBILE = /^(?:0{0,2}86|0)?1[3-9]\d{9}$/;
const LANDLINE = /^(?:0{0,2}86)?0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}$/;
const LOCAL = /^[2-8]\d{6,7}$/;
const SHORTEST = 7;
const LONGEST = 21;
/** Words before a number that say what it is. */
const BUSINESS =
  /(?:编号|单号|工单|订单|流水号?|案号|文号|警单|合同号|受理号|快递|运单|期号|批号)[^\d]{0,4}$/u;
const PHONE_WORD = /(?:电话|联系|致电|座机|手机|拨打|来电|号码|tel|phone|call)[^\d〕]{0,6}$/u;
const CARD_WORD = /(?:卡号?|账号|帐号|账户|帐户|收款|转账至|card)[^\d〕]{0,10}$/u;
const LOOK_BACK = 14;

interface Run {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

/** Telephone, identity and card numbers in a folded text, whole or cut by spaces, hyphens and the like, also with figures in words. */
export function numberSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    if (cluster.length >= 7) spans.push(...clusterSpans(text, runsOf(cluster, index)));
  }
  for (const { 0: words, index } of text.matchAll(/[零〇一幺二三四五六七八九]{11,}/gu)) {
    if (MOBILE.test(withFigures(words))) {
      spans.push({
        start: index,
        end: index + words.length,
        kind: 'PHONE',
        value: withFigures(words),
        whole: true,
      });
    }
  }
  return spans;
}

function runsOf(cluster: string, offset: number): Run[] {
  return [...cluster.matchAll(FIGURES)].map(({ 0: digits, index }) => ({
    start: offset + index,
    end: offset + index + digits.length,
    digits,
  }));
}

/** Unbroken numbers first, then what neighbouring runs make together, the longest first. */
function clusterSpans(text: string, runs: readonly Run[]): Span[] {
  const spans: Span[] = [];
  const used = new Set<number>();
  const take = (from: number, to: number): boolean => {
    const [first, last] = [runs[from], runs[to]];
    if (first === undefined || last === undefined) return false;
    const parts = runs.slice(from, to + 1);
    const digits = parts.length === 1 ? first.digits : parts.map((run) => run.digits).join('');
    const found = classify(text, digits, first.start, last.end, parts);
    if (found === null) return false;
    for (let at = from; at <= to; at += 1) used.add(at);
    spans.push({ start: found.start, end: found.end, kind: found.kind, value: null, whole: true });
    return true;
  };
  for (const [at, { digits }] of runs.entries()) if (digits.length >= SHORTEST) take(at, at);
  for (let from = 0; from < runs.length; from += 1) {
    if (used.has(from)) continue;
    // Runs may be many and short: only windows of a length that some kind of number has are joined at all.
    const windows: number[] = [];
    let length = 0;
    let to = from;
    while (to < runs.length && !used.has(to) && length + (runs[to]?.digits.length ?? 0) <= LONGEST) {
      length += runs[to]?.digits.length ?? 0;
      if (to > from && length >= SHORTEST) windows.push(to);
      to += 1;
    }
    windows.reverse().some((last) => take(from, last));
  }
  return spans;
}

function classify(
  text: string,
  digits: string,
  start: number,
  end: number,
  runs: readonly Run[],
): { kind: NumberKind; start: number; end: number } | null {
  const before = text.slice(Math.max(0, start - LOOK_BACK), start);
  const lettered = /[a-z]$/.test(before);
  const plus = before.endsWith('+') && digits.length >= 8 && digits.length <= 15;
  const here = { start: plus ? start - 1 : start, end };
  if (MOBILE.test(digits) || plus) return { kind: 'PHONE', ...here };
  const checked = /^\s?x(?![a-z])/.exec(text.slice(end, end + 3));
  if (digits.length === 17 && checked !== null && birthDateOfId(`${digits}x`) !== null) {
    return { kind: 'ID_NUMBER', start, end: end + checked[0].length };
  }
  const business = lettered || BUSINESS.test(before);
  if (digits.length === 18 && (isResidentId(digits) || (!business && isIdLike(digits)))) {
    return { kind: 'ID_NUMBER', ...here };
  }
  if (business) return null;
  const shaped = runs.length === 1 || runs.map((run) => run.digits.length).join() === '6,6,3';
  if (digits.length === 15 && shaped && isIdLike(digits)) return { kind: 'ID_NUMBER', ...here };
  if (LANDLINE.test(digits)) return { kind: 'PHONE', start, end: end + extensionAt(text, end) };
  // What a mask leaves in front of its stars is no number of its own.
  if (LOCAL.test(digits) && runs.length <= 2 && PHONE_WORD.test(before) && !text.startsWith('***', end)) {
    return { kind: 'PHONE', start, end: end + extensionAt(text, end) };
  }
  const card = isCardNumber(digits) || (/^\d{12,19}$/.test(digits) && CARD_WORD.test(before));
  return card ? { kind: 'BANK_CARD', ...here } : null;
}

function isIdLike(digits: string): boolean {
  return /^[1-8]/.test(digits) && birthDateOfId(digits) !== null;
}

function extensionAt(text: string, at: number): number {
  return /^\s?(?:转|分机|ext\.?)\s?:?\s?\d{1,6}/u.exec(text.slice(at, at + 16))?.[0].length ?? 0;
}
