import { detailColumn, type CsvProfile } from '../../connectors/kit/csv-profile.ts';
import type { PartyDraft } from '../../schema/canonical/party.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';

/** One thing that a profile makes of a column. */
export interface ColumnUse {
  /** As the profile's key is called: `reportedAt`, `details.zipcode`. */
  readonly field: string;
  /** What became of it in a record, null when nothing did. */
  readonly valueIn: (draft: RecordDraft) => string | number | null;
}

/** What a profile makes of each column that it maps, in the order of its keys. */
export function usesOf({ map }: CsvProfile): ReadonlyMap<string, readonly ColumnUse[]> {
  const uses = new Map<string, ColumnUse[]>();
  const use = (column: string | undefined, field: string, valueIn: ColumnUse['valueIn']): void => {
    if (column === undefined) return;
    uses.set(column, [...(uses.get(column) ?? []), { field, valueIn }]);
  };
  const each = (columns: readonly string[], field: string, valueIn: ColumnUse['valueIn']): void => {
    for (const column of columns) use(column, field, valueIn);
  };
  use(map.sourceId, 'sourceId', ({ sourceId }) => sourceId);
  use(map.reportedAt, 'reportedAt', ({ reportedAt }) => reportedAt);
  use(map.occurredAt, 'occurredAt', ({ occurredAt }) => occurredAt);
  use(map.closedAt, 'closedAt', ({ closedAt }) => closedAt);
  each(map.updatedAt, 'updatedAt', ({ sourceTime }) => sourceTime);
  each(map.category, 'category', ({ sourceCategory }) => sourceCategory.join('/'));
  each(map.title, 'title', ({ title }) => title);
  use(map.narrative, 'narrative', ({ narrative }) => narrative);
  use(map.status, 'status', ({ status, state }) => [status.code, state].filter(Boolean).join(', '));
  const placeColumns = [
    ...(map.address?.first.flatMap(({ columns }) => columns) ?? []),
    ...(map.address?.then ?? []),
  ];
  each([...new Set(placeColumns)], 'address', ({ place }) => place.address);
  use(map.regionCode, 'regionCode', ({ place }) => place.regionCode);
  use(map.latitude, 'latitude', ({ place }) => place.latitude);
  use(map.longitude, 'longitude', ({ place }) => place.longitude);
  for (const party of map.parties) {
    const ofParty =
      (key: 'name' | 'phone' | 'idNumber' | 'address') =>
      ({ parties }: RecordDraft): string | null =>
        partyIn(parties, party.role)?.[key] ?? null;
    for (const key of ['name', 'phone', 'idNumber', 'address'] as const) {
      use(party[key], `parties.${party.role}.${key}`, ofParty(key));
    }
  }
  each(map.numbers, 'numbers', ({ numbers }) => numbers.join(', '));
  each(map.quotedNumbers, 'quotedNumbers', ({ quotedNumbers }) => quotedNumbers.join(', '));
  use(map.amountYuan, 'amountYuan', ({ amountFen }) => (amountFen === null ? null : `${amountFen} fen`));
  use(map.peopleInvolved, 'peopleInvolved', ({ peopleInvolved }) => peopleInvolved);
  for (const { at, kind, note } of map.events) {
    use(at, `events.${kind}.at`, ({ events }) => eventIn(events, kind)?.at ?? null);
    use(note, `events.${kind}.note`, ({ events }) => eventIn(events, kind)?.note ?? null);
  }
  for (const [name, written] of Object.entries(map.details)) {
    use(detailColumn(written).column, `details.${name}`, ({ details }) => {
      const value = details[name];
      return typeof value === 'string' ? value : null;
    });
  }
  return uses;
}

function partyIn(parties: readonly PartyDraft[], role: PartyDraft['role']): PartyDraft | undefined {
  return parties.find((party) => party.role === role);
}

function eventIn(events: RecordDraft['events'], kind: string): RecordDraft['events'][number] | undefined {
  return events.find((event) => event.kind === kind);
}
