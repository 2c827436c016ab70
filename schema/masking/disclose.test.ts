import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passesLuhn } from './cards-and-plates.ts';
import { disclose, type DiscloseContext } from './disclose.ts';
import type { IdentifyingKind } from './levels.ts';
import { pseudonymsOf } from './pseudonyms.ts';

const SECRET = { version: 1, secret: Buffer.alloc(32, 7) };
const CONTEXT: DiscloseContext = {
  pseudonyms: pseudonymsOf('court', SECRET),
  asOf: '2026-11-24',
  regionCode: null,
  districtCentre: null,
  parties: [],
};
const masked = (kind: IdentifyingKind, value: string): string | null =>
  disclose(kind, value, 'MASKED', CONTEXT);

describe('masked names', () => {
  test.each([
    ['张三', '张*'],
    ['张三丰', '张*'],
    ['歐陽修', '歐陽*'],
    ['欧阳锋', '欧阳*'],
    ['诸葛孔明', '诸葛*'],
    ['東方不敗', '東方*'],
    ['东方', '东*'],
    ['司马', '司*'],
    ['買買提·阿不都拉', '買*'],
    ['买买提·阿不都拉', '买*'],
    ['阿依古丽•买买提', '阿*'],
    ['𠮷野家', '𠮷*'],
    ['John Smith', 'J*'],
    ['ＪＯＨＮ　ＳＭＩＴＨ', 'J*'],
    ['mary-jane watson', 'M*'],
    ['王先生', '王*'],
    ['李某某', '李*'],
    [' 张 三 ', '张*'],
    ['张', '*'],
    ['13812345678', '*'],
    ['', '*'],
  ])('%s is %s', (given, shown) => {
    expect(masked('NAME', given)).toBe(shown);
  });
});

describe('masked telephone numbers', () => {
  test.each([
    ['13812345678', '138****5678'],
    ['+86 138-1234-5678', '138****5678'],
    ['008613812345678', '138****5678'],
    ['１３８１２３４５６７８', '138****5678'],
    ['138 1234 5678', '138****5678'],
    ['0513-85123456', '0513-****3456'],
    ['（0513）8512 3456', '0513-****3456'],
    ['010-62345678', '010-****5678'],
    ['0513-85123456转801', '0513-****3456转*'],
    ['０５１３－８５１２３４５６轉８０１', '0513-****3456转*'],
    ['0713-6234567', '0713-***4567'],
    ['85123456', '****3456'],
    ['13812345678/0513-85123456', '138****5678/0513-****3456'],
    ['+1 212 555 0187', '+*********87'],
    ['不详', '***'],
    ['12345', '***'],
    ['1381234567', '***'],
  ])('%s is %s', (given, shown) => {
    expect(masked('PHONE', given)).toBe(shown);
  });
});

describe('masked documents', () => {
  test.each([
    ['11010519491231002X', '1****************X'],
    ['11010519491231002x', '1****************X'],
    ['１１０１０５１９４９１２３１００２Ｘ', '1****************X'],
    ['110105 19491231 002X', '1****************X'],
    ['110105491231002', '1*************2'],
    ['E12345678', 'E*******8'],
    ['EA1234567', 'E*******7'],
    ['H12345678', 'H*******8'],
    ['M87654321', 'M*******1'],
    ['01234567', '0******7'],
    ['1234', '****'],
    ['无', '***'],
  ])('%s is %s', (given, shown) => {
    expect(masked('ID_NUMBER', given)).toBe(shown);
  });
});

describe('masked addresses', () => {
  test.each([
    ['南通市通州区金沙街道人民路128号3幢2单元501室', '南通市通州区金沙街道人民路***'],
    ['江苏省南通市崇川区人民路128号', '江苏省南通市崇川区人民路***'],
    ['江蘇省南通市崇川區人民路１２８號', '江蘇省南通市崇川區人民路***'],
    ['崇川区人民中路12弄3号', '崇川区人民中路***'],
    ['通州区金沙镇新联村3组12号', '通州区金沙镇新联村***'],
    ['通州区金沙镇新联村五组', '通州区金沙镇新联村***'],
    ['南通市通州区阳光小区3号楼2单元501室', '南通市通州区***'],
    // Two cities have a district of this name: none is named for certain.
    ['通州区阳光小区3号楼2单元501室', '***'],
    ['阳光小区3号楼501室', '***'],
    ['人民路三号楼二单元501', '人民路***'],
    ['五组12号', '***'],
    ['123 Main St, New York', '***'],
    ['12号，通州区', '***'],
    ['', '***'],
  ])('%s is %s', (given, shown) => {
    expect(masked('ADDRESS', given)).toBe(shown);
  });
});

describe('masked cards and plates', () => {
  test.each<[IdentifyingKind, string, string]>([
    ['BANK_CARD', '6222021234567890128', '***************0128'],
    ['BANK_CARD', '6222 0212 3456 7890 128', '***************0128'],
    ['BANK_CARD', '６２２２０２１２３４５６７８９０', '************7890'],
    ['BANK_CARD', '无', '***'],
    ['PLATE', '苏F12345', '苏F****5'],
    ['PLATE', '蘇Ｆ·12345', '苏F****5'],
    ['PLATE', '苏F D12345', '苏F*****5'],
    ['PLATE', '苏FD12345', '苏F*****5'],
    ['PLATE', '苏F1234学', '苏F****学'],
    ['PLATE', '苏F1234警', '苏F****警'],
    ['PLATE', '粤Z1234港', '粤Z****港'],
    ['PLATE', '粤Z1234澳', '粤Z****澳'],
    ['PLATE', '使123456', '使*****6'],
    ['PLATE', 'WJ苏12345', 'WJ苏****5'],
    ['PLATE', '无牌', '***'],
    ['ORGANISATION', '南通阳光物业服务有限公司', '南**物业服务有限公司'],
    ['ORGANISATION', '陽光酒店', '陽**酒店'],
    ['BIRTH_DATE', '1949-12-31', '1949-**-**'],
    ['BIRTH_DATE', '１９４９年１２月３１日', '1949-**-**'],
  ])('%s %s is %s', (kind, given, shown) => {
    expect(masked(kind, given)).toBe(shown);
  });

  test('Luhn', () => {
    expect(passesLuhn('4111111111111111')).toBe(true);
    expect(passesLuhn('4111111111111112')).toBe(false);
  });
});

