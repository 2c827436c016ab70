import { expect, test } from 'vitest';
import { testRecord } from '../../streams/testing/test-record.ts';
import { disputePartiesOf } from './dispute-parties.ts';
import { memberOf, type MemberRecord } from './member.ts';

const forms = (phone: string, name: string): MemberRecord['parties'][number] => ({
  role: 'REPORTER',
  kind: 'PERSON',
  name,
  phone,
  idType: null,
  idNumber: null,
  address: null,
  matching: { name, phone, idNumber: null, address: null },
});

function idsOf(...records: readonly MemberRecord[]): string[] {
  return disputePartiesOf('dispute-1', records.map(memberOf)).map(({ id }) => id);
}

test('the identifier of a party says nothing of its values, and outlives their correction', () => {
  const record = testRecord({ id: 'A', text: '噪音扰民' });
  const [one] = idsOf({ ...record, parties: [forms('13812345678', '张三')] });
  const [corrected] = idsOf({ ...record, parties: [forms('13987654321', '李四')] });
  expect(corrected).toBe(one);
  const two = idsOf({ ...record, parties: [forms('13812345678', '张三'), forms('13987654321', '李四')] });
  expect(new Set(two).size).toBe(2);
  expect(two[0]).toBe(one);
});

test('a party that a later record names too keeps its identifier', () => {
  const first = { ...testRecord({ id: 'B', text: '噪音扰民' }), parties: [forms('13812345678', '张三')] };
  const later = { ...testRecord({ id: 'A', text: '噪音扰民' }), parties: [forms('13812345678', '张三')] };
  expect(idsOf(first, later)).toEqual(idsOf(first));
});
