import { simplify } from '../matching/simplify.ts';

/** Compound surnames of the Hundred Family Surnames (百家姓), simplified. */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  (
    '万俟 司马 上官 欧阳 夏侯 诸葛 闻人 东方 赫连 皇甫 尉迟 公羊 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 公孙 仲孙 轩辕 令狐 钟离 宇文 ' +
    '长孙 慕容 鲜于 闾丘 司徒 司空 亓官 司寇 子车 颛孙 端木 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 百里 东郭 南门 呼延 ' +
    '羊舌 微生 梁丘 左丘 东门 西门 南宫 第五'
  ).split(' '),
);

/** The family name in front of a Chinese name, as it is written: two characters where they are a compound surname and something follows. */
export function surnameOf(name: string): string {
  const [first = '', second = '', third] = name;
  return third !== undefined && COMPOUND_SURNAMES.has(simplify(first + second)) ? first + second : first;
}

/**
 * 张*, 欧阳*: the family name and one star, which does not tell how long the given name is. Names that have no family name in front (with ·,
 * or in another script) keep their first character or letter. After the Supreme People's Court's rules for publishing judgments (法释〔2016〕19号,
 * art. 9): the surname is kept; of the name of a minority or a foreigner the first character, of an English one the first letter.
 */
export function maskName(name: string): string {
  const shown = name.normalize('NFKC').trim();
  const [first = ''] = shown;
  if (!/^\p{L}$/u.test(first) || first === shown) return '*';
  const isHan = /^\p{Script=Han}+\*?$/u.test(shown);
  const [initial = ''] = first.toUpperCase();
  return `${isHan ? surnameOf(shown) : initial}*`;
}
