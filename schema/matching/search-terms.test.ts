import { describe, expect, test } from 'vitest';
import { searchEntryOf, searchTermsOf } from './search-terms.ts';
import { testRecord } from '../../streams/testing/test-record.ts';

const record = testRecord({
  id: 'J3206122026112400123',
  name: '張偉',
  phone: '138 1234 5678',
  against: '阳光物业',
  address: '人民路三号楼二单元501室',
  text: '与物业因漏水发生争吵',
});
const entry = searchEntryOf(record);

const isFoundBy = (query: string): boolean => {
  const { keys, folded, grams } = searchTermsOf(query);
  const byKey = keys.some((key) => entry.keys.includes(key));
  return byKey || (grams.every((gram) => entry.grams.includes(gram)) && entry.text.includes(folded));
};

describe('a record', () => {
  test.each([
    ['13812345678'],
    ['+86 138 1234 5678'],
    ['j3206122026112400123'],
    ['张伟'],
    ['張偉'],
    ['zhangwei'],
    ['Zhang Wei'],
    ['漏水'],
    ['人民路'],
    ['3-2-501'],
    ['陽光物業'],
  ])('is found by %s', (query) => {
    expect(isFoundBy(query)).toBe(true);
  });

  test.each([['李四'], ['13912345678'], ['lisi'], ['漏电']])('is not found by %s', (query) => {
    expect(isFoundBy(query)).toBe(false);
  });
});

test('an empty query has no terms', () => {
  expect(searchTermsOf('  ')).toEqual({ keys: [], folded: '', grams: [] });
});
