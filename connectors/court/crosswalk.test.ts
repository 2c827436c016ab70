import { describe, expect, test } from 'vitest';
import { DISPUTE_CATEGORIES } from '../../schema/vocabulary/tables.ts';
import type { CrosswalkEntry } from '../kit/feed.ts';
import { CAUSES_2025 } from './cause.ts';
import { COURT_CROSSWALK } from './crosswalk.ts';

const entryOf = (...words: string[]): CrosswalkEntry => {
  const entry = COURT_CROSSWALK.find(({ pattern }) => pattern.test(words.join('/')));
  if (entry === undefined) throw new Error(`nothing fits ${words.join('/')}`);
  return entry;
};

describe('every cause of the table', () => {
  test.each(CAUSES_2025.map(({ name, category }) => [name, category]))('%s is %s', (name, category) => {
    for (const words of [['诉前调', name], ['民特', name], [name]]) {
      const entry = entryOf(...words);
      expect(entry.category).toBe(category);
      expect(entry.nature).toBe('DISPUTE');
    }
    if (category !== null) expect(DISPUTE_CATEGORIES.has(category)).toBe(true);
  });

  test('is a whole name: it decides no longer cause that it stands in', () => {
    expect(entryOf('诉前调', '网络服务合同纠纷').pattern.source).not.toContain('服务合同纠纷$');
  });
});

describe('causes of the rules that the table does not have', () => {
  test.each([
    ['网络服务合同纠纷', '0601'],
    ['居间合同纠纷', '0602'],
    ['遗嘱继承纠纷', '0103'],
    ['婚内夫妻财产分割纠纷', '0101'],
    ['探望权纠纷', '0102'],
    ['相邻损害纠纷', '0203'],
    ['肖像权纠纷', '0301'],
    ['个人信息保护纠纷', '0302'],
    ['业主共有权纠纷', '0402'],
    ['林业承包合同纠纷', '0699'],
    ['采矿权纠纷', '0903'],
    ['保险人代位求偿权纠纷', '0803'],
    ['证券虚假陈述责任纠纷', '0801'],
    ['融资租赁合同纠纷', '0804'],
    ['著作权侵权纠纷', '1001'],
    ['股东知情权纠纷', '1002'],
    ['船舶碰撞损害责任纠纷', '1003'],
    ['侵害商业秘密纠纷', '1004'],
    ['票据追索权纠纷', '1005'],
    ['赠与合同纠纷', '0699'],
    ['网络侵害虚拟财产纠纷', '0506'],
    ['义务帮工人受害责任纠纷', '0507'],
    ['占有物返还纠纷', '0499'],
    ['物件损害责任纠纷', '0599'],
    ['某种新型纠纷', null],
  ])('%s is %s', (name, category) => {
    expect(entryOf('诉前调', name)).toMatchObject({ category, nature: 'DISPUTE' });
  });
});

test.each([
  [['民特', '申请宣告公民死亡'], 'OTHER'],
  [['民特', '申请认定公民无民事行为能力'], 'OTHER'],
  [['民特', '申请确定监护人'], 'OTHER'],
  [['民催', '申请公示催告'], 'OTHER'],
  [['申请宣告公民失踪'], 'OTHER'],
  [['民特', '申请确认人民调解协议效力'], 'DISPUTE'],
  [['民特', '申请实现担保物权'], 'DISPUTE'],
  [['诉前调'], 'DISPUTE'],
  [['民初'], 'DISPUTE'],
  [['民特'], 'POSSIBLE'],
  [['执'], 'POSSIBLE'],
])('%j is %s', (words, nature) => {
  expect(entryOf(...words).nature).toBe(nature);
});
