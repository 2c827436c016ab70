/** Powers of ten from one yuan. */
const UNITS: Readonly<Record<string, number>> = { '': 0, 元: 0, 千元: 3, 万: 4, 万元: 4, 亿: 8, 亿元: 8 };
const FEN_PER_YUAN_POWER = 2;

const AMOUNT =
  /^(?:人民币|RMB|CNY|[¥￥])?\s*(\d{1,15}|\d{1,3}(?:[,\s]\d{3}){1,4})(?:\.(\d{1,12}))?\s*(元|千元|万元?|亿元?)?(?:整|正)?$/iu;

/**
 * Money in fen from what a clerk wrote in yuan, to the last digit and without floating point: `18600.00`, `12,500.5元`, `3.6万元`. Null when it
 * is no amount, is finer than a fen, or is more than JavaScript counts exactly (90 thousand billion yuan).
 */
export function readAmountFen(text: string): number | null {
  const parts = AMOUNT.exec(text.normalize('NFKC').trim());
  if (parts === null) return null;
  const [, whole = '', written = '', unit = ''] = parts;
  const fraction = written.replace(/0+$/, '');
  const power = (UNITS[unit] ?? 0) + FEN_PER_YUAN_POWER - fraction.length;
  if (power < 0) return null;
  const fen = BigInt(whole.replace(/[,\s]/g, '') + fraction) * 10n ** BigInt(power);
  return fen <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(fen) : null;
}
