import type { DisputeParty } from '../canonical/dispute.ts';
import { digest } from '../canonical/ids.ts';
import { PARTY_ROLES, type RecordParty } from '../canonical/party.ts';
import { organisationCore } from '../matching/organisation.ts';
import type { Member } from './member.ts';

interface Mention {
  readonly party: RecordParty;
  readonly recordId: string;
  /** Place among the parties of its record, from 0. */
  readonly place: number;
  /** Place among all mentions: those of the record that was registered first come first. */
  readonly order: number;
}

/**
 * The parties of a dispute over all its records: mentions that share an ID number, a name, or an organisation's core name are one party,
 * and so are those that share a phone unless they go by different names (a family's phone). Records in order of registration; the first
 * mention's wording stays.
 */
export function disputePartiesOf(disputeId: string, records: readonly Member[]): DisputeParty[] {
  const named = records.flatMap(({ id, record }) =>
    record.parties.map((party, place) => ({ party, recordId: id, place })),
  );
  const mentions = named.map((one, order): Mention => ({ ...one, order }));
  const groups = new Set<Mention[]>();
  const groupByKey = new Map<string, Mention[]>();
  for (const mention of mentions) {
    const keys = keysOf(mention.party);
    const matching = new Set(
      keys.flatMap((key) => {
        const group = groupByKey.get(key);
        return group !== undefined && compatible(group, mention, key) ? [group] : [];
      }),
    );
    const [target = [], ...others] = matching;
    groups.add(target);
    for (const other of others) {
      target.push(...other);
      groups.delete(other);
      for (const [key, group] of groupByKey) if (group === other) groupByKey.set(key, target);
    }
    target.push(mention);
    for (const key of keys) if (!groupByKey.has(key)) groupByKey.set(key, target);
  }
  return [...groups].filter((group) => group.some(saysSomething)).map((group) => partyOf(disputeId, group));
}

/** Strongest first. */
function keysOf({ kind, matching: { idNumber, phone, name } }: RecordParty): string[] {
  const core = kind === 'PERSON' || name === null ? null : organisationCore(name);
  return [
    ...(idNumber === null ? [] : [`id:${idNumber}`]),
    ...(phone === null ? [] : [`phone:${phone}`]),
    ...(name === null ? [] : [`name:${core ?? name}`]),
  ];
}

/** A shared phone joins mentions unless both have names and these differ; other keys always join. */
function compatible(group: readonly Mention[], { party }: Mention, key: string): boolean {
  if (!key.startsWith('phone:')) return true;
  const { name } = party.matching;
  const names = group.flatMap((mention) => mention.party.matching.name ?? []);
  return name === null || names.length === 0 || names.includes(name);
}

function saysSomething({ party: { name, phone, idNumber } }: Mention): boolean {
  return name !== null || phone !== null || idNumber !== null;
}

function partyOf(disputeId: string, unordered: readonly Mention[]): DisputeParty {
  const group = unordered.toSorted((a, b) =>
    a.recordId < b.recordId ? -1 : a.recordId > b.recordId ? 1 : 0,
  );
  const parties = group.map(({ party }) => party);
  const [first] = unordered.toSorted((a, b) => a.order - b.order);
  const kinds = parties.map(({ kind }) => kind).filter((kind) => kind !== 'UNKNOWN');
  const roles = new Set(parties.map(({ role }) => role));
  return {
    id: partyIdOf(disputeId, first),
    kind: kinds[0] ?? 'UNKNOWN',
    roles: PARTY_ROLES.filter((role) => roles.has(role)),
    // A full name says more than 王先生 or a short form.
    name:
      longest(parties.filter(({ matching }) => matching.name !== null).map(({ name }) => name)) ??
      longest(parties.map(({ name }) => name)),
    phones: [...new Set(parties.flatMap(({ matching, phone }) => matching.phone ?? phone ?? []))].sort(),
    idNumber:
      parties.find(({ matching }) => matching.idNumber !== null)?.matching.idNumber ??
      parties.find(({ idNumber }) => idNumber !== null)?.idNumber ??
      null,
    addresses: [...new Set(parties.flatMap(({ address }) => address ?? []))].sort(),
    recordIds: [...new Set(group.map(({ recordId }) => recordId))],
  };
}

function longest(names: readonly (string | null)[]): string | null {
  const given = names.filter((name) => name !== null);
  return given.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))[0] ?? null;
}

/**
 * By the mention that was registered first, and by none of its values: by a digest of a telephone number whoever sees the identifier could try all
 * numbers that there are. Begins with `partyIdsOf` its dispute, so that whoever knows a party knows where to look for it.
 */
function partyIdOf(disputeId: string, first: Mention | undefined): string {
  const mention = digest(disputeId, first?.recordId ?? '', String(first?.place ?? 0));
  return `${partyIdsOf(disputeId)}${mention.slice(0, 24)}`;
}

/** With what the ids of a dispute's parties begin. */
export function partyIdsOf(disputeId: string): string {
  return `party-${digest('parties', disputeId).slice(0, 16)}-`;
}
