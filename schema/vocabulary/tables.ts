import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

type Row = Readonly<Record<string, string>>;

/** Rows of one code table in `schema/vocabulary/tables`, keyed by its header. */
export function readTable(name: string): readonly Row[] {
  const url = new URL(`tables/${name}.csv`, import.meta.url);
  return parse(readFileSync(url), { columns: true, bom: true });
}

/** One code of a feed's own table. `status` says how sure it is: `seen-in-a-public-source`, `recalled-unverified`, `proposal`. */
export interface FeedCode {
  readonly code: string;
  readonly label: string;
  readonly enumName: string;
  readonly status: string;
}

const FEED_CODES: ReadonlyMap<string, readonly FeedCode[]> = Map.groupBy(
  readTable('feed-codes').map((row) => ({
    table: row['table'] ?? '',
    code: row['code'] ?? '',
    label: row['label_zh'] ?? '',
    enumName: row['enum'] ?? '',
    status: row['status'] ?? '',
  })),
  (row) => row.table,
);

/** A feed's code table by name, e.g. `police.status`; empty when there is none. */
export function feedCodes(table: string): readonly FeedCode[] {
  return FEED_CODES.get(table) ?? [];
}

/** A class of GB/T 31000-2015 table 91: 2 digits for the 17 classes, 4 for the 78 sub-classes. */
export interface DisputeCategory {
  readonly code: string;
  readonly parent: string | null;
  readonly labelZh: string;
  readonly enumName: string;
}

export const DISPUTE_CATEGORIES: ReadonlyMap<string, DisputeCategory> = new Map(
  readTable('dispute-category').map((row) => [
    row['code'] ?? '',
    {
      code: row['code'] ?? '',
      parent: row['parent'] === '' ? null : (row['parent'] ?? null),
      labelZh: row['label_zh'] ?? '',
      enumName: row['enum'] ?? '',
    },
  ]),
);

/** A way of settling a dispute of GB/T 31000-2015 table 93 (化解方式): 2 digits for a class, 4 for a sub-class. */
export interface ResolutionMethod {
  readonly code: string;
  readonly labelZh: string;
  readonly enumName: string;
}

export const RESOLUTION_METHODS: ReadonlyMap<string, ResolutionMethod> = new Map(
  readTable('resolution-method').map((row) => [
    row['code'] ?? '',
    { code: row['code'] ?? '', labelZh: row['label_zh'] ?? '', enumName: row['enum'] ?? '' },
  ]),
);
