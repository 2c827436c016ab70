import { describe, expect, test } from 'vitest';
import {
  addressTokensOf,
  foldAnyId,
  foldAnyPhone,
  foldPersonName,
  foldPostcode,
  saidOf,
  splitName,
} from './fold-person.ts';
import { soundOf } from './sound.ts';

test.each(['', '  ', 'null', 'N/A', 'nan', 'unknown', '-', '不详'])('"%s" says nothing', (text) => {
  expect(saidOf(text)).toBeNull();
});

test('Nan is a name', () => {
  expect(saidOf('Nan')).toBe('Nan');
});

test.each([
  [' MÜLLER ', 'muller'],
  ["O'Brien-Smith", 'obrien smith'],
  ['Mr. John', 'john'],
  ['Dr', 'dr'],
  ['歐陽 鍔', '欧阳锷'],
])('folds the name %s to %s', (text, folded) => {
  expect(foldPersonName(text)).toBe(folded);
});

test.each([
  ['Smith, John William', 'smith', 'john william'],
  ['John William Smith', 'smith', 'john william'],
  ['Smith', 'smith', null],
  ['欧阳锷', '欧阳', '锷'],
  ['王伟', '王', '伟'],
])('takes %s apart', (text, family, given) => {
  expect(splitName(text)).toEqual({ family, given });
});

describe('numbers', () => {
  test.each([
    ['(02) 6125 1234', '0261251234'],
    ['+86 138-1234-5678', '13812345678'],
    ['0000000', null],
    ['none', null],
  ])('phone %s is %s', (text, folded) => {
    expect(foldAnyPhone(text)).toBe(folded);
  });

  test('ids and postcodes lose marks and the decimals of tables', () => {
    expect(foldAnyId('ab-12 34')).toBe('AB1234');
    expect(foldAnyId('5304218.0')).toBe('5304218');
    expect(foldAnyId('0000')).toBeNull();
    expect(foldPostcode('SW1A 1AA')).toBe('sw1a1aa');
    expect(foldPostcode('4223.0')).toBe('4223');
  });
});

test('an address is numbers and words, whatever the division into lines', () => {
  const whole = addressTokensOf(['12A Stanley Street, Flat 3']);
  expect(whole).toEqual({ numbers: ['12a', '3'], words: ['flat', 'st', 'stanley'] });
  expect(addressTokensOf(['unit 3', '12a', 'stanley st'])).toEqual(whole);
});

test('a Chinese address keeps its door in one piece', () => {
  expect(addressTokensOf(['人民路三号楼二单元501室']).numbers).toEqual(['3-2-501']);
  expect(addressTokensOf(['人民路3幢2单元501']).words).toEqual(['人民', '民路']);
});

test.each([
  ['catherine', 'katherine'],
  ['philip', 'filip'],
  ['smith', 'smyth'],
  ['张伟', '章伟'],
])('%s and %s sound alike', (a, b) => {
  expect(soundOf(a)).toBe(soundOf(b));
  expect(soundOf(a)).not.toBe('');
});
