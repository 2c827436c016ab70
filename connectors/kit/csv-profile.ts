import { z } from 'zod';
import { PARTY_KINDS, PARTY_ROLES } from '../../schema/canonical/party.ts';
import { DELIMITERS } from './csv-rows.ts';
import { badProfile, PROFILE_BASE, ProfileName, TimeZone } from './profile-base.ts';
import { TEXT_ENCODINGS } from './text-encoding.ts';
import { isTimeFormat } from './zoned-time.ts';

const Column = z.string('must be the name of a column, in quotes when it looks like a number').min(1);
const Columns = z.array(Column).min(1);
const DetailName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'may hold letters and digits, a small letter first');

const TimeFormat = z.string().refine(isTimeFormat, 'may use YYYY MM DD HH hh mm ss A only, or be ISO');

const PartySchema = z
  .strictObject({
    role: z.enum(PARTY_ROLES),
    /** Left out: read from the name, as far as that tells. */
    kind: z.enum(PARTY_KINDS).optional(),
    name: Column.optional(),
    phone: Column.optional(),
    /** Number of a resident identity card. */
    idNumber: Column.optional(),
    address: Column.optional(),
  })
  .refine(({ name, phone, idNumber }) => (name ?? phone ?? idNumber) !== undefined, {
    message: 'needs a column for name, phone or idNumber',
  });

/** How one layout of CSV files becomes record drafts. Written as YAML; every key is checked, unknown ones are refused. */
const ProfileSchema = z
  .strictObject({
    kind: z.literal('csv').default('csv'),
    ...PROFILE_BASE,
    /**
     * Layouts of one city: a configuration names the family, the file's header decides which of its layouts it is. Left out: the profile
     * is its own family.
     */
    family: ProfileName.optional(),
    /** `auto`: each file shows it. All layouts of a family have the same. */
    encoding: z.enum(['auto', ...TEXT_ENCODINGS]).default('utf-8'),
    /** `,` `;` or a tab, written "\t". All layouts of a family have the same. */
    delimiter: z.enum(DELIMITERS, 'may be "," ";" or "\\t"').default(','),
    time: z.strictObject({
      zone: TimeZone,
      /** One or several, tried in this order; `ISO` is every form of ISO 8601 with a day. */
      format: z.preprocess(
        (format) => (typeof format === 'string' ? [format] : format),
        z.array(TimeFormat).min(1),
      ),
    }),
    /** How coordinates and sums of money are written: 31.98 or 31,98. */
    decimal: z.enum(['.', ',']).default('.'),
    /** The whole layout; columns beyond it are flagged, never refused. */
    columns: Columns,
    map: z.strictObject({
      sourceId: Column,
      reportedAt: Column,
      occurredAt: Column.optional(),
      closedAt: Column.optional(),
      /** The latest of these is the version's time. Left out: reportedAt and closedAt. */
      updatedAt: Columns.optional(),
      /** From wide to narrow. */
      category: Columns,
      /** Joined with ` – `. Left out: the category. */
      title: Columns.optional(),
      narrative: Column.optional(),
      status: Column.optional(),
      /** Values of the status column that take the record back. */
      withdrawn: z.array(z.string()).default([]),
      address: z
        .strictObject({
          /** The first that is not empty counts. */
          first: z.array(z.strictObject({ columns: Columns, join: z.string().default(', ') })).min(1),
          /** Appended to it. */
          then: z.array(Column).default([]),
        })
        .optional(),
      /** GB/T 2260 code; where it is empty, the profile's own `regionCode` counts. */
      regionCode: Column.optional(),
      latitude: Column.optional(),
      longitude: Column.optional(),
      parties: z.array(PartySchema).default([]),
      /** Other numbers that people quote the record by. */
      numbers: z.array(Column).default([]),
      /** Numbers of other records of the same city, several in a cell separated by `;`, `,` or a space. */
      quotedNumbers: z.array(Column).default([]),
      /** Money at stake in yuan. */
      amountYuan: Column.optional(),
      peopleInvolved: Column.optional(),
      events: z
        .array(
          z.strictObject({
            at: Column,
            kind: z.string().regex(/^[A-Z][A-Z_]*$/, 'may hold capital letters and _'),
            label: z.string().min(1),
            note: Column.optional(),
          }),
        )
        .default([]),
      /** Detail name → column; `time:` in front reads it as a time. */
      details: z.record(DetailName, Column).default({}),
      /** Detail name → the same text for every record. */
      constants: z.record(DetailName, z.string().min(1)).default({}),
    }),
  })
  .transform((profile) => {
    const { map } = profile;
    const updatedAt = map.updatedAt ?? given([map.reportedAt, map.closedAt]);
    return {
      ...profile,
      family: profile.family ?? profile.profile,
      map: { ...map, updatedAt, title: map.title ?? map.category },
      required: [
        ...new Set([map.sourceId, map.reportedAt, ...updatedAt, ...map.category, ...given([map.status])]),
      ],
    };
  });
export type CsvProfile = z.infer<typeof ProfileSchema>;

const TIME_PREFIX = 'time:';

/** Splits a detail's right side: `time:Due Date` is the time in column `Due Date`. */
export function detailColumn(written: string): { readonly column: string; readonly isTime: boolean } {
  const isTime = written.startsWith(TIME_PREFIX);
  return { column: isTime ? written.slice(TIME_PREFIX.length).trim() : written, isTime };
}

/** @throws HubError HUB_CONFIG_INVALID naming the file, the key and what it may hold. */
export function parseCsvProfile(value: unknown, file: string): CsvProfile {
  const parsed = ProfileSchema.safeParse(value);
  if (!parsed.success) throw badProfile(file, z.prettifyError(parsed.error), parsed.error);
  const profile = parsed.data;
  const { columns, map } = profile;
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw badProfile(file, `columns: lists "${twice}" twice; take one out`);
  const layout = new Set(columns);
  const stranger = mappedColumns(profile).find((column) => !layout.has(column));
  if (stranger !== undefined) {
    throw badProfile(
      file,
      `map: names the column "${stranger}", which is not in columns; add it or correct it`,
    );
  }
  if (map.withdrawn.length > 0 && map.status === undefined) {
    throw badProfile(file, 'map.withdrawn: needs map.status, the column that has these values');
  }
  if ((map.latitude === undefined) !== (map.longitude === undefined)) {
    throw badProfile(file, 'map: latitude and longitude go together; name both columns or none');
  }
  const both = Object.keys(map.constants).find((name) => name in map.details);
  if (both !== undefined) {
    throw badProfile(file, `map.constants: ${both} is in details too; keep one of them`);
  }
  return profile;
}

function mappedColumns({ map }: CsvProfile): readonly string[] {
  return given([
    map.sourceId,
    map.reportedAt,
    map.status,
    map.occurredAt,
    map.closedAt,
    map.narrative,
    map.latitude,
    map.longitude,
    map.regionCode,
    map.amountYuan,
    map.peopleInvolved,
    ...map.updatedAt,
    ...map.category,
    ...map.title,
    ...map.numbers,
    ...map.quotedNumbers,
    ...(map.address?.first ?? []).flatMap(({ columns }) => columns),
    ...(map.address?.then ?? []),
    ...map.parties.flatMap(({ name, phone, idNumber, address }) => [name, phone, idNumber, address]),
    ...map.events.flatMap(({ at, note }) => [at, note]),
    ...Object.values(map.details).map((written) => detailColumn(written).column),
  ]);
}

function given(columns: readonly (string | undefined)[]): string[] {
  return columns.filter((column) => column !== undefined);
}
