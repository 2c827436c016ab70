import { NUMBER_CHARACTERS, readChineseNumber } from './chinese-number.ts';

const BEFORE = new RegExp(`(?:¥|￥|人民币|rmb)\\s*([${NUMBER_CHARACTERS}]+)`, 'gu');
const AFTER = new RegExp(
  `([${NUMBER_CHARACTERS}]+)\\s*(?:多|余|几)?\\s*(?:元|块钱|块(?!地|田|砖|石|玻璃|木)|人民币)`,
  'gu',
);
const DOLLARS = /\$\s*(\d[\d,]*(?:\.\d{1,2})?)/gu;

/** Nine texts in ten name no money at all. */
const MONEY = /[元块¥￥$]|人民币|rmb/u;

/** Above this a number is a typing error or no money at all (10 billion yuan). */
const MOST_FEN = 1_000_000_000_000;

/** The money at stake that a folded text names, integer fen: the largest amount, since a claim stands beside its parts. Null when none. */
export function amountFenIn(folded: string): number | null {
  if (!MONEY.test(folded)) return null;
  let most: number | null = null;
  for (const pattern of [BEFORE, AFTER, DOLLARS]) {
    for (const [, text = ''] of folded.matchAll(pattern)) {
      const yuan = readChineseNumber(text);
      if (yuan === null) continue;
      const fen = Math.round(yuan * 100);
      if (fen > 0 && fen <= MOST_FEN && (most === null || fen > most)) most = fen;
    }
  }
  return most;
}
