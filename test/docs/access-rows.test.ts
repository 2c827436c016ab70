import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { INTERFERENCE } from '../../gateway/access/rows/exceptions.ts';

const page = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8');
const section = page.slice(page.indexOf('\n## Rows')).split(/\n## /u)[1] ?? '';

test('the page lists every field by which something out of reach can show, and no other', () => {
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .map(([, field, why]) => ({ field, why }));
  expect(rows).toEqual(INTERFERENCE.map(({ field, why }) => ({ field, why })));
});
