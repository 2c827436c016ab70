import { maskAddress } from '../../schema/masking/addresses.ts';
import { SENSITIVITIES } from '../../schema/canonical/sensitivity.ts';
import type { RecordDoc } from '../../schema/store/documents.ts';
import type { SensitiveKind } from '../../schema/vocabulary/disclosure.ts';
import type { Access, RowAccess } from '../../gateway/access/grants/access.ts';
import { clearValuesOf, findLeaks, type ClearValue } from '../../gateway/access/testing/leaks.ts';
import type { City } from './city.ts';

/** What an answer to somebody must not hold. */
export interface Forbidden {
  readonly values: readonly ClearValue[];
  /** Of records and disputes. */
  readonly ids: ReadonlySet<string>;
}

/** Found from the records themselves and the words of the grants, by nothing that the gateway uses. */
export function forbiddenTo(access: Access, partner: string, { records, disputes }: City): Forbidden {
  const referred = new Set(
    disputes.flatMap(({ workflow, members }) =>
      (workflow?.events ?? []).some(({ kind, data }) => kind === 'REFER' && data['agency'] === partner)
        ? members.map(({ recordId }) => recordId)
        : [],
    ),
  );
  const reaches = (row: RowAccess, { _id, sensitivity, place }: RecordDoc): boolean =>
    SENSITIVITIES.indexOf(sensitivity) <= SENSITIVITIES.indexOf(row.sensitivity) &&
    (row.regionPrefixes?.some((prefix) => place.regionCode?.startsWith(prefix)) ?? true) &&
    (!row.ownReferralsOnly || referred.has(_id)) &&
    (row.disputeIds === null ||
      disputes.some(
        (dispute) =>
          row.disputeIds?.includes(dispute._id) && dispute.members.some(({ recordId }) => recordId === _id),
      ));
  const rowsOf = (record: RecordDoc): readonly RowAccess[] =>
    (access.datasets.get(record.feed) ?? []).filter((row) => reaches(row, record));
  const isClear = (record: RecordDoc, kind: SensitiveKind): boolean =>
    rowsOf(record).some((row) => row.levels[kind] === 'CLEAR');
  const visible = new Set(records.filter((one) => rowsOf(one).length > 0).map(({ _id }) => _id));

  const allowed = new Set<string>();
  const texts: string[] = [];
  for (const record of records) {
    for (const party of record.parties) {
      const name = party.kind === 'ORGANISATION' ? 'ORGANISATION' : 'NAME';
      const shown = {
        name: isClear(record, name) ? party.name : null,
        phone: isClear(record, 'PHONE') ? party.phone : null,
        idNumber: isClear(record, 'ID_NUMBER') ? party.idNumber : null,
        address: isClear(record, 'ADDRESS') ? party.address : null,
      };
      for (const { bare } of clearValuesOf([shown])) allowed.add(bare);
    }
    if (isClear(record, 'ADDRESS')) texts.push(record.place.address ?? '');
    if (isClear(record, 'NARRATIVE')) texts.push(JSON.stringify(record));
    // Some write a part of an organisation's name as if it were a person's.
    if (isClear(record, 'ORGANISATION')) {
      texts.push(
        ...record.parties.flatMap(({ kind, name }) => (kind === 'ORGANISATION' ? (name ?? []) : [])),
      );
    }
    // Who is on duty is no secret.
    texts.push(`${String(record.details['officer'])} ${String(record.details['mediator'])}`);
  }
  const all = everyValue(records).filter(({ bare }) => !allowed.has(bare));
  const found = new Set(findLeaks(texts.join('\n'), all).map(({ kind, value }) => `${kind} ${value}`));
  return {
    values: all.filter(({ kind, value }) => !found.has(`${kind} ${value}`)),
    ids: new Set([
      ...records.filter(({ _id }) => !visible.has(_id)).map(({ _id }) => _id),
      ...disputes
        .filter((dispute) => !recordsOf(dispute).some((recordId) => visible.has(recordId)))
        .map(({ _id }) => _id),
    ]),
  };
}

/** Also of a dispute whose records were all withdrawn. */
function recordsOf({ members, parties }: City['disputes'][number]): readonly string[] {
  return members.length > 0
    ? members.map(({ recordId }) => recordId)
    : parties.flatMap(({ recordIds }) => recordIds);
}

/** Every value of everybody. Addresses of which nothing is hidden are none. */
function everyValue(records: readonly RecordDoc[]): readonly ClearValue[] {
  const people = records.flatMap(({ parties }) => parties);
  const places = records.map(({ place }) => ({
    name: null,
    phone: null,
    idNumber: null,
    address: place.address,
  }));
  return clearValuesOf([...people, ...places]).filter(
    (value) =>
      !NO_NAME.test(value.value) &&
      (value.kind !== 'ADDRESS' || findLeaks(maskAddress(value.value), [value]).length === 0),
  );
}

/** 姓周的, 周某: somebody of a common surname. Where it stands for a party it is hidden; it also stands for people who are named nowhere. */
const NO_NAME = /^(?:姓.(?:的|男子|女子)?|.某{1,2})$/u;
