import { describe, expect, test } from 'vitest';
import type { TestRow } from '../../testing/test-feed.ts';
import { testRecord } from '../../testing/test-record.ts';
import { comparePair } from './compare-pair.ts';
import { linkableOf } from './linkable.ts';
import { LINK_FIELDS } from './levels.ts';
import { decide, type PairScore } from './pair-score.ts';
import { SHIPPED_WEIGHTS, weightsOf } from './weights.ts';

const QUARREL = { phone: '13812340001', against: '李建国', category: ['纠纷'] } as const;

function compared(a: Omit<TestRow, 'id'>, b: Omit<TestRow, 'id'>): PairScore {
  const [one, other] = [linkableOf(testRecord({ id: 'a', ...a })), linkableOf(testRecord({ id: 'b', ...b }))];
  const score = comparePair(one, other, SHIPPED_WEIGHTS);
  expect(comparePair(other, one, SHIPPED_WEIGHTS)).toEqual(score);
  return score;
}

const levelOf = (score: PairScore, field: string): string | undefined =>
  score.fields.find((one) => one.field === field)?.level;

describe('disputes, not people', () => {
  test('the same caller against the same other side is one dispute', () => {
    expect(decide(compared(QUARREL, QUARREL))).toBe('LINK');
  });

  test('the same caller against another is not', () => {
    const score = compared(QUARREL, { ...QUARREL, against: '王小明' });
    expect(decide(score)).not.toBe('LINK');
    expect(score.rule).toBeNull();
  });

  test('the same caller from the same door is not one dispute where no class is known and the texts share little', () => {
    const caller = { phone: '13812340001', against: null, address: '人民路12号3幢402室', category: ['其他'] };
    const leak = { ...caller, text: '报警人称楼上住户装修导致卫生间漏水，要求维修并赔偿' };
    const wages = { ...caller, text: '来电反映单位拖欠三个月工资至今没有发放，多次讨要无果' };
    expect(compared(leak, wages).rule).toBeNull();
    expect(compared(leak, { ...leak, text: `${leak.text}，再次报警` }).rule).toBe('IDENTIFIER_AND_PLACE');
  });

  test('two customers of one shop are never linked by themselves', () => {
    const shop = { against: '南通阳光物业服务有限公司', address: '人民路12号', category: ['纠纷'] } as const;
    const score = compared(
      { ...shop, name: '张小芳', phone: '13812340001' },
      { ...shop, name: '王国强', phone: '13812340002' },
    );
    expect(score.rule).toBe('GROUP_QUARREL');
    expect(decide(score)).not.toBe('LINK');
  });
});

describe('evidence', () => {
  test('stands for every field with level, weight and words, and adds up to the score', () => {
    const score = compared(QUARREL, QUARREL);
    expect(score.fields.map(({ field }) => field)).toEqual(LINK_FIELDS);
    expect(score.fields.every(({ note }) => note.length > 10)).toBe(true);
    const { prior } = SHIPPED_WEIGHTS.oneReporter;
    const sum = score.fields.reduce((total, { weight }) => total + weight, Math.log2(prior / (1 - prior)));
    expect(score.weight).toBeCloseTo(sum, 3);
    expect(score.version).toBe(SHIPPED_WEIGHTS.version);
  });

  test('does not repeat what the records say', () => {
    const text = JSON.stringify(compared(QUARREL, QUARREL).fields);
    expect(text).not.toContain(QUARREL.phone);
    expect(text).not.toContain(QUARREL.against);
  });

  test.each([
    ['张伟', '张伟', 'EXACT'],
    ['張偉', '张伟', 'SIMPLIFIED'],
    ['张玮', '张伟', 'PINYIN'],
    ['John Smith', 'Jon Smith', 'ONE_EDIT'],
    ['欧阳建国', '欧阳建华', 'ONE_EDIT'],
    ['张伟', '王强', 'DIFFERENT'],
  ])('names %s and %s agree as %s', (a, b, level) => {
    expect(levelOf(compared({ name: a }, { name: b }), 'name')).toBe(level);
  });

  test.each([
    ['南通安通美容美发店', '安通美发', 'ABBREVIATED'],
    ['南通阳光物业服务有限公司', '阳光物业', 'SAME_ORGANISATION'],
    ['李建国', '李某', 'SURNAME'],
    ['李建国', '王小明', 'DIFFERENT'],
  ])('other sides %s and %s agree as %s', (a, b, level) => {
    expect(levelOf(compared({ against: a }, { against: b }), 'counterparty')).toBe(level);
  });

  test.each([
    ['人民路12号阳光花园3幢2单元501室', '阳光花园3-2-501', 'DOOR'],
    ['人民路12号阳光花园3幢2单元501室', '阳光花园3-2-402', 'BUILDING'],
    ['人民路12号阳光花园3幢2单元501室', '人民路12号', 'ROAD_NUMBER'],
    ['人民路12号阳光花园3幢2单元501室', '阳光花园', 'COMMUNITY'],
  ])('places %s and %s agree as %s', (a, b, level) => {
    expect(levelOf(compared({ address: a }, { address: b }), 'place')).toBe(level);
  });

  test('a rare name that agrees says more than a common one', () => {
    const weightOf = (name: string): number =>
      compared({ name }, { name }).fields.find(({ field }) => field === 'name')?.weight ?? 0;
    expect(weightOf('欧阳锷')).toBeGreaterThan(weightOf('王伟') + 2);
  });
});

test('a weights file that lacks a level is refused by name', () => {
  const fields = Object.fromEntries(
    Object.entries(SHIPPED_WEIGHTS.oneReporter.fields).filter(([field]) => field !== 'daysApart'),
  );
  expect(() =>
    weightsOf({ ...SHIPPED_WEIGHTS, oneReporter: { ...SHIPPED_WEIGHTS.oneReporter, fields } }),
  ).toThrow(/have no daysApart SAME_MOMENT/);
});
