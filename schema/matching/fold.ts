import { isResidentId } from '../vocabulary/resident-id.ts';
import { simplify } from './simplify.ts';

/**
 * Folded forms compare what different clerks wrote for the same thing. They are for matching and search only and are never shown. Every
 * function is idempotent: folding what is folded changes nothing.
 */

/** Width, script, case and spaces: NFKC (full-width to half-width), simplified script, lower-case, runs of white space to one space. */
export function foldText(text: string): string {
  // Lower-casing can leave a form that NFKC composes (İ), so it is normalised again: folding what is folded changes nothing.
  return simplify(text.normalize('NFKC')).toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim();
}

/** A person's or organisation's name: as text, without spaces and without the marks that clerks put around it. */
export function foldName(name: string): string {
  return foldText(name).replace(/[\s·•・．."'“”‘’「」《》、,，]+/gu, '');
}

const SEPARATORS = /[\s\-‐‑–—―_.·•()]+/gu;

/**
 * A telephone number: a mobile's last 11 digits (`+86 138-1234-5678` → `13812345678`), a landline with its area code (`051312345678`)
 * or without (`12345678`). Null when the text is none.
 */
export function foldPhone(text: string): string | null {
  const digits = text.normalize('NFKC').replace(SEPARATORS, '').replace(/^\+/, '');
  if (!/^\d{7,16}$/.test(digits)) return null;
  const national = digits.replace(/^(?:0{0,2}86)(?=1[3-9]\d{9}$|0?\d{9,11}$)/, '');
  const mobile = /1[3-9]\d{9}$/.exec(national);
  if (mobile !== null && national.length <= 13) return mobile[0];
  if (/^0[1-9]\d{8,10}$/.test(national)) return national;
  // An area code keeps its leading zero within the country; after +86 it is left out.
  if (national.length < digits.length && /^[1-9]\d{8,10}$/.test(national)) return `0${national}`;
  return /^[2-8]\d{6,7}$/.test(national) ? national : null;
}

/** A resident identity number with its check digit right, upper-case X; null otherwise. 15-digit numbers are not guessed at. */
export function foldIdNumber(text: string): string | null {
  const folded = text.normalize('NFKC').replace(SEPARATORS, '').toUpperCase();
  return isResidentId(folded) ? folded : null;
}

const DIGITS: Readonly<Record<string, string>> = {
  零: '0',
  〇: '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};

/**
 * An address: as text, without spaces and punctuation, with the building, unit and room written one way (`3幢2单元501室`, `3#-2-501`,
 * `三号楼二单元501` → `3-2-501`).
 */
export function foldAddress(address: string): string {
  return (
    foldText(address)
      .replace(/[一二三四五六七八九](?=号楼|栋|幢|座|单元|楼(?!道))/gu, (digit) => DIGITS[digit] ?? digit)
      .replace(/[#＃]/gu, '号楼')
      .replace(/[\s,，。、;；:：()（）"'“”·]+/gu, '')
      // `3号楼-2-501` keeps one hyphen between the parts.
      .replace(/(\d)(?:号楼|栋|幢|座)-*(?=\d)/gu, '$1-')
      .replace(/(\d)单元-*(?=\d)/gu, '$1-')
      .replace(/(\d)(?:号楼|栋|幢|座|单元)$/gu, '$1')
      .replace(/(\d)[室户](?=$|\D)/gu, '$1')
      .replace(/[-‐‑–—―]+/gu, '-')
  );
}

/** A business number (接警单编号, 工单号, 案号): half-width, all brackets to `()`, upper-case, simplified script, no spaces. */
export function foldNumber(text: string): string {
  return simplify(text.normalize('NFKC'))
    .toUpperCase()
    .replace(/[[{〔【〈《「]/gu, '(')
    .replace(/[\]}〕】〉》」]/gu, ')')
    .replace(/[‐‑–—―]/gu, '-')
    .replace(/\s+/gu, '');
}

/** The bigrams of a folded text, each once, in order of first appearance; a text of one character is its own gram. Spaces and punctuation end a run. */
export function bigramsOf(folded: string): string[] {
  const grams = new Set<string>();
  for (const run of folded.split(NOT_WORD)) {
    const characters = isBmp(run) ? run : Array.from(run);
    if (characters.length === 1) grams.add(run);
    for (let index = 1; index < characters.length; index += 1) {
      grams.add(`${characters[index - 1] ?? ''}${characters[index] ?? ''}`);
    }
  }
  return [...grams];
}

const NOT_WORD = /[^\p{L}\p{N}]+/u;

function isBmp(text: string): boolean {
  return !/[\ud800-\udfff]/.test(text);
}
