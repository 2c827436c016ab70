import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { disclose, type DiscloseContext } from '../../schema/masking/disclose.ts';
import { SENSITIVE_KINDS, type DisclosureLevel } from '../../schema/vocabulary/disclosure.ts';
import { pseudonymsOf } from '../../schema/masking/pseudonyms.ts';

const page = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8');
const section = page.slice(page.indexOf('## What is hidden, and how')).split(/\n## /u)[0] ?? '';
const rows = section
  .split('\n')
  .filter((line) => /^\| [A-Z_]+\s+\|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));

const CONTEXT: DiscloseContext = {
  pseudonyms: pseudonymsOf('court', { version: 1, secret: Buffer.alloc(32, 7) }),
  asOf: '2026-11-24',
  regionCode: null,
  districtCentre: null,
  parties: [],
};
const shown = (kind: string, value: string, level: DisclosureLevel): string => {
  const known = SENSITIVE_KINDS.find((one) => one === kind);
  if (known === undefined || known === 'COORDINATES' || known === 'AMOUNT')
    throw new Error(`no kind of text: ${kind}`);
  return disclose(known, value, level, CONTEXT) ?? 'nothing';
};

test('the table has examples of every kind that is a text', () => {
  const kinds = new Set(rows.map(([, kind]) => kind));
  expect([...SENSITIVE_KINDS].filter((kind) => kind !== 'COORDINATES' && kind !== 'AMOUNT')).toEqual(
    expect.arrayContaining([...kinds]),
  );
  expect(kinds.size).toBe(SENSITIVE_KINDS.length - 2);
});

test.each(rows)(
  '%s%s %s is shown as the page says',
  (_, kind = '', value = '', masked, generalised, pseudonym = '') => {
    expect(shown(kind, value, 'MASKED')).toBe(masked);
    expect(shown(kind, value, 'GENERALISED')).toBe(generalised);
    expect(shown(kind, value, 'PSEUDONYM').startsWith(pseudonym)).toBe(true);
  },
);
