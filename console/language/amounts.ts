const YUAN = new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'CNY' });

/** `¥3,000.00` of an amount in fen. */
export function yuanText(fen: number): string {
  return YUAN.format(fen / 100);
}
