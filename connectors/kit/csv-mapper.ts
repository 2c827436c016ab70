import { HubError } from '../../schema/canonical/hub-error.ts';
import { toUtcInstant } from '../../schema/canonical/date-time.ts';
import type { PartyDraft } from '../../schema/canonical/party.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { NARRATIVE_MAX_CHARACTERS, readSourceId, required, unknownColumns } from './columns.ts';
import { checkFieldCount } from './csv-message.ts';
import { detailColumn, type CsvProfile } from './csv-profile.ts';
import { partyKindOf } from './party-kind.ts';
import { readPosition } from './position.ts';
import { statusCodeOf } from './profile-base.ts';
import { ZonedTimeReader } from './zoned-time.ts';

/** GA/T 517: resident identity card. */
const RESIDENT_ID_CARD = '111';
const FEN_PER_YUAN = 100;
/** Of what a clerk types between several numbers. */
const NUMBER_SEPARATORS = /[;,、；，\s]+/u;

interface RowReader {
  readonly text: (column: string | undefined) => string | null;
  readonly time: (column: string | undefined) => string | null;
  readonly columns: () => Readonly<Record<string, string>>;
}

/** Maps rows of one layout. Build once per profile, use for every row. */
export class CsvMapper {
  readonly #profile: CsvProfile;
  readonly #times: ZonedTimeReader;
  readonly #empty: ReadonlySet<string>;
  readonly #layout: ReadonlySet<string>;
  readonly #details: readonly { name: string; column: string; isTime: boolean }[];

