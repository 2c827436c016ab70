import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pseudonymsOf } from './pseudonyms.ts';

const SECRET = { version: 3, secret: Buffer.alloc(32, 1) };
const court = pseudonymsOf('court', SECRET);
const grid = pseudonymsOf('grid', SECRET);

test.each([
  ['NAME', ['歐陽修', '欧阳修', '欧 阳 修', '欧阳 修 ']],
  ['NAME', ['买买提·阿不都拉', '买买提•阿不都拉', '買買提阿不都拉']],
  ['PHONE', ['13812345678', '+86 138-1234-5678', '１３８１２３４５６７８', '008613812345678']],
  [
    'ID_NUMBER',
    ['11010519491231002X', '11010519491231002x', '１１０１０５１９４９１２３１００２Ｘ', '110105491231002'],
  ],
  ['ADDRESS', ['人民路3幢2单元501室', '人民路３幢2單元501', '人民路 3-2-501']],
  ['PLATE', ['苏F12345', '蘇Ｆ·12345']],
  ['BANK_CARD', ['6222021234567890128', '6222 0212 3456 7890 128']],
] as const)('%s: all ways to write a value have one pseudonym: %j', (kind, ways) => {
  expect(new Set(ways.map((way) => court.of(kind, way))).size).toBe(1);
});

test('says what it stands for and which secret made it', () => {
  expect(court.of('NAME', '张三')).toMatch(/^人-[0-9a-hjkmnp-tv-z]{16}-3$/);
  expect(court.of('PHONE', '13812345678')).toMatch(/^电话-/);
  expect(court.of('NAME', ' · ')).toBeNull();
});

test('agrees within a partner, differs between partners, kinds and values, and is its own pseudonym', () => {
  const name = fc.string({
    unit: fc.constantFrom(...Array.from('张王李三四五明华强')),
    minLength: 2,
    maxLength: 4,
  });
  fc.assert(
    fc.property(name, name, (one, other) => {
      const made = court.of('NAME', one) ?? '';
      expect(pseudonymsOf('court', SECRET).of('NAME', one)).toBe(made);
      expect(court.of('NAME', made)).toBe(made);
      expect(grid.of('NAME', one)).not.toBe(made);
      expect(court.of('ORGANISATION', one)?.slice(3)).not.toBe(made.slice(2));
      expect(court.of('NAME', other) === made).toBe(one === other);
      expect(made).not.toContain(one);
    }),
    { numRuns: 300 },
  );
});
