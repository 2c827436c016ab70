import { foldPhone } from '../matching/fold.ts';
import { HIDDEN } from './levels.ts';

const EXTENSION = /(?:转|轉|分机|分機|内线|內線|ext\.?|extension|#)\s*[:：]?\s*\d{1,6}\s*$/iu;
const SEVERAL = /[/、,，;；|]/u;
const MASKED = /^(?:1[3-9]\d\*{4}\d{4}|(?:0\d{2,3}-)?\*{3,4}\d{4}(?:转\*)?|\+\*+\d{2}|\*{3})$/;

/** Two-figure area codes have three digits with their zero (010, 021 …), all others four. */
export const AREA_CODE = /^0(?:10|2\d|[3-9]\d{2})/;

/** 138****5678; a landline keeps its area code and last four digits, never its extension; a foreign number its last two. */
export function maskPhone(phone: string): string {
  const shown = phone.normalize('NFKC').trim();
  if (SEVERAL.test(shown)) return shown.split(SEVERAL).map(maskPhone).join('/');
  if (MASKED.test(shown)) return shown;
  const main = shown.replace(EXTENSION, '');
  const extension = main === shown ? '' : '转*';
  const folded = foldPhone(main);
  if (folded !== null) return `${maskFolded(folded)}${extension}`;
  const digits = main.replace(/\D/g, '');
  return /^\+/.test(main) && digits.length >= 8
    ? `+${'*'.repeat(digits.length - 2)}${digits.slice(-2)}`
    : HIDDEN;
}

function maskFolded(folded: string): string {
  if (/^1\d{10}$/.test(folded)) return `${folded.slice(0, 3)}****${folded.slice(7)}`;
  const [area = ''] = AREA_CODE.exec(folded) ?? [];
  const local = folded.slice(area.length);
  const hidden = `${local.length > 7 ? '****' : '***'}${local.slice(-4)}`;
  return area === '' ? hidden : `${area}-${hidden}`;
}

/** 手机 or 固定电话; null for what is neither. */
export function phoneClass(phone: string): string | null {
  const folded = foldPhone(phone.replace(EXTENSION, ''));
  if (folded === null) return null;
  return /^1\d{10}$/.test(folded) ? '手机' : '固定电话';
}