  constructor(profile: CsvProfile) {
    this.#profile = profile;
    this.#times = new ZonedTimeReader(profile.time.format, profile.time.zone);
    this.#empty = new Set(['', ...profile.empty]);
    this.#layout = new Set(profile.columns);
    this.#details = Object.entries(profile.map.details).map(([name, written]) => ({
      name,
      ...detailColumn(written),
    }));
  }

  /** @throws HubError HUB_RECORD_INVALID naming the column. */
  draft(header: readonly string[], fields: readonly string[]): RecordDraft {
    checkFieldCount(header, fields);
    const flags = new Set<string>(unknownColumns(header, this.#layout));
    const row = this.#reader(header, fields, flags);
    const { map, statuses } = this.#profile;
    const number = readSourceId(row.text(map.sourceId), map.sourceId);
    const sourceId = this.#ownNumber(number);
    const reportedAt = required(row.time(map.reportedAt), map.reportedAt);
    const status = row.text(map.status);
    const titleWords = present(map.title.map(row.text));
    return {
      sourceId,
      sourceTime: latest(map.updatedAt.map(row.time), reportedAt),
      state: status !== null && map.withdrawn.includes(status) ? 'WITHDRAWN' : 'ACTIVE',
      sourceCategory: present(map.category.map(row.text)),
      title: titleWords.length === 0 ? sourceId : [...new Set(titleWords)].join(' – '),
      narrative: row.text(map.narrative),
      status: { code: statusCodeOf(status, statuses), label: status },
      reportedAt,
      occurredAt: row.time(map.occurredAt),
      closedAt: row.time(map.closedAt),
      place: {
        regionCode: this.#regionCode(row, flags),
        address: this.#address(row),
        ...readPosition(this.#decimal(row.text(map.longitude)), this.#decimal(row.text(map.latitude)), flags),
      },
      parties: this.#parties(row),
      numbers: [...new Set([sourceId, number, ...present(map.numbers.map(row.text))])],
      quotedNumbers: present(map.quotedNumbers.map(row.text))
        .flatMap((text) => text.split(NUMBER_SEPARATORS))
        .filter((quoted) => quoted !== '')
        .map((quoted) => this.#ownNumber(quoted)),
      amountFen: this.#count(row, map.amountYuan, FEN_PER_YUAN, 'AMOUNT_UNREADABLE', flags),
      peopleInvolved: this.#count(row, map.peopleInvolved, 1, 'PEOPLE_UNREADABLE', flags),
      events: map.events.flatMap(({ at: column, kind, label, note }) => {
        const at = row.time(column);
        return at === null ? [] : [{ at, kind, label, note: row.text(note) }];
      }),
      details: {
        ...map.constants,
        ...Object.fromEntries(
          this.#details.map(({ name, column, isTime }) => [
            name,
            isTime ? row.time(column) : row.text(column),
          ]),
        ),
      },
      columns: row.columns(),
      flags: [...flags],
    };
  }

  #ownNumber(number: string): string {
    const { idPrefix, map } = this.#profile;
    return idPrefix === undefined ? number : readSourceId(`${idPrefix}${number}`, map.sourceId);
  }

  #reader(header: readonly string[], fields: readonly string[], flags: Set<string>): RowReader {
    const cells = new Map(header.map((column, index) => [column, fields[index] ?? '']));
    const text = (column: string | undefined): string | null => {
      if (column === undefined) return null;
      const value = (cells.get(column) ?? '').trim();
      if (value.length > NARRATIVE_MAX_CHARACTERS) {
        throw new HubError(
          'HUB_RECORD_INVALID',
          `${column}: has ${value.length} characters, at most ${NARRATIVE_MAX_CHARACTERS} are allowed; shorten it`,
          { field: column },
        );
      }
      return this.#empty.has(value) ? null : value;
    };
    const time = (column: string | undefined): string | null => {
      const value = text(column);
      if (value === null || column === undefined) return null;
      const { dateTime, doubt } = this.#times.read(value, column);
      if (doubt !== null) flags.add(`TIME_${doubt}:${column}`);
      return dateTime;
    };
    return { text, time, columns: () => Object.fromEntries(cells) };
  }

  #regionCode(row: RowReader, flags: Set<string>): string | null {
    const { map, regionCode = null } = this.#profile;
    const written = row.text(map.regionCode);
    if (written === null) return regionCode;
    // Longer codes name a community, which the hub does not divide by.
    const code = /^\d{6}(\d{3})?/.exec(written)?.[0] ?? null;
    if (code === null) flags.add('REGION_CODE_UNREADABLE');
    return code ?? regionCode;
  }

  #address(row: RowReader): string | null {
    const { address } = this.#profile.map;
    if (address === undefined) return null;
    const heads = address.first.map(({ columns, join }) =>
      present(columns.map(row.text)).join(join).replace(/\s+/g, ' '),
    );
    const head = heads.find((written) => written !== '');
    // A town and a postal code alone are no place: half a city would share it.
    if (head === undefined) return null;
    return present([head, ...address.then.map(row.text)]).join(', ');
  }

  #parties(row: RowReader): readonly PartyDraft[] {
    return this.#profile.map.parties.flatMap((columns) => {
      const name = row.text(columns.name);
      const phone = row.text(columns.phone);
      const idNumber = row.text(columns.idNumber);
      if (name === null && phone === null && idNumber === null) return [];
      const kind = columns.kind ?? (name === null ? 'UNKNOWN' : partyKindOf(name));
      const idType = idNumber === null ? null : RESIDENT_ID_CARD;
      return [
        { role: columns.role, kind, name, phone, idType, idNumber, address: row.text(columns.address) },
      ];
    });
  }

  #count(
    row: RowReader,
    column: string | undefined,
    unit: number,
    flag: string,
    flags: Set<string>,
  ): number | null {
    const written = this.#decimal(row.text(column));
    if (written === null) return null;
    const count = Math.round(Number(written) * unit);
    if (Number.isSafeInteger(count) && count >= 0) return count;
    flags.add(flag);
    return null;
  }

  /** A number as JavaScript reads it: without what groups thousands. */
  #decimal(text: string | null): string | null {
    if (text === null) return null;
    return this.#profile.decimal === ','
      ? text.replace(/[.\s](?=\d{3}(?!\d))/g, '').replace(',', '.')
      : text.replace(/[,\s](?=\d{3}(?!\d))/g, '');
  }
}

function latest(times: readonly (string | null)[], least: string): string {
  return times.reduce<string>(
    (last, time) => (time !== null && toUtcInstant(time) > toUtcInstant(last) ? time : last),
    least,
  );
}

function present(values: readonly (string | null)[]): string[] {
  return values.filter((value) => value !== null);
}
