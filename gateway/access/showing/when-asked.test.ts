import { expect, test } from 'vitest';
import { whenAsked } from './when-asked.ts';

const DOC = { id: 'one', name: '张伟', phone: '13812345678' };

test('a field is made when it is first looked at, once, also through what has more beside it', () => {
  let made = 0;
  const shown = whenAsked(DOC, { name: () => `张*${String((made += 1))}` });
  expect(made).toBe(0);
  const beside = Object.assign(Object.create(shown) as typeof DOC, { more: true });
  expect([beside.name, shown.name, shown.id, made]).toEqual(['张*1', '张*1', 'one', 1]);
});

test('a document is like any other, and what is stored cannot be reached through it', () => {
  const shown = whenAsked(DOC, { name: () => '张*', phone: () => '138****5678' });
  const expected = { id: 'one', name: '张*', phone: '138****5678' };
  expect({ ...shown }).toEqual(expected);
  expect(JSON.parse(JSON.stringify(shown))).toEqual(expected);
  const other = whenAsked(DOC, { name: () => '李*' });
  expect([other.name, other.phone, shown.name]).toEqual(['李*', DOC.phone, '张*']);
  const all = [shown, ...Object.getOwnPropertySymbols(shown).map((one) => shown[one as never])];
  expect(all.every((one) => !JSON.stringify(one).includes('张伟'))).toBe(true);
});
