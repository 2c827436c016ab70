import { expect, test } from 'vitest';
import { phrasesOf } from './text/phrases.ts';

const said = (text: string): string[] =>
  phrasesOf(text).map(({ category, words, weak }) => `${category} ${words}${weak ? ' weak' : ''}`);

test.each([
  ['对方持刀追赶', ['WEAPON 持刀']],
  ['拿着一把菜刀冲过来', ['WEAPON 拿着一把菜刀']],
  ['他打了我一巴掌', ['VIOLENCE 打了我']],
  ['扬言要砍死他', ['THREAT 扬言', 'THREAT 扬言要砍死']],
  ['声称要动刀', ['THREAT 声称要动刀']],
  ['担心对方会打人', ['VIOLENCE 打人 weak']],
  ['对方不还钱还威胁他', ['THREAT 威胁']],
])('%s', (text, words) => {
  expect(said(text)).toEqual(words);
});

test.each([
  '没有动刀',
  '未持械',
  '并未威胁',
  '否认殴打他人',
  '没有打人、骂人',
  '没有上访也没有堵门',
  '殴打一事不属实',
])('negated: %s', (text) => {
  expect(said(text)).toEqual([]);
});

test('a negation ends at the next mark, and two are none', () => {
  expect(said('没有赔钱，动手打人')).toEqual(['VIOLENCE 动手', 'VIOLENCE 打人']);
  expect(said('不是没有威胁过')).toEqual(['THREAT 威胁']);
});

test.each([
  '去吃刀削面',
  '打电话给他',
  '在外打工',
  '与摊主砍价',
  '杀毒软件',
  '火锅刀具店',
  '购买菜刀退货',
  '反家暴宣传',
])('harmless: %s', (text) => {
  expect(said(text)).toEqual([]);
});

test('traditional script and full width are read, and quoted as they stand', () => {
  expect(said('對方持刀威脅，揚言報復')).toEqual([
    'WEAPON 持刀',
    'THREAT 威脅',
    'THREAT 揚言',
    'THREAT 報復',
  ]);
  expect(said('對方沒有動刀')).toEqual([]);
});
