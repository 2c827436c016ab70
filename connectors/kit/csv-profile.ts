import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { isTimeFormat } from './zoned-time.ts';

const Column = z.string().min(1);
const Columns = z.array(Column).min(1);

const TimeZone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
}, 'is no IANA time zone; write it like America/New_York');

/** How one layout of CSV files becomes record drafts. Written as YAML; every key is checked, unknown ones are refused. */
const ProfileSchema = z.strictObject({
  /** Name as written into each record's envelope; the file's name. */
  profile: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  /** Layouts of one city: a configuration names the family, the file's header decides which of its layouts it is. */
  family: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  description: z.string(),
  encoding: z.enum(['utf-8', 'gb18030']).default('utf-8'),
  time: z.strictObject({
    zone: TimeZone,
    format: z.string().refine(isTimeFormat, 'may use YYYY MM DD HH hh mm ss A only'),
  }),
  /** Values that say nothing, beside the empty one. */
  empty: z.array(z.string()).default([]),
  /** The whole layout; columns beyond it are flagged, never refused. */
  columns: Columns,
  map: z.strictObject({
    sourceId: Column,
    reportedAt: Column,
    occurredAt: Column.optional(),
    closedAt: Column.optional(),
    /** The latest of these is the version's time. */
    updatedAt: Columns,
    category: Columns,
    /** Joined with ` – `. */
    title: Columns,
    narrative: Column.optional(),
    status: Column,
    /** Values of the status column that take the record back. */
    withdrawn: z.array(z.string()).default([]),
    address: z.strictObject({
      /** The first that is not empty counts. */
      first: z.array(z.strictObject({ columns: Columns, join: z.string().default(', ') })).min(1),
      /** Appended to it. */
      then: z.array(Column).default([]),
    }),
    latitude: Column.optional(),
    longitude: Column.optional(),
    events: z
      .array(
        z.strictObject({
          at: Column,
          kind: z.string().regex(/^[A-Z][A-Z_]*$/),
          label: z.string().min(1),
          note: Column.optional(),
        }),
      )
      .default([]),
    /** Detail name → column; `time:` in front reads it as a time. */
    details: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), Column).default({}),
  }),
});
export type CsvProfile = z.infer<typeof ProfileSchema>;

const TIME_PREFIX = 'time:';

/** Splits a detail's right side: `time:Due Date` is the time in column `Due Date`. */
export function detailColumn(written: string): { readonly column: string; readonly isTime: boolean } {
  const isTime = written.startsWith(TIME_PREFIX);
  return { column: isTime ? written.slice(TIME_PREFIX.length).trim() : written, isTime };
}

/** Columns without which no row of the layout can be mapped. */
export function requiredColumns({ map }: CsvProfile): readonly string[] {
  return [...new Set([map.sourceId, map.reportedAt, ...map.updatedAt, ...map.category, map.status])];
}

/** @throws HubError HUB_CONFIG_INVALID naming the file, the key and what it may hold. */
export function parseProfile(text: string, file: string): CsvProfile {
  const parsed = ProfileSchema.safeParse(parseYaml(text, file));
  if (!parsed.success) throw badProfile(file, z.prettifyError(parsed.error), parsed.error);
  const profile = parsed.data;
  const layout = new Set(profile.columns);
  if (layout.size < profile.columns.length) throw badProfile(file, 'columns: lists a column twice');
  const stranger = mappedColumns(profile).find((column) => !layout.has(column));
  if (stranger !== undefined) {
    throw badProfile(
      file,
      `map: names the column "${stranger}", which is not in columns; add it or correct it`,
    );
  }
  return profile;
}

/** Every profile of a folder (`*.yaml`). @throws HubError HUB_CONFIG_INVALID */
export function loadProfiles(folder: URL): readonly CsvProfile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const profile = parseProfile(readFileSync(new URL(file, folder), 'utf8'), file);
      if (file !== `${profile.profile}.yaml`) {
        throw badProfile(file, `profile: is "${profile.profile}"; name the file ${profile.profile}.yaml`);
      }
      return profile;
    });
}

/**
 * The layout of a family that the header shows: all its required columns are there and it fits best of those.
 * @throws HubError HUB_RECORD_INVALID naming what is missing from the nearest layout.
 */
export function recogniseProfile(header: readonly string[], family: readonly CsvProfile[]): CsvProfile {
  const present = new Set(header);
  const ranked = family
    .map((profile) => ({
      profile,
      missing: requiredColumns(profile).filter((column) => !present.has(column)),
      apart: profile.columns.filter((column) => !present.has(column)).length + strangersOf(header, profile),
    }))
    .sort((a, b) => a.missing.length - b.missing.length || a.apart - b.apart);
  const [best] = ranked;
  if (best === undefined)
    throw new HubError('HUB_CONFIG_INVALID', 'there is no profile to compare the header with');
  if (best.missing.length > 0) {
    throw new HubError(
      'HUB_RECORD_INVALID',
      `header: the columns ${best.missing.map((name) => `"${name}"`).join(', ')} are missing ` +
        `(nearest layout: ${best.profile.profile}); export the file with its header and all columns`,
      { field: best.missing[0] ?? '' },
    );
  }
  return best.profile;
}

function strangersOf(header: readonly string[], profile: CsvProfile): number {
  const layout = new Set(profile.columns);
  return header.filter((column) => !layout.has(column)).length;
}

function mappedColumns({ map }: CsvProfile): readonly string[] {
  const optional = [map.occurredAt, map.closedAt, map.narrative, map.latitude, map.longitude];
  return [
    map.sourceId,
    map.reportedAt,
    map.status,
    ...optional.filter((column) => column !== undefined),
    ...map.updatedAt,
    ...map.category,
    ...map.title,
    ...map.address.first.flatMap(({ columns }) => columns),
    ...map.address.then,
    ...map.events.flatMap(({ at, note }) => (note === undefined ? [at] : [at, note])),
    ...Object.values(map.details).map((written) => detailColumn(written).column),
  ];
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (cause) {
    throw badProfile(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function badProfile(file: string, what: string, cause?: unknown): HubError {
  return new HubError('HUB_CONFIG_INVALID', `profile ${file}: ${what}`, { cause, field: file });
}
