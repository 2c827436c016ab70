import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';

const ColumnSchema = z.string().min(1);

/**
 * Which field of a flat line says what, by the field's own name; `a.b` reaches into an object. All but `id` may be left out. `mode` says what
 * is compared: disputes (the default) or persons.
 */
export const LinkMapSchema = z.strictObject({
  mode: z.enum(['dispute', 'person']).default('dispute'),
  id: ColumnSchema,
  familyName: ColumnSchema.optional(),
  givenName: ColumnSchema.optional(),
  /** The whole name in one field. */
  name: ColumnSchema.optional(),
  phone: ColumnSchema.optional(),
  idNumber: ColumnSchema.optional(),
  birthDate: ColumnSchema.optional(),
  addressLines: z.array(ColumnSchema).default([]),
  locality: ColumnSchema.optional(),
  postcode: ColumnSchema.optional(),
  region: ColumnSchema.optional(),
  category: ColumnSchema.optional(),
  occurredAt: ColumnSchema.optional(),
  narrative: ColumnSchema.optional(),
  /** Disputes only: the other side, a person or an organisation. */
  counterparty: ColumnSchema.optional(),
});
export type LinkMap = z.infer<typeof LinkMapSchema>;
export type MappedField = Exclude<keyof LinkMap, 'mode' | 'addressLines'>;

/** @throws HubError HUB_CONFIG_INVALID saying which part of the file is wrong */
export async function readMap(path: string): Promise<LinkMap> {
  const parsed = LinkMapSchema.safeParse(await readJson(path, 'the map'));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    ({ path: at, message }) => `${at.join('.') || 'the file'}: ${message}`,
  );
  const fields = Object.keys(LinkMapSchema.shape).join(', ');
  throw new HubError(
    'HUB_CONFIG_INVALID',
    `the map ${path} cannot be used: ${issues.join('; ')}. It names fields of the data for ${fields}; id is required`,
    { field: 'map' },
  );
}

/** @throws HubError HUB_CONFIG_INVALID when the file is not there or is no JSON */
export async function readJson(path: string, what: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('HUB_CONFIG_INVALID', `${what} ${path} cannot be read: ${why}`, { cause });
  }
}

/** The text of a mapped field of one line; null when it is not mapped, not there or empty. @throws HubError for an object or a list */
export function mappedText(
  line: Readonly<Record<string, unknown>>,
  column: string | undefined,
): string | null {
  if (column === undefined) return null;
  const value = Object.hasOwn(line, column) ? line[column] : reach(line, column.split('.'));
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  throw new HubError(
    'HUB_RECORD_INVALID',
    `field "${column}" holds ${Array.isArray(value) ? 'a list' : 'an object'}: a text or a number is needed`,
    { field: column },
  );
}

function reach(line: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  let value: unknown = line;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}
