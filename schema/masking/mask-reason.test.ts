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
  ['the row has 41 columns, the header 40', 'the row has 41 columns, the header 40'],
])('%s', (reason, masked) => {
  expect(maskReason(reason)).toBe(masked);
  expect(maskReason(masked)).toBe(masked);
});
