import type { RecordParty } from '../../../schema/canonical/party.ts';
import type { CanonicalRecord } from '../../../schema/canonical/record.ts';
import { foldAddress, foldName, foldNumber, foldText } from '../../../schema/matching/fold.ts';
import { addressPartsOf, type AddressParts } from './address-parts.ts';
import { comparedName, surnameOfShortForm, type ComparedName } from './names.ts';
import { gramsOf } from './narrative-grams.ts';
import { organisationsNamed } from './organisations-named.ts';

/** What linking looks at in a record, folded; made once a record. */
export interface Linkable {
  readonly id: string;
  readonly record: CanonicalRecord;
  /** ms since 1970. */
  readonly reportedAtMs: number;
  /** ms since 1970, null when the record does not say when it happened. */
  readonly occurredAtMs: number | null;
  /** UTC instant of the report, `|`, record id: earliest registered first. */
  readonly registered: string;
  readonly category: string | null;
  readonly regionCode: string | null;
  readonly amountFen: number | null;
  readonly phones: readonly string[];
  readonly idNumbers: readonly string[];
  /** Who reported, by full name; where only 周先生 is known, the surname. */
  readonly reporters: readonly ComparedName[];
  readonly reporterSurnames: readonly string[];
  /** Persons on the other side by full name, and surnames of those of whom no more is known. */
  readonly opponents: readonly ComparedName[];
  readonly opponentSurnames: readonly string[];
  /** Organisations on the other side by what tells them from others. */
  readonly organisations: readonly string[];
  /** Where it happened and where the reporter lives. */
  readonly addresses: readonly AddressParts[];
  /** The text, folded, and folded as an address is: to look for names and doors of the other record in it. */
  readonly text: string;
  readonly addressText: string;
  /** Bigrams of the text as numbers, sorted. */
  readonly grams: Uint32Array;
  /** Own numbers and quoted numbers, folded. */
  readonly numbers: readonly string[];
  readonly quotedNumbers: readonly string[];
  /** Active and about a dispute, or possibly: such records hold disputes together. Others join as leaves and connect nothing. */
  readonly isCore: boolean;
}

/** Longer texts are looked at by their beginning. */
const LONGEST_TEXT = 2_000;

const folded = new WeakMap<CanonicalRecord, Linkable>();

/** Folds a record, once as long as it is held. */
export function linkableOf(record: CanonicalRecord): Linkable {
  const known = folded.get(record);
  if (known !== undefined) return known;
  const one = fold(record);
  folded.set(record, one);
  return one;
}

function fold(record: CanonicalRecord): Linkable {
  const { place, parties } = record;
  const matching = parties.map((party) => party.matching);
  const others = parties.filter(({ role }) => role === 'COUNTERPARTY');
  const own = parties.filter(
    ({ role, kind }) => role !== 'COUNTERPARTY' && role !== 'WITNESS' && kind !== 'ORGANISATION',
  );
  const text = foldText((record.narrative ?? record.title).slice(0, LONGEST_TEXT));
  const addresses = distinct([place.matchingAddress, ...own.map((party) => party.matching.address)]);
  return {
    id: record.id,
    record,
    reportedAtMs: Date.parse(record.reportedAt),
    occurredAtMs: record.occurredAt === null ? null : Date.parse(record.occurredAt),
    registered: `${new Date(record.reportedAt).toISOString()}|${record.id}`,
    category: record.category,
    regionCode: place.regionCode,
    amountFen: record.amountFen,
    phones: distinct(matching.map(({ phone }) => phone)),
    idNumbers: distinct(matching.map(({ idNumber }) => idNumber)),
    reporters: fullNames(own),
    reporterSurnames: surnames(own),
    opponents: fullNames(others.filter(({ kind }) => kind !== 'ORGANISATION')),
    opponentSurnames: surnames(others),
    organisations: organisationsNamed(others),
    addresses: addresses.map(addressPartsOf),
    text,
    addressText: foldAddress(text),
    grams: gramsOf(text),
    numbers: distinct(record.numbers.map(foldNumber)),
    quotedNumbers: distinct(record.quotedNumbers.map(foldNumber)),
    isCore: record.state === 'ACTIVE' && record.nature !== 'OTHER',
  };
}

function fullNames(parties: readonly RecordParty[]): ComparedName[] {
  const names = parties.flatMap(({ name, matching }) =>
    name === null || matching.name === null || surnameOfShortForm(matching.name) !== null
      ? []
      : [comparedName(name, matching.name)],
  );
  return [...new Map(names.map((name) => [name.folded, name])).values()];
}

function surnames(parties: readonly RecordParty[]): string[] {
  return distinct(parties.map(({ name }) => (name === null ? null : surnameOfShortForm(foldName(name)))));
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null && value !== ''))] as string[];
}
