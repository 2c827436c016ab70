import { namePinyin } from '../../../../schema/matching/pinyin.ts';

const HAN = /\p{Script=Han}/u;

/**
 * A key that names keep when they are written as they sound: Chinese by toneless pinyin, others by classes of consonants as in Soundex, but
 * with the first letter in its class too (Katherine, Catherine; Philip, Filip). Empty when nothing is left.
 */
export function soundOf(name: string): string {
  if (HAN.test(name)) return namePinyin(name);
  const letters = name
    .replace(/[^a-z]/g, '')
    .replace(/ph/g, 'f')
    .replace(/^(?:kn|gn|pn)/, 'n')
    .replace(/^wr/, 'r')
    .replace(/(?:ck|q|c(?![eiyh]))/g, 'k')
    .replace(/(?:sch|sh|ch|c|z|x)/g, 's')
    .replace(/gh(?=[^aeiou]|$)/g, '')
    .replace(/g(?=[eiy])/g, 'j');
  const coded = Array.from(letters, (letter) => CLASSES[letter] ?? '').join('');
  const vowelFirst = /^[aeiouyhw]/.test(letters) ? 'a' : '';
  return vowelFirst + coded.replace(/(.)\1+/g, '$1').slice(0, 4);
}

const CLASSES: Readonly<Record<string, string>> = {
  ...{ b: 'b', p: 'b', f: 'f', v: 'f', d: 't', t: 't', k: 'k', g: 'k', j: 's', s: 's' },
  ...{ l: 'l', m: 'm', n: 'm', r: 'r' },
};
