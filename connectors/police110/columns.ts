import { z } from 'zod';
import { NARRATIVE_MAX_CHARACTERS, textColumn } from '../kit/columns.ts';
import { readTable } from '../../schema/vocabulary/tables.ts';

/** Columns of 接处警 that hold long text; the others are codes, names, numbers and times. */
const LONG_COLUMNS: ReadonlySet<string> = new Set(['bjnr', 'cjjg', 'fkjg']);

/** 更新时间: not in the published table; without it no two versions of an incident could be told apart. */
const UPDATED_AT = { column: 'gxsj', label: '更新时间' };

/**
 * Columns of the police's 接处警 table with their Chinese labels. The published table writes columns that belong together in one row
 * (`cjjgbm/cjjgmc/cjjg`); on the wire each is a column of its own.
 */
export const POLICE_COLUMNS: ReadonlyMap<string, string> = new Map([
  ...readTable('police110-columns').flatMap((row) =>
    (row['column'] ?? '').split('/').map((column): [string, string] => [column, row['label_zh'] ?? column]),
  ),
  [UPDATED_AT.column, UPDATED_AT.label],
]);

const shape = Object.fromEntries(
  [...POLICE_COLUMNS.keys()].map((column) => [
    column,
    textColumn(LONG_COLUMNS.has(column) ? NARRATIVE_MAX_CHARACTERS : undefined),
  ]),
);

/** One incident as pushed: every column is text or missing; columns that are not in the table pass by. */
export const PoliceRowSchema = z.object(shape);

/** `bjsj (报警时间)`, as refusals name a column. */
export function policeLabel(column: string): string {
  const label = POLICE_COLUMNS.get(column);
  return label === undefined ? column : `${column} (${label})`;
}
