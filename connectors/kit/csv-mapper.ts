import { HubError } from '../../schema/canonical/hub-error.ts';
import { toUtcInstant } from '../../schema/canonical/date-time.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { NARRATIVE_MAX_CHARACTERS, readSourceId, required, unknownColumns } from './columns.ts';
import { detailColumn, type CsvProfile } from './csv-profile.ts';
import { ZonedTimeReader } from './zoned-time.ts';

/** Degrees of one axis: what lies outside is no coordinate. */
const LATITUDE_MOST = 90;
const LONGITUDE_MOST = 180;

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
    if (fields.length !== header.length) {
      throw new HubError(
        'HUB_RECORD_INVALID',
        `the row has ${fields.length} columns, the header ${header.length}; ` +
          'quote texts that hold commas, or send the whole file if it was cut off',
        { field: 'row' },
      );
    }
    const flags = new Set<string>(unknownColumns(header, this.#layout));
    const row = this.#reader(header, fields, flags);
    const { map } = this.#profile;
    const sourceId = readSourceId(row.text(map.sourceId), map.sourceId);
    const reportedAt = required(row.time(map.reportedAt), map.reportedAt);
    const status = row.text(map.status);
    const category = map.category.map(row.text).filter((word) => word !== null);
    const titleWords = map.title.map(row.text).filter((word) => word !== null);
    return {
      sourceId,
      sourceTime: latest(map.updatedAt.map(row.time), reportedAt),
      state: status !== null && map.withdrawn.includes(status) ? 'WITHDRAWN' : 'ACTIVE',
      sourceCategory: category,
      title: titleWords.length === 0 ? sourceId : [...new Set(titleWords)].join(' – '),
      narrative: row.text(map.narrative),
      status: { code: status?.toUpperCase().replace(/[^A-Z0-9]+/g, '_') ?? null, label: status },
      reportedAt,
      occurredAt: row.time(map.occurredAt),
      closedAt: row.time(map.closedAt),
      place: { regionCode: null, address: this.#address(row), ...this.#position(row, flags) },
      parties: [],
      numbers: [sourceId],
      quotedNumbers: [],
      amountFen: null,
      peopleInvolved: null,
      events: map.events.flatMap(({ at: column, kind, label, note }) => {
        const at = row.time(column);
        return at === null ? [] : [{ at, kind, label, note: row.text(note) }];
      }),
      details: Object.fromEntries(
        this.#details.map(({ name, column, isTime }) => [name, isTime ? row.time(column) : row.text(column)]),
      ),
      columns: row.columns(),
      flags: [...flags],
    };
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

  #address(row: RowReader): string | null {
    const { first, then } = this.#profile.map.address;
    const heads = first.map(({ columns, join }) => {
      const parts = columns.map(row.text).filter((part) => part !== null);
      return parts.join(join).replace(/\s+/g, ' ');
    });
    const head = heads.find((written) => written !== '');
    // A town and a postal code alone are no place: half a city would share it.
    if (head === undefined) return null;
    return [head, ...then.map(row.text)].filter((part) => part !== null).join(', ');
  }

  #position(row: RowReader, flags: Set<string>): { longitude: number | null; latitude: number | null } {
    const { map } = this.#profile;
    const written = [row.text(map.longitude), row.text(map.latitude)];
    const [longitude, latitude] = written.map((text) => (text === null ? NaN : Number(text)));
    if (longitude === undefined || latitude === undefined) return { longitude: null, latitude: null };
    if (Math.abs(longitude) <= LONGITUDE_MOST && Math.abs(latitude) <= LATITUDE_MOST) {
      return { longitude, latitude };
    }
    if (written.some((text) => text !== null)) flags.add('COORDINATES_UNREADABLE');
    return { longitude: null, latitude: null };
  }
}

function latest(times: readonly (string | null)[], least: string): string {
  return times.reduce<string>(
    (last, time) => (time !== null && toUtcInstant(time) > toUtcInstant(last) ? time : last),
    least,
  );
}
