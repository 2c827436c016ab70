import type { DisputeOrder, ExportList } from '../../vocabulary/enums.ts';
import type { CreateExportVariables } from './exports.ts';

type Input = CreateExportVariables['input'];

/** A list as a page shows it, with what it is asked by. */
export interface ExportSource {
  readonly list: ExportList;
  readonly rows: Pick<Input, 'disputes' | 'search' | 'linkReviews' | 'auditEntries'>;
}

/** Disputes by a filter and in an order. */
export function disputesSource(
  filter: Readonly<Record<string, unknown>>,
  orderBy: DisputeOrder = 'LAST_ACTIVITY_DESC',
): ExportSource {
  return { list: 'DISPUTES', rows: { disputes: { filter, orderBy } } };
}

/** Records that a search finds. */
export function searchSource(query: string): ExportSource {
  return { list: 'SEARCH', rows: { search: { query } } };
}
