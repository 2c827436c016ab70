import { describe, expect, test } from 'vitest';
import { foldText } from '../../../schema/matching/fold.ts';
import { amountFenIn } from './amounts.ts';
import { readChineseNumber } from './chinese-number.ts';
import { peopleInvolvedIn } from './people-involved.ts';
import { quotedNumbersIn } from './quoted-numbers.ts';
import { versionOf } from './version.ts';

describe('a number in words or digits', () => {
  test.each([
    ['3.2万', 32_000],
    ['1,200.50', 1_200.5],
    ['三万五千', 35_000],
    ['三万五', 35_000],
    ['3万2千', 32_000],
    ['两百', 200],
    ['十五', 15],
    ['一百零五', 105],
    ['贰万', 20_000],
    ['1.2亿', 120_000_000],
    ['305.2万', 3_052_000],
    ['万', null],
    ['约', null],
    ['', null],
  ])('%s is %s', (text, value) => {
    expect(readChineseNumber(text)).toBe(value);
  });
});

describe('the money at stake', () => {
  test.each([
    ['老板拖欠工资3.2万元,多次讨要未果', 3_200_000],
    ['付了现金3万元,退款500元', 3_000_000],
    ['要求赔偿三千块钱', 300_000],
    ['損失￥１,２００.５０', 120_050],
    ['冲了两千多元的卡', 200_000],
    ['一块地的边界', null],
    ['住在3单元', null],
    ['电话13812345678', null],
    ['overcharged $45.50', 4_550],
  ])('in %s is %s fen', (text, fen) => {
    expect(amountFenIn(foldText(text))).toBe(fen);
  });
});

describe('people involved', () => {
  test.each([
    ['等100多名农民工讨薪', 100],
    ['现场约20余人', 20],
    ['我们三十余户业主', 30],
    ['杨某等120人', 120],
    ['两个小区', null],
    ['报警人1人', null],
    ['3个工人在3号楼', 3],
    ['无人受伤', null],
  ])('in %s are %s', (text, people) => {
    expect(peopleInvolvedIn(foldText(text))).toBe(people);
  });
});

describe('numbers quoted in a text', () => {
  const patterns = [/(?<![A-Za-z0-9])[JC]\d{19}(?!\d)/gi, /(?<![A-Za-z0-9])[A-Z]{2}20\d{12}(?!\d)/gi];

  test.each([
    ['已报警,接警单J3206122026112400123', ['J3206122026112400123']],
    ['工单号ＮＴ２０２６１１２４０００１２３', ['NT20261124000123']],
    ['案号（2026）苏0612诉前调1234号之一', ['(2026)苏0612诉前调1234号之一']],
    ['案号〔2026〕苏0612民初88号和(2025)最高法民再7号', ['〔2026〕苏0612民初88号', '(2025)最高法民再7号']],
    ['电话13812345678,身份证11010519491231002X', []],
  ])('%s', (text, numbers) => {
    expect(quotedNumbersIn(text, [], [], patterns)).toEqual(numbers);
  });

  test('come once each, with those of the field first and without the own ones', () => {
    const text = '见J3206122026112400123及NT20261124000123';
    expect(quotedNumbersIn(text, ['nt20261124000123'], ['J3206122026112400123'], patterns)).toEqual([
      'nt20261124000123',
    ]);
  });
});

describe('a version', () => {
  const hash = 'ab';
  test('is ordered by the instant, whatever the offset', () => {
    const china = versionOf('2026-11-24T10:00:00+08:00', '2026-11-24T02:10:00.000Z', hash);
    const london = versionOf('2026-11-24T02:00:00Z', '2026-11-24T02:10:00.000Z', hash);
    expect(china).toEqual(london);
    expect(china.versionKey).toBe('2026-11-24T02:00:00.000Z|ab');
  });

  test('more than five minutes ahead of its receipt counts from the receipt and is flagged', () => {
    const received = '2026-11-24T02:00:00.000Z';
    expect(versionOf('2027-11-24T10:00:00+08:00', received, hash)).toEqual({
      versionKey: `${received}|ab`,
      flags: ['SOURCE_TIME_AHEAD'],
    });
    expect(versionOf('2026-11-24T10:04:59+08:00', received, hash).flags).toEqual([]);
  });
});
