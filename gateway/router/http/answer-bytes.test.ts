import { expect, it } from 'vitest';
import { answerBytes } from './answer-bytes.ts';

it('writes texts of any length and plane as UTF-8', () => {
  const scraps = ['a', '路', '汇流', '😀', '\u0000', 'é', '\ud800', '\uffff'];
  for (const length of [0, 1, 999, 1_000, 1_001, 50_000, 262_143, 262_144, 262_145, 400_000]) {
    let text = '';
    for (let at = 0; text.length < length; at += 1) text += scraps[(at * at) % scraps.length] ?? '';
    const json = JSON.stringify([text.slice(0, Math.max(0, length - 4))]);
    expect(answerBytes(json).equals(Buffer.from(json, 'utf8')), String(length)).toBe(true);
  }
});

it('gives each answer bytes of its own', () => {
  const [one, other] = ['路', '汇'].map((text) => answerBytes(JSON.stringify(text.repeat(5_000))));
  expect(String(one)).toBe(JSON.stringify('路'.repeat(5_000)));
  expect(String(other)).toBe(JSON.stringify('汇'.repeat(5_000)));
});
