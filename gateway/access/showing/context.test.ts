import { expect, test } from 'vitest';
import type { ScrubParty } from '../../../schema/masking/party-forms.ts';
import { SENSITIVE_KINDS, type DisclosureLevel } from '../../../schema/vocabulary/disclosure.ts';
import { shownBy } from './context.ts';
import type { Levels } from './levels.ts';
import type { Viewer } from './viewer.ts';

const VIEWER = { partner: 'court', pseudonyms: null, asOf: '2026-11-24' } as unknown as Viewer;
const PARTIES: readonly ScrubParty[] = [
  { kind: 'PERSON', name: '张伟', phones: [], idNumber: null, addresses: [] },
  {
    kind: 'ORGANISATION',
    name: '南通阳光物业服务有限公司',
    phones: ['0513-85123456'],
    idNumber: null,
    addresses: [],
  },
];
const TEXT = '张伟称南通阳光物业服务有限公司（0513-85123456）多收费';
const shown = (organisations: DisclosureLevel): string | null =>
  shownBy(
    VIEWER,
    {
      ...Object.fromEntries(SENSITIVE_KINDS.map((kind) => [kind, 'MASKED'])),
      ORGANISATION: organisations,
    } as Levels,
    null,
    PARTIES,
  ).text(TEXT);

test('an organisation that is shown as a party is shown in texts too, its telephone and people are not', () => {
  const text = shown('CLEAR') ?? '';
  expect(text).toContain('南通阳光物业服务有限公司');
  expect(text).not.toContain('张伟');
  expect(text).not.toContain('85123456');
});

test('one that is masked as a party is masked in texts too', () => {
  expect(shown('MASKED')).not.toContain('阳光物业');
});
