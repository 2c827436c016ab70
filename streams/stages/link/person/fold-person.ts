import { bigramsOf, foldAddress, foldPhone, foldText } from '../../../../schema/matching/fold.ts';
import { surnameOf } from '../names.ts';

/** What people and programs write where they know nothing. `nan` only as programs write it: Nan is a name. */
const NOTHING = /^(?:null|none|n\/a|#n\/a|unknown|undefined|\?+|-+|\.+|不详|未知|无)$/iu;
const HAN = /\p{Script=Han}/u;
const LETTERS_AND_NUMBERS = /[^\p{L}\p{N}]+/gu;
const FORMS_OF_ADDRESS = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'sir', 'rev', 'prof', 'jr', 'esq']);

/** The text, or null where it says nothing. */
export function saidOf(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' || trimmed === 'nan' || trimmed === 'NaN' || NOTHING.test(trimmed) ? null : trimmed;
}

/** Case, width, script and accents away: `Müller` → `muller`, `張` → `张`. */
function plain(text: string): string {
  return foldText(text)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC');
}

/** A given or family name: words with one space between, without apostrophes, titles and full stops; Chinese without spaces. */
export function foldPersonName(text: string): string | null {
  const folded = plain(text)
    .replace(/['’`´]/gu, '')
    .replace(LETTERS_AND_NUMBERS, ' ')
    .trim();
  if (HAN.test(folded)) return folded.replaceAll(' ', '');
  const words = folded.split(' ').filter((word) => !FORMS_OF_ADDRESS.has(word));
  return nullIfEmpty(words.join(' ') || folded);
}

/** Takes a whole name apart: `Smith, John` and `John Smith`, `欧阳锷`. One word alone is taken as the family name. */
export function splitName(text: string): { readonly given: string | null; readonly family: string | null } {
  const [before = '', after] = text.split(/[,，]/u);
  if (after !== undefined && after.trim() !== '') {
    return { family: foldPersonName(before), given: foldPersonName(after) };
  }
  const whole = foldPersonName(text) ?? '';
  if (HAN.test(whole)) {
    const family = surnameOf(whole);
    return { family: nullIfEmpty(family), given: nullIfEmpty(whole.slice(family.length)) };
  }
  const last = whole.lastIndexOf(' ');
  return { family: nullIfEmpty(whole.slice(last + 1)), given: last < 0 ? null : whole.slice(0, last) };
}

/** The number as the hub folds it, else its last ten digits. */
export function foldAnyPhone(text: string): string | null {
  const known = foldPhone(text);
  if (known !== null) return known;
  const digits = withoutDecimals(text).normalize('NFKC').replace(/\D+/gu, '');
  return digits.length < 5 || /^(\d)\1*$/.test(digits) ? null : digits.slice(-10);
}

/** Letters and digits in upper case; the check digit is not looked at, since the country is not known. */
export function foldAnyId(text: string): string | null {
  const folded = withoutDecimals(text).normalize('NFKC').toUpperCase().replace(LETTERS_AND_NUMBERS, '');
  return folded.length < 2 || /^0+$/.test(folded) ? null : folded;
}

/** A postcode without spaces. */
export function foldPostcode(text: string): string | null {
  return nullIfEmpty(plain(withoutDecimals(text)).replace(LETTERS_AND_NUMBERS, ''));
}

/** A place, division or class: words with one space between. */
export function foldWords(text: string): string | null {
  return nullIfEmpty(plain(text).replace(LETTERS_AND_NUMBERS, ' ').trim());
}

/** One form for what clerks shorten; `st` is street and saint alike. */
const SHORT_WORDS: Readonly<Record<string, string>> = {
  ...{ street: 'st', saint: 'st', str: 'st', road: 'rd', avenue: 'av', ave: 'av', drive: 'dr', drv: 'dr' },
  ...{ place: 'pl', court: 'ct', crt: 'ct', crescent: 'cr', cres: 'cr', crst: 'cr', circuit: 'cct' },
  ...{ lane: 'ln', boulevard: 'bvd', blvd: 'bvd', close: 'cl', terrace: 'tce', ter: 'tce', parade: 'pde' },
  ...{ square: 'sq', highway: 'hwy', north: 'n', south: 's', east: 'e', west: 'w', mount: 'mt' },
  ...{ apartment: 'flat', apt: 'flat', unit: 'flat', house: 'hse', building: 'bldg', cottage: 'ctg' },
};

/** An address in numbers (`12`, `12a`, of a Chinese one `3-2-501`) and words (of Chinese text its bigrams), each once, sorted. */
export function addressTokensOf(lines: readonly string[]): {
  readonly numbers: readonly string[];
  readonly words: readonly string[];
} {
  const numbers = new Set<string>();
  const words = new Set<string>();
  for (const line of lines) {
    const folded = HAN.test(line) ? foldAddress(line) : plain(withoutDecimals(line));
    for (const token of folded.match(
      /\d+(?:-\d+)*(?:[a-z](?![a-z\d]))?|\p{Script=Han}+|(?:(?!\p{Script=Han})\p{L})+/gu,
    ) ?? []) {
      if (HAN.test(token)) for (const gram of bigramsOf(token)) words.add(gram);
      else if (/^\d/.test(token)) numbers.add(token.replace(/^0+(?=\d)/, ''));
      else words.add(SHORT_WORDS[token] ?? token);
    }
  }
  return { numbers: [...numbers].sort(), words: [...words].sort() };
}

/** The words of a free text, each once, sorted. */
export function textTokensOf(text: string): readonly string[] {
  const { numbers, words } = addressTokensOf([text]);
  return [...numbers, ...words].sort();
}

/** 4223.0, as tables turn numbers into text. */
function withoutDecimals(text: string): string {
  return text.replace(/^\s*([-+]?\d+)\.0+\s*$/u, '$1');
}

function nullIfEmpty(text: string): string | null {
  return text === '' ? null : text;
}
