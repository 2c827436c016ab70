import { expect, test } from 'vitest';
import { readDescription } from './read-description.ts';

test('a description is taken apart into its words, the Chinese term, and what the gateway wrote below', () => {
  expect(
    readDescription(
      [
        'Risk of a dispute (风险), as it is now.',
        'Needs (所需授权): `risk` and `all-feeds`, or `COLOUR`.',
        'Needs a token with the scope (所需令牌范围): `admin`.',
        'Needs no grant (无需授权).',
        'Sensitive (敏感类别): NARRATIVE.',
        'Asks by (据以查询的字段): Risk.note, Risk.score.',
      ].join('\n'),
    ),
  ).toEqual({
    text: 'Risk of a dispute (风险), as it is now.',
    term: '风险',
    rules: [
      { kind: 'needs', anyOf: [['risk', 'all-feeds'], ['COLOUR']] },
      { kind: 'scope', anyOf: [['admin']] },
      { kind: 'open' },
      { kind: 'sensitive', value: 'NARRATIVE' },
      { kind: 'asksBy', coordinates: ['Risk.note', 'Risk.score'] },
    ],
  });
  expect(readDescription(null)).toEqual({ text: '', term: null, rules: [] });
});
