import { expect, test } from 'vitest';
import { maskReason } from './mask-reason.ts';

test.each([
  ['联系人: "张三 13812345678" is no date', '联系人: "…" is no date'],
  ['bjsj: "2026-02-30" does not exist', 'bjsj: "2026-02-30" does not exist'],
  ['caller phone 13812345678 is twice there', 'caller phone 138****5678 is twice there'],
  ['“李春梅”不是时间', '“…”不是时间'],
  [
    `sfzh: "11010519491231002X" has a wrong check digit`,
    `sfzh: "1****************X" has a wrong check digit`,
  ],
  [`x: "${'a'.repeat(60)}" is too long`, 'x: "…" is too long'],
  [
    `Unexpected token '张', ..."dh":张三,李四"}" is not valid JSON`,
    `Unexpected token '…', "…" is not valid JSON`,
  ],
  ['E11000 x dup key: { name: "张三", n: { b: 1 } }', 'E11000 x dup key: {…}'],
  ['Key (xm, dh)=(Zhang San, 1) already exists', 'Key (xm, dh)=(…) already exists'],
  [String.raw`"message": "\"张三\" is no time"`, String.raw`"message": "\"…\" is no time"`],
  ["the feed's 联系人 isn't there", "the feed's 联系人 isn't there"],
  ['the row has 41 columns, the header 40', 'the row has 41 columns, the header 40'],
])('%s', (reason, masked) => {
  expect(maskReason(reason)).toBe(masked);
  expect(maskReason(masked)).toBe(masked);
});
