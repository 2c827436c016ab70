import { expect, test } from 'vitest';
import { testRecord } from '../../streams/testing/test-record.ts';
import { reachesOf } from '../canonical/reach.ts';
import { derivedFieldsOf } from './dispute-fields.ts';
import { memberOf } from './member.ts';

test('a dispute is as guarded as the highest of its active members, or of all when none is active', () => {
  const plain = testRecord({ id: 'A', text: '噪音扰民' });
  const guarded = testRecord({ id: 'B', text: '丈夫家暴' });
  const levelOf = (...records: readonly (typeof plain)[]): string =>
    derivedFieldsOf('dispute-1', records.map(memberOf)).sensitivity;
  expect(levelOf(plain)).toBe('NORMAL');
  expect(levelOf(plain, guarded)).toBe('RESTRICTED');
  expect(levelOf(plain, { ...guarded, state: 'WITHDRAWN' })).toBe('NORMAL');
  expect(levelOf({ ...guarded, state: 'WITHDRAWN' })).toBe('RESTRICTED');
});

test('what a dispute carries of its records decides who may see it, withdrawn ones too', () => {
  const plain = testRecord({ id: 'A', text: '噪音扰民' });
  const guarded = { ...testRecord({ id: 'B', text: '丈夫家暴' }), state: 'WITHDRAWN' as const };
  const elsewhere = { ...plain, id: 'C', place: { ...plain.place, regionCode: null } };
  const { guard, reach } = derivedFieldsOf('dispute-1', [plain, guarded, elsewhere].map(memberOf));
  expect(guard).toBe('RESTRICTED');
  expect(reach).toEqual(reachesOf([guarded, elsewhere, plain]));
  expect(reach).toContain(`${plain.feed}|NORMAL|`);
});
