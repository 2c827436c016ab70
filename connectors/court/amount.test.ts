import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAmountFen } from './amount.ts';

test.each([
  ['18600.00', 1_860_000],
  ['18600.5', 1_860_050],
  ['0.07', 7],
  ['1.005', null],
  ['1.0050000', null],
  ['1.0500000', 105],
  ['12,500.25元', 1_250_025],
  ['１２，５００元', 1_250_000],
  ['3.6万元', 3_600_000],
  ['3.6万', 3_600_000],
  ['1.234567万元', 1_234_567],
  ['1.2345678万元', null],
  ['2亿元', 20_000_000_000],
  ['5千元', 500_000],
  ['人民币500元整', 50_000],
  ['￥1 200', 120_000],
  // Binary floating point makes 30699.999… of this.
  ['307.00', 30_700],
  ['1.15', 115],
  ['4.35', 435],
  ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ['90071992547409.92', null],
  ['999999999999999亿', null],
  ['-5', null],
  ['5万美元', null],
  ['约5万元', null],
  ['1e5', null],
  ['1,23', null],
  ['', null],
  ['不详', null],
])('%s is %s fen', (text, fen) => {
  expect(readAmountFen(text)).toBe(fen);
});

test('is exact for every amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (fen) => {
      const digits = String(fen).padStart(3, '0');
      expect(readAmountFen(`${digits.slice(0, -2)}.${digits.slice(-2)}`)).toBe(fen);
    }),
  );
});
