import { expect, test } from 'vitest';
import { filledFields, KEY_FIELDS } from './key-fields.ts';
import type { CanonicalRecord } from './record.ts';

/** A record as far as its key fields go. */
function record(given: Partial<CanonicalRecord>): CanonicalRecord {
  const place = {
    regionCode: null,
    address: null,
    longitude: null,
    latitude: null,
    matchingAddress: null,
  };
  return {
    parties: [],
    place,
    category: null,
    narrative: null,
    occurredAt: null,
    ...given,
  } as CanonicalRecord;
}

const matching = { name: null, phone: null, idNumber: null, address: null };
const nobody = { idType: null, idNumber: null, address: null, name: null, phone: null, matching };

test('a record without anything fills nothing', () => {
  expect(filledFields(record({}))).toEqual([]);
});

test('the first reporter counts, any counterparty does, and a party of another role does not', () => {
  const parties: CanonicalRecord['parties'] = [
    { ...nobody, role: 'WITNESS', kind: 'PERSON', name: '王五', phone: '138' },
    { ...nobody, role: 'REPORTER', kind: 'PERSON', phone: '139' },
    { ...nobody, role: 'REPORTER', kind: 'PERSON', name: '张三' },
    { ...nobody, role: 'COUNTERPARTY', kind: 'UNKNOWN' },
    { ...nobody, role: 'COUNTERPARTY', kind: 'PERSON', name: '李四' },
  ];
  expect(filledFields(record({ parties }))).toEqual(['reporterPhone', 'counterparty']);
});

test('a record with everything fills every key field', () => {
  const reporter = {
    ...nobody,
    role: 'REPORTER',
    kind: 'PERSON',
    name: '张三',
    phone: '1',
    idNumber: '2',
  } as const;
  const full = record({
    parties: [reporter, { ...nobody, role: 'COUNTERPARTY', kind: 'PERSON', name: '李四' }],
    place: { regionCode: '32', address: 'x', longitude: null, latitude: null, matchingAddress: 'x' },
    category: '02',
    narrative: 'x',
    occurredAt: '2026-11-24T08:00:00+08:00',
  });
  expect(filledFields(full)).toEqual(KEY_FIELDS);
});
