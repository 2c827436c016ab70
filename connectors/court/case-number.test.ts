import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CASE_NUMBER_IN_TEXT, readCaseNumber } from './case-number.ts';
import { COURT_CHARACTERS, divisionOfCourt } from './provinces.ts';

describe('a case number by the rules of 2015', () => {
  test.each([
    ['（2026）苏0612诉前调1234号', 2026, '苏0612', '诉前调', 'PRE_SUIT_MEDIATION', 1234],
    ['(2026)苏0612诉前调1234号', 2026, '苏0612', '诉前调', 'PRE_SUIT_MEDIATION', 1234],
    ['〔2026〕苏０６１２诉前调１２３４号', 2026, '苏0612', '诉前调', 'PRE_SUIT_MEDIATION', 1234],
    [' （ 2026 ）苏0612 诉前调 1234 号 ', 2026, '苏0612', '诉前调', 'PRE_SUIT_MEDIATION', 1234],
    ['【2026】苏0612诉前调确56号', 2026, '苏0612', '诉前调确', 'PRE_SUIT_JUDICIAL_CONFIRMATION', 56],
    ['（2026）苏0612民特1号', 2026, '苏0612', '民特', 'CIVIL_SPECIAL', 1],
    ['（2025）苏06民终12345号', 2025, '苏06', '民终', null, 12345],
    ['（2025）苏民再9号', 2025, '苏', '民再', 'CIVIL_RETRIAL', 9],
    ['（2024）最高法民终100号', 2024, '最高法', '民终', null, 100],
    ['（2024）最高法知民终3号', 2024, '最高法知', '民终', null, 3],
    ['（2023）京0491民初77号', 2023, '京0491', '民初', 'CIVIL_FIRST_INSTANCE', 77],
    ['（2023）兵0101民初7号', 2023, '兵0101', '民初', 'CIVIL_FIRST_INSTANCE', 7],
  ])('%s', (written, year, courtCode, type, typeCode, serial) => {
    expect(readCaseNumber(written)).toEqual({
      text: `（${year}）${courtCode}${type}${serial}号`,
      year,
      courtCode,
      type,
      typeCode,
      serial,
    });
  });

  test.each([
    ['（2014）通民初字第0123号'],
    ['苏0612诉前调1234号'],
    ['（2026）苏061诉前调1234号'],
    ['（26）苏0612诉前调1234号'],
    ['（2026）0612诉前调1234号'],
    ['（2026）苏0612诉前调号'],
    ['（2026）苏0612诉前调1234'],
    ['（2026）苏0612诉前调1234号之一'],
    ['预登记20261124001'],
    [''],
  ])('%s is none', (written) => {
    expect(readCaseNumber(written)).toBeNull();
  });

  test('reads its own writing again', () => {
    const number = fc
      .tuple(
        fc.integer({ min: 1990, max: 2099 }),
        fc.constantFrom(...Array.from(COURT_CHARACTERS)),
        fc.constantFrom('', '06', '0612'),
        fc.constantFrom('诉前调', '诉前特', '民特', '民初', '诉前调确'),
        fc.integer({ min: 1, max: 9_999_999 }),
      )
      .map(([year, character, digits, type, serial]) => `（${year}）${character}${digits}${type}${serial}号`);
    fc.assert(
      fc.property(number, (written) => {
        expect(readCaseNumber(written)?.text).toBe(written);
      }),
    );
  });
});

test.each([
  ['苏0612', '320612'],
  ['苏06', '3206'],
  ['苏', '32'],
  ['黑0602', '230602'],
  ['最高法', null],
  ['兵0101', null],
  ['苏061', null],
  ['0612', null],
])('the court %s stands for the division %s', (court, division) => {
  expect(divisionOfCourt(court)).toBe(division);
});

test.each([
  ['已申请诉前调解，案号（2026）苏0612诉前调1234号，至今未果', ['（2026）苏0612诉前调1234号']],
  ['法院(2026)苏0612诉前调1234号案', ['(2026)苏0612诉前调1234号']],
  ['见（2026）苏0612诉前调1234号之一', ['（2026）苏0612诉前调1234号之一']],
  [
    '（2026）苏0612诉前调1号、（2026）苏0612诉前调确2号',
    ['（2026）苏0612诉前调1号', '（2026）苏0612诉前调确2号'],
  ],
  ['1（2026）苏0612诉前调1号', []],
  ['（2026）年度', []],
])('in "%s" stands %j', (text, numbers) => {
  expect(text.match(CASE_NUMBER_IN_TEXT) ?? []).toEqual(numbers);
});
