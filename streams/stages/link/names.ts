import { namePinyin } from '../../../schema/matching/pinyin.ts';

/** A name as it is compared. */
export interface ComparedName {
  /** As written, half-width, without spaces. */
  readonly raw: string;
  /** Simplified and folded. */
  readonly folded: string;
  /** Toneless reading; empty for a name that is not Chinese. */
  readonly pinyin: string;
}

export function comparedName(raw: string, folded: string): ComparedName {
  return { raw: raw.normalize('NFKC').replace(/\s+/gu, ''), folded, pinyin: namePinyin(folded) };
}

export type NameLevel = 'EXACT' | 'SIMPLIFIED' | 'PINYIN' | 'ONE_EDIT' | 'DIFFERENT';
const ORDER: readonly NameLevel[] = ['EXACT', 'SIMPLIFIED', 'PINYIN', 'ONE_EDIT', 'DIFFERENT'];

/** How two names agree: exact, equal in simplified script, read alike, one character away. */
export function nameLevel(a: ComparedName, b: ComparedName): NameLevel {
  if (a.folded === b.folded) return a.raw === b.raw ? 'EXACT' : 'SIMPLIFIED';
  if (a.pinyin !== '' && a.pinyin === b.pinyin) return 'PINYIN';
  return oneEdit(a.folded, b.folded) ? 'ONE_EDIT' : 'DIFFERENT';
}

/** The best agreement between two lists of names, null when one is empty, and the name that agrees. */
export function bestNameLevel(
  a: readonly ComparedName[],
  b: readonly ComparedName[],
): { readonly level: NameLevel; readonly name: string } | null {
  if (a.length === 0 || b.length === 0) return null;
  let best: { level: NameLevel; name: string } = { level: 'DIFFERENT', name: '' };
  for (const one of a) {
    for (const other of b) {
      const level = nameLevel(one, other);
      if (ORDER.indexOf(level) < ORDER.indexOf(best.level)) {
        // The smaller of the two, so that neither record comes first.
        best = { level, name: one.folded < other.folded ? one.folded : other.folded };
      }
    }
  }
  return best;
}

const HAN = /\p{Script=Han}/u;
/** One edit in a Chinese name of two characters leaves a surname; in a short Latin one little more. */
const SHORTEST_EDITED = { han: 3, latin: 4 };

/** One character replaced, added, left out, or two neighbours swapped. Chinese names must keep their length and their surname or all but it. */
export function oneEdit(a: string, b: string): boolean {
  if (a === b) return false;
  const han = HAN.test(a);
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  if (short.length < (han ? SHORTEST_EDITED.han : SHORTEST_EDITED.latin)) return false;
  if (han && short.length !== long.length) return false;
  let front = 0;
  while (front < short.length && short[front] === long[front]) front += 1;
  let back = 0;
  while (back < short.length - front && short[short.length - 1 - back] === long[long.length - 1 - back])
    back += 1;
  const left = long.length - front - back;
  if (left <= 1) return true;
  return (
    !han &&
    short.length === long.length &&
    left === 2 &&
    short[front] === long[front + 1] &&
    short[front + 1] === long[front]
  );
}

const COMPOUND =
  /^(?:欧阳|司马|上官|诸葛|皇甫|尉迟|慕容|令狐|司徒|夏侯|公孙|东方|西门|南宫|长孙|宇文|端木|百里|呼延|轩辕)/u;

/** The surname of a Chinese name; empty for others. */
export function surnameOf(folded: string): string {
  return COMPOUND.exec(folded)?.[0] ?? (HAN.test(folded) ? (Array.from(folded)[0] ?? '') : '');
}

const SHORT_FORM =
  /^(?:姓(\p{Script=Han}{1,2})的?|(?:老|小)(\p{Script=Han})|(\p{Script=Han}{1,2}?)(?:某{1,3}|先生|女士|小姐|大爷|大娘|阿姨|师傅|老板))$/u;

/** The surname that is all a short form tells: 周某某, 姓周的, 老周, 周先生; null for a full name. */
export function surnameOfShortForm(folded: string): string | null {
  const match = SHORT_FORM.exec(folded);
  return match === null ? null : (match[1] ?? match[2] ?? match[3] ?? null);
}
