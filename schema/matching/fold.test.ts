import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { bigramsOf, foldAddress, foldIdNumber, foldName, foldNumber, foldPhone, foldText } from './fold.ts';

describe('text', () => {
  test.each([
    ['李某、黃某某催討工程款未果，引發矛盾糾紛', '李某、黄某某催讨工程款未果,引发矛盾纠纷'],
    ['ＡＢＣ　１２３', 'abc 123'],
    ['  多  余\n空 白 ', '多 余 空 白'],
  ])('folds %s', (given, folded) => {
    expect(foldText(given)).toBe(folded);
  });

  test('is idempotent for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { numRuns: 200 },
    );
  });
});

describe('phone', () => {
  test.each([
    ['13812345678', '13812345678'],
    ['+86 138-1234-5678', '13812345678'],
    ['０１３８１２３４５６７８', '13812345678'],
    ['008613812345678', '13812345678'],
    ['0513-8512 3456', '051385123456'],
    ['（0513）85123456', '051385123456'],
    ['+86 513 85123456', '051385123456'],
    ['85123456', '85123456'],
    ['110', null],
    ['不详', null],
    ['1381234567', null],
    ['', null],
  ])('reads %s as %s', (given, folded) => {
    expect(foldPhone(given)).toBe(folded);
  });
});

describe('resident identity number', () => {
  test.each([
    ['11010519491231002x', '11010519491231002X'],
    ['１１０１０５ 19491231 002X', '11010519491231002X'],
    ['110105194912310021', null],
    ['110105491231002', null],
  ])('reads %s as %s', (given, folded) => {
    expect(foldIdNumber(given)).toBe(folded);
  });
});

describe('address', () => {
  test.each([
    ['崇川区人民路３幢2单元501室', '崇川区人民路3-2-501'],
    ['崇川区人民路三号楼二单元501', '崇川区人民路3-2-501'],
    ['崇川区 人民路 3#-2-501', '崇川区人民路3-2-501'],
    ['崇川區人民路3-2-501', '崇川区人民路3-2-501'],
    ['人民路12号', '人民路12号'],
    ['阳光小区3号楼', '阳光小区3'],
  ])('folds %s', (given, folded) => {
    expect(foldAddress(given)).toBe(folded);
    expect(foldAddress(folded)).toBe(folded);
  });
});

describe('business number', () => {
  test.each([
    ['（2026）苏0612诉前调1234号', '(2026)苏0612诉前调1234号'],
    ['〔2026〕蘇0612訴前調1234號', '(2026)苏0612诉前调1234号'],
    ['nt2026 1124 000123', 'NT20261124000123'],
  ])('folds %s', (given, folded) => {
    expect(foldNumber(given)).toBe(folded);
  });
});

test('a name keeps no spaces and no quotation marks', () => {
  expect(foldName(' 南通“陽光”物業 有限公司 ')).toBe('南通阳光物业有限公司');
});

describe('bigrams', () => {
  test('do not cross punctuation and come once each', () => {
    expect(bigramsOf('物业,物业公司')).toEqual(['物业', '业公', '公司']);
  });
  test('a single character stands for itself, also outside the basic plane', () => {
    expect(bigramsOf('锷 𠮷')).toEqual(['锷', '𠮷']);
    expect(bigramsOf('𠮷野')).toEqual(['𠮷野']);
  });
});
