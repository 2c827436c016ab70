import { describe, expect, test } from 'vitest';
import { findRegion } from './region-finder.ts';
import { regionByCode, regionName, regionOfCode } from './regions.ts';

describe('a code', () => {
  test.each([
    ['32', '江苏省'],
    ['3206', '江苏省南通市'],
    ['320613', '江苏省南通市崇川区'],
    ['110101001', '北京市东城区东华门街道'],
  ])('%s is %s', (code, name) => {
    expect(regionName(code)).toBe(name);
  });

  test('that does not exist has no name and no region', () => {
    expect(regionName('999999')).toBeNull();
    expect(regionByCode('32061')).toBeNull();
  });

  test.each([
    ['320612990011', '320612'],
    ['110101001005', '110101001'],
    ['320600', '3206'],
    ['320000', '32'],
    ['JH320612', null],
    ['', null],
  ])('with what an agency appends, %s, lies in %s', (code, region) => {
    expect(regionOfCode(code)?.code ?? null).toBe(region);
  });
});

describe('an address', () => {
  test.each([
    ['江苏省南通市崇川区人民路3号', undefined, '320613'],
    ['南通市通州区金沙街道人民路', undefined, '320612001'],
    ['江苏南通海门', undefined, '320614'],
    ['海门市人民路', undefined, '320614'],
    ['崇川区工农路', undefined, '320613'],
    ['在崇川区附近的通州路', undefined, '320613'],
    ['新疆昌吉', undefined, '6523'],
    ['广西桂林市', undefined, '4503'],
    ['东莞市南城街道', undefined, '4419'],
    ['鼓楼区中山路', undefined, null],
    ['鼓楼区中山路', '320102', '320106'],
    ['人民路3号', '320613', null],
    ['和平路12号', '320613', null],
    ['90-03 169 STREET, JAMAICA', undefined, null],
    ['', undefined, null],
  ])('%s with the hint %s lies in %s', (text, hint, code) => {
    expect(findRegion(text, hint)?.code ?? null).toBe(code);
  });

  test('that begins with the street is placed in the hinted county', () => {
    const street = findRegion('金沙街道人民路3号', '320612');
    expect(street?.level).toBe('STREET');
    expect(street?.code.startsWith('320612')).toBe(true);
  });
});
