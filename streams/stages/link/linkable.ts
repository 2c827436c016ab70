import type { CanonicalRecord } from '../../../schema/canonical/record.ts';
import { foldNumber } from '../../../schema/matching/fold.ts';
import { organisationCore } from '../../../schema/matching/organisation.ts';

/** What linking looks at in a record, folded; made once a record. */
export interface Linkable {
  readonly id: string;
  readonly record: CanonicalRecord;
  /** ms since 1970. */
  readonly reportedAtMs: number;
  /** UTC instant of the report, `|`, record id: earliest registered first. */
  readonly registered: string;
  readonly category: string | null;
  readonly phones: readonly string[];
  readonly idNumbers: readonly string[];
  /** Folded names of organisations on the other side. */
  readonly organisations: readonly string[];
  /** Folded names of persons on the other side. */
  readonly opponents: readonly string[];
  readonly address: string | null;
  /** Own numbers and quoted numbers, folded. */
  readonly numbers: readonly string[];
  readonly quotedNumbers: readonly string[];
  /** Active and about a dispute, or possibly: such records hold disputes together. Others join as leaves and connect nothing. */
  readonly isCore: boolean;
}

export function linkableOf(record: CanonicalRecord): Linkable {
  const matching = record.parties.map((party) => party.matching);
  const others = record.parties.filter(
    ({ role, matching: { name } }) => role === 'COUNTERPARTY' && name !== null,
  );
  const named = others.map((party) => party.matching.name ?? '');
  return {
    id: record.id,
    record,
    reportedAtMs: Date.parse(record.reportedAt),
    registered: `${new Date(record.reportedAt).toISOString()}|${record.id}`,
    category: record.category,
    phones: distinct(matching.map(({ phone }) => phone)),
    idNumbers: distinct(matching.map(({ idNumber }) => idNumber)),
    organisations: named.filter((name) => organisationCore(name) !== null),
    opponents: others.filter(({ kind }) => kind !== 'ORGANISATION').map((party) => party.matching.name ?? ''),
    address: record.place.matchingAddress,
    numbers: distinct(record.numbers.map(foldNumber)),
    quotedNumbers: distinct(record.quotedNumbers.map(foldNumber)),
    isCore: record.state === 'ACTIVE' && record.nature !== 'OTHER',
  };
}

/**
 * The keys under which two records can meet: every pair that `comparePair` may link shares one. A record stands under the numbers it
 * quotes as well as under its own.
 */
export function blockKeysOf({ phones, idNumbers, numbers, quotedNumbers }: Linkable): string[] {
  return [
    ...phones.map((phone) => `phone:${phone}`),
    ...idNumbers.map((idNumber) => `id:${idNumber}`),
    ...distinct([...numbers, ...quotedNumbers]).map((number) => `number:${number}`),
  ];
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null && value !== ''))] as string[];
}
