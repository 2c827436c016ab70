import { expect, test } from 'vitest';
import { testRecord } from '../../testing/test-record.ts';
import { derivedFieldsOf } from './dispute-fields.ts';
import { linkableOf } from './linkable.ts';

test('a dispute is as guarded as the highest of its active members, or of all when none is active', () => {
  const plain = testRecord({ id: 'A', text: '噪音扰民' });
  const guarded = testRecord({ id: 'B', text: '丈夫家暴' });
  const levelOf = (...records: readonly (typeof plain)[]): string =>
    derivedFieldsOf('dispute-1', records.map(linkableOf)).sensitivity;
  expect(levelOf(plain)).toBe('NORMAL');
  expect(levelOf(plain, guarded)).toBe('RESTRICTED');
  expect(levelOf(plain, { ...guarded, state: 'WITHDRAWN' })).toBe('NORMAL');
  expect(levelOf({ ...guarded, state: 'WITHDRAWN' })).toBe('RESTRICTED');
});
