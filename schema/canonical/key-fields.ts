import type { CanonicalRecord } from './record.ts';

/** Key fields of which a feed's completeness is told. */
export const KEY_FIELDS = [
  'reporterName',
  'reporterPhone',
  'reporterIdNumber',
  'counterparty',
  'address',
  'region',
  'category',
  'narrative',
  'occurredAt',
] as const;
export type KeyField = (typeof KEY_FIELDS)[number];

/** Which key fields a record fills: the first reporter's, any counterparty's. */
export function filledFields(record: CanonicalRecord): readonly KeyField[] {
  const { parties, place, category, narrative, occurredAt } = record;
  const reporter = parties.find(({ role }) => role === 'REPORTER');
  const has: Readonly<Record<KeyField, boolean>> = {
    reporterName: reporter !== undefined && reporter.name !== null,
    reporterPhone: reporter !== undefined && reporter.phone !== null,
    reporterIdNumber: reporter !== undefined && reporter.idNumber !== null,
    counterparty: parties.some(({ role, name }) => role === 'COUNTERPARTY' && name !== null),
    address: place.address !== null,
    region: place.regionCode !== null,
    category: category !== null,
    narrative: narrative !== null,
    occurredAt: occurredAt !== null,
  };
  return KEY_FIELDS.filter((field) => has[field]);
}