describe('generalised', () => {
  test.each<[IdentifyingKind, string, string | null]>([
    ['NAME', '张三', null],
    ['PHONE', '+86 13812345678', '手机'],
    ['PHONE', '0513-85123456', '固定电话'],
    ['ID_NUMBER', '11010519491231002X', '70–79岁'],
    ['ID_NUMBER', '110105491231002', '70–79岁'],
    ['ID_NUMBER', '320612200811250011', '18岁以下'],
    ['ID_NUMBER', '320612200811240011', '18–19岁'],
    ['ID_NUMBER', 'E12345678', null],
    ['BIRTH_DATE', '1936年11月24日', '90岁以上'],
    ['BIRTH_DATE', '19361125', '80–89岁'],
    ['ADDRESS', '南通市通州区金沙街道人民路128号', '江苏省南通市通州区'],
    ['ADDRESS', '人民路128号', null],
    ['PLATE', '苏F12345', '苏F'],
    ['ORGANISATION', '南通阳光物业服务有限公司', '物业服务有限公司'],
    ['BANK_CARD', '6222021234567890128', null],
  ])('%s %s is %s', (kind, given, shown) => {
    expect(disclose(kind, given, 'GENERALISED', CONTEXT)).toBe(shown);
  });

  test("an address of which only the record's division is known is that county", () => {
    const context = { ...CONTEXT, regionCode: '320612003' };
    expect(disclose('ADDRESS', '人民路128号', 'GENERALISED', context)).toBe('江苏省南通市通州区');
  });
});

test('points, amounts and dates keep their shape', () => {
  const point = { longitude: 121.07654, latitude: 32.06123 };
  const centre = { longitude: 121.08, latitude: 32.07 };
  expect(disclose('COORDINATES', point, 'MASKED', CONTEXT)).toEqual({ longitude: 121.08, latitude: 32.06 });
  expect(disclose('COORDINATES', point, 'GENERALISED', { ...CONTEXT, districtCentre: centre })).toEqual(
    centre,
  );
  expect(disclose('COORDINATES', point, 'GENERALISED', CONTEXT)).toBeNull();
  expect(disclose('COORDINATES', point, 'PSEUDONYM', CONTEXT)).toBeNull();
  expect(disclose('AMOUNT', 3_456_789, 'MASKED', CONTEXT)).toBe(3_000_000);
  expect(disclose('AMOUNT', 3_456_789, 'GENERALISED', CONTEXT)).toBe(1_000_000);
  expect(disclose('AMOUNT', 0, 'GENERALISED', CONTEXT)).toBe(0);
  const time = '2026-11-24T09:30:00+08:00';
  expect(disclose('DATE', time, 'MASKED', CONTEXT)).toBe('2026-11-24T00:00:00+08:00');
  expect(disclose('DATE', time, 'GENERALISED', CONTEXT)).toBe('2026-11-01T00:00:00+08:00');
  expect(disclose('DATE', 'yesterday', 'MASKED', CONTEXT)).toBeNull();
});

test('clear is the value, withheld is nothing, and a pseudonym without a key is nothing', () => {
  expect(disclose('NAME', '张三', 'CLEAR', CONTEXT)).toBe('张三');
  expect(disclose('NAME', '张三', 'WITHHELD', CONTEXT)).toBeNull();
  expect(disclose('NAME', '张三', 'PSEUDONYM', { ...CONTEXT, pseudonyms: null })).toBeNull();
});

const KINDS: readonly IdentifyingKind[] = [
  'NAME',
  'PHONE',
  'ID_NUMBER',
  'ADDRESS',
  'BANK_CARD',
  'PLATE',
  'ORGANISATION',
  'BIRTH_DATE',
];
const CHARACTERS = Array.from('张歐陽修王某·0123456789０８xXＸ-+ 号號路区村组室F苏蘇港転转*Jn𠮷镇');
const VALUE = fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 24 }).map((parts) => parts.join(''));

test('masking what is masked changes nothing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS),
      fc.oneof(VALUE, fc.string({ unit: 'grapheme' })),
      (kind, value) => {
        const once = masked(kind, value) ?? '';
        expect(masked(kind, once)).toBe(once);
      },
    ),
    { numRuns: 3_000 },
  );
});

test('a mask shows no more of a value than it may', () => {
  const mostDigits: Partial<Record<IdentifyingKind, number>> = {
    NAME: 0,
    ID_NUMBER: 2,
    ADDRESS: 0,
    BANK_CARD: 4,
  };
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), VALUE, (kind, value) => {
      const most = mostDigits[kind];
      const shown = masked(kind, value) ?? '';
      if (most !== undefined) expect(shown.replace(/[^\d]/g, '').length).toBeLessThanOrEqual(most);
      if (kind === 'NAME') expect(Array.from(shown).length).toBeLessThanOrEqual(3);
    }),
    { numRuns: 3_000 },
  );
});
