import pg from 'pg';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { ITEM_MAX_BYTES } from './poller.ts';
import type { TextRow } from './postgres.ts';

/** A statement with its parameters. */
export interface SqlStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Where a page ends: the time and the number of its last row, as the server writes them. */
export interface RowPosition {
  readonly at: string;
  readonly id: string;
}

/** What the configuration says of a view. */
export interface ViewNames {
  /** `schema.view`, or `view` alone, which is then looked for along the user's search path. */
  readonly view: string;
  readonly updatedColumn: string;
  readonly idColumn: string;
}

/** A view that can be polled, with everything quoted that goes into a statement. */
export interface PolledView {
  readonly table: string;
  readonly updated: { readonly column: string; readonly type: string; readonly hasZone: boolean };
  readonly id: { readonly column: string; readonly type: string };
}

/** A row as JSON. One that is too long for the poller anyway is not sent as a whole: a character is at least a byte. */
const ROW = `left(row_to_json(s.*)::text, ${ITEM_MAX_BYTES + 1})`;

const WITHOUT_ZONE = 'timestamp without time zone';
const WITH_ZONE = 'timestamp with time zone';

/** Instant of the server's clock, ms since 1970. */
export const CLOCK_STATEMENT = 'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::text AS ms';

/** Every part in double quotes, so that whatever a name holds it is a name. */
export function quotedName(name: string): string {
  return name.split('.').map(pg.escapeIdentifier).join('.');
}

/** Columns of a table or view with their types; of a domain, the type below it. No row: there is none of the name. */
export function columnsStatement(view: string): SqlStatement {
  return {
    text: `SELECT a.attname::text AS name, format_type(coalesce(nullif(t.typbasetype, 0), a.atttypid), -1) AS type
      FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    values: [quotedName(view)],
  };
}

/** @param columns what `columnsStatement` found  @throws HubError HUB_CONFIG_INVALID naming what is missing and what there is. */
export function polledView(names: ViewNames, columns: readonly TextRow[]): PolledView {
  const { view, updatedColumn, idColumn } = names;
  if (columns.length === 0) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `the database has no table or view "${view}" that its user can see; write schema and name as PostgreSQL does, capital letters included`,
      { field: 'view' },
    );
  }
  const types = new Map(columns.map(({ name, type }) => [name ?? '', type ?? '']));
  const typeOf = (column: string, field: string): string => {
    const type = types.get(column);
    if (type !== undefined) return type;
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `view "${view}" has no column "${column}"; set ${field} to one of: ${[...types.keys()].join(', ')}`,
      { field },
    );
  };
  const updatedType = typeOf(updatedColumn, 'updated.column');
  if (updatedType !== WITH_ZONE && updatedType !== WITHOUT_ZONE) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `column "${updatedColumn}" of view "${view}" is of type ${updatedType}; updated.column must be a timestamp, with or without time zone`,
      { field: 'updated.column' },
    );
  }
  return {
    table: quotedName(view),
    updated: {
      column: pg.escapeIdentifier(updatedColumn),
      type: updatedType,
      hasZone: updatedType === WITH_ZONE,
    },
    id: { column: pg.escapeIdentifier(idColumn), type: typeOf(idColumn, 'id.column') },
  };
}

/**
 * One page in the order of (updated, id): behind `after`, else from `since` on, else from the beginning. Each row comes as the JSON that the
 * server makes of it: columns in their order, times to the microsecond, numbers with all their digits. One row more than `limit` tells
 * whether there is another page.
 */
export function pageStatement(
  { table, updated, id }: PolledView,
  from: { readonly since: string | null; readonly after: RowPosition | null },
  limit: number,
): SqlStatement {
  const [at, number] = [`s.${updated.column}`, `s.${id.column}`];
  const { since, after } = from;
  const bound =
    after !== null
      ? {
          where: ` AND (${at}, ${number}) > ($2::${updated.type}, $3::${id.type})`,
          values: [after.at, after.id],
        }
      : since !== null
        ? { where: ` AND ${at} >= $2::${updated.type}`, values: [since] }
        : { where: '', values: [] };
  return {
    text: `SELECT ${at}::text AS at, ${number}::text AS id, ${ROW} AS row FROM ${table} AS s
      WHERE ${at} IS NOT NULL${bound.where} ORDER BY ${at}, ${number} LIMIT $1`,
    values: [limit + 1, ...bound.values],
  };
}

/** Rows without a time stand on no page. */
export function undatedStatement({ table, updated }: PolledView, limit: number): SqlStatement {
  return {
    text: `SELECT ${ROW} AS row FROM ${table} AS s WHERE s.${updated.column} IS NULL LIMIT $1`,
    values: [limit],
  };
}
