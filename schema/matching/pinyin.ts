import { pinyin } from 'pinyin-pro';

/**
 * A Chinese name's toneless reading with the surname's own reading in front (单 shan, 仇 qiu), without spaces: `欧阳锷` → `ouyange`. For
 * search only. Empty when the text has no Chinese character.
 */
export function namePinyin(foldedName: string): string {
  if (!/^\p{Script=Han}{2,}$/u.test(foldedName)) return '';
  const known = cache.get(foldedName);
  if (known !== undefined) return known;
  const reading = pinyin(foldedName, { toneType: 'none', surname: 'head', type: 'array', v: true }).join('');
  if (cache.size >= CACHE_NAMES) cache.clear();
  cache.set(foldedName, reading);
  return reading;
}

/** The same companies and people come again and again; a look-up costs 5 µs. */
const CACHE_NAMES = 20_000;
const cache = new Map<string, string>();
