/** What a value of a column looks like. Texts of CSV and XML are told by what they spell, values of JSON by their own type; times always by what they spell. */
export const VALUE_KINDS = ['EMPTY', 'NUMBER', 'TIME', 'BOOLEAN', 'TEXT', 'LIST', 'OBJECT'] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

/** How a form of a feed changed: a column that its mapping does not know, one that stopped coming, one whose values changed their kind. */
export const DRIFT_KINDS = ['NEW', 'MISSING', 'RETYPED'] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** Rows one after the other in which something is otherwise than usual; the first of them stands for all. */
export interface Run {
  rows: number;
  recordId: string;
  /** UTC. */
  at: string;
  kind: ValueKind | null;
  sample: string | null;
}

/** One column of a form, as far as it was looked at. Times are UTC. */
export interface ColumnShape {
  name: string;
  firstSeenAt: string;
  lastSeenAt: string;
  /** Rows of the form that were looked at before the column first came. */
  rowsBefore: number;
  /** Rows that have the column, and those of them in which it has a value. */
  rows: number;
  filled: number;
  kinds: Partial<Record<ValueKind, number>>;
  /** Whether the feed's mapping does not know it. */
  unknown: boolean;
  /** Latest rows without the column; null while it comes. */
  absent: Run | null;
  /** Latest values of another kind than usual; null while they are as usual. */
  other: Run | null;
  /** Latest values of the usual kind, counted while a change of kind is open. */
  usualRows: number;
}

/** A change that was found. Times are UTC. */
export interface DriftFinding {
  kind: DriftKind;
  column: string;
  /** When it was found. */
  at: string;
  firstSeenAt: string;
  lastSeenAt: string;
  /** The first record that shows it. */
  recordId: string;
  /** A value reduced to its shape, null for a column that is missing. */
  sample: string | null;
  /** Usual kind of the column's values, and their kind now. */
  was: ValueKind | null;
  now: ValueKind | null;
  /** When it was over (mended, or taken as the new usual); null while it stands. */
  closedAt: string | null;
}

/** What one form of a feed looks like. */
export interface FormShape {
  /** Rows that were looked at: a sample. */
  rows: number;
  columns: ColumnShape[];
  findings: DriftFinding[];
}
