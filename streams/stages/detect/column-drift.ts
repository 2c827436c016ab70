import type {
  ColumnShape,
  DriftFinding,
  FormShape,
  ValueKind,
} from '../../../schema/canonical/form-shape.ts';
import { kindOf, sampleOf } from './value-shape.ts';

/** One row that is looked at. */
export interface ObservedRow {
  readonly recordId: string;
  readonly columns: Readonly<Record<string, unknown>>;
  /** Whether the feed's mapping does not know a column of this name. */
  readonly isUnknown: (column: string) => boolean;
  /** Whether the form knows only texts: CSV, XML. */
  readonly textual: boolean;
  /** UTC. */
  readonly at: string;
}

/** Rows with a column before anything is said of its absence or its kind. */
const LEARNED_ROWS = 200;
/** Values before their kind is called usual. */
const LEARNED_VALUES = 50;
/** Share of rows from which a column counts as always there, and of values from which their kind counts as the usual one. */
const STEADY_SHARE = 0.995;
const USUAL_SHARE = 0.98;
/** Rows in a row without a column, in a form whose rows all have the same columns; and in one that leaves out what is empty. */
const MISSING_ROWS_FIXED = 30;
const MISSING_ROWS_LOOSE = 1_000;
const FIXED_SHARE = 0.99;
const RETYPED_VALUES = 30;
/** An unknown column that has not come for so many rows is gone again. */
const GONE_ROWS = 1_000;
const ADOPTED_AFTER_MS = 35 * 86_400_000;
/** A source that makes up names must not fill the store. */
const MOST_COLUMNS = 400;
const MOST_FINDINGS = 100;

export const EMPTY_SHAPE: FormShape = { rows: 0, columns: [], findings: [] };

/**
 * Looks at more rows of a form: gives its shape anew, with what changed. Pure.
 *
 * NEW: a column that the feed's mapping does not know, at its first row. MISSING: a column that was in 99.5 % of at least 200 rows and is in
 * none of the last 30; a form that leaves out what is empty (JSON without nulls) gives no sign in 30 rows, so there it is 1,000, and never
 * for columns that come and go. RETYPED: a column of whose values 98 % had one kind (at least 50; empty ones do not count) and the last 30
 * another. A finding is closed when things are as before, or after 35 days, when what is new becomes the usual.
 */
export function observe(shape: FormShape, rows: readonly ObservedRow[], now: Date): FormShape {
  const next = structuredClone(shape);
  const byName = new Map(next.columns.map((column) => [column.name, column]));
  for (const row of rows) {
    for (const [name, value] of Object.entries(row.columns)) {
      seen(next, byName, row, name, value);
    }
    next.rows += 1;
    for (const column of next.columns) {
      if (!Object.hasOwn(row.columns, column.name)) notSeen(next, column, row);
    }
  }
  adoptOld(next, now);
  if (next.findings.length > MOST_FINDINGS) next.findings = latest(next.findings);
  return next;
}

function seen(
  shape: FormShape,
  byName: Map<string, ColumnShape>,
  row: ObservedRow,
  name: string,
  value: unknown,
): void {
  const kind = kindOf(value, row.textual);
  const unknown = row.isUnknown(name);
  let column = byName.get(name);
  if (column === undefined) {
    if (shape.columns.length >= MOST_COLUMNS) return;
    column = newColumn(name, shape.rows, row, unknown);
    byName.set(name, column);
    shape.columns.push(column);
    if (unknown) found(shape, column, row, { kind: 'NEW', now: kind, sample: sampleOf(value) });
  } else if (unknown && (column.absent?.rows ?? 0) >= GONE_ROWS) {
    found(shape, column, row, { kind: 'NEW', now: kind, sample: sampleOf(value) });
  }
  if (!unknown) close(shape, name, 'NEW', row.at);
  close(shape, name, 'MISSING', row.at);
  column.unknown = unknown;
  column.absent = null;
  column.lastSeenAt = row.at;
  column.rows += 1;
  for (const finding of shape.findings) {
    if (finding.column === name && finding.closedAt === null && finding.kind === 'NEW') {
      finding.lastSeenAt = row.at;
    }
  }
  if (kind !== 'EMPTY') filled(shape, column, row, kind, value);
  column.kinds[kind] = (column.kinds[kind] ?? 0) + 1;
}

function newColumn(name: string, rowsBefore: number, row: ObservedRow, unknown: boolean): ColumnShape {
  return {
    name,
    firstSeenAt: row.at,
    lastSeenAt: row.at,
    rowsBefore,
    rows: 0,
    filled: 0,
    kinds: {},
    unknown,
    absent: null,
    other: null,
    usualRows: 0,
  };
}

/** Counts a value that is there, and tells a change of its kind. */
function filled(
  shape: FormShape,
  column: ColumnShape,
  row: ObservedRow,
  kind: ValueKind,
  value: unknown,
): void {
  const usual = usualKind(column);
  column.filled += 1;
  if (usual === null || kind === usual) {
    column.other = null;
    column.usualRows += 1;
    if (column.usualRows >= RETYPED_VALUES) close(shape, column.name, 'RETYPED', row.at);
    return;
  }
  column.usualRows = 0;
  column.other ??= { rows: 0, recordId: row.recordId, at: row.at, kind, sample: sampleOf(value) };
  column.other.rows += 1;
  const open = openFinding(shape, column.name, 'RETYPED');
  if (open !== undefined) open.lastSeenAt = row.at;
  else if (column.other.rows === RETYPED_VALUES) {
    const { recordId, at, kind: otherKind, sample } = column.other;
    add(shape, {
      kind: 'RETYPED',
      column: column.name,
      at: row.at,
      firstSeenAt: at,
      lastSeenAt: row.at,
      recordId,
      sample,
      was: usual,
      now: otherKind,
    });
  }
}

/** Kind of nearly all values before the present run of others, or null while too few are known or they are mixed. */
function usualKind({ kinds, filled: values, other }: ColumnShape): ValueKind | null {
  const before = values - (other?.rows ?? 0);
  if (before < LEARNED_VALUES) return null;
  for (const [kind, count] of Object.entries(kinds)) {
    const inRun = kind === other?.kind ? other.rows : 0;
    if (kind !== 'EMPTY' && count - inRun >= USUAL_SHARE * before) return kind as ValueKind;
  }
  return null;
}

function notSeen(shape: FormShape, column: ColumnShape, row: ObservedRow): void {
  column.absent ??= { rows: 0, recordId: row.recordId, at: row.at, kind: null, sample: null };
  column.absent.rows += 1;
  if (column.unknown) {
    if (column.absent.rows === GONE_ROWS) close(shape, column.name, 'NEW', row.at);
    return;
  }
  if (column.absent.rows < MISSING_ROWS_FIXED || column.rows < LEARNED_ROWS) return;
  if (openFinding(shape, column.name, 'MISSING') !== undefined) return;
  if (column.absent.rows < (isFixed(shape) ? MISSING_ROWS_FIXED : MISSING_ROWS_LOOSE)) return;
  const before = shape.rows - column.rowsBefore - column.absent.rows;
  if (column.rows < STEADY_SHARE * before) return;
  add(shape, {
    kind: 'MISSING',
    column: column.name,
    at: row.at,
    firstSeenAt: column.firstSeenAt,
    lastSeenAt: column.lastSeenAt,
    recordId: column.absent.recordId,
    sample: null,
    was: usualKind(column),
    now: null,
  });
}

/** Whether the rows of a form all have the same columns. Those that are known to be missing, or unknown, do not count. */
function isFixed(shape: FormShape): boolean {
  let present = 0;
  let possible = 0;
  for (const column of shape.columns) {
    if (column.unknown || openFinding(shape, column.name, 'MISSING') !== undefined) continue;
    present += column.rows;
    possible += shape.rows - column.rowsBefore - (column.absent?.rows ?? 0);
  }
  return present >= FIXED_SHARE * possible;
}

function found(
  shape: FormShape,
  column: ColumnShape,
  row: ObservedRow,
  what: Pick<DriftFinding, 'kind' | 'now' | 'sample'>,
): void {
  if (openFinding(shape, column.name, what.kind) !== undefined) return;
  const { recordId, at } = row;
  add(shape, { ...what, column: column.name, at, firstSeenAt: at, lastSeenAt: at, recordId, was: null });
}

function add(shape: FormShape, finding: Omit<DriftFinding, 'closedAt'>): void {
  shape.findings.push({ ...finding, closedAt: null });
}

function openFinding(shape: FormShape, column: string, kind: DriftFinding['kind']): DriftFinding | undefined {
  return shape.findings.find(
    (finding) => finding.closedAt === null && finding.kind === kind && finding.column === column,
  );
}

function close(shape: FormShape, column: string, kind: DriftFinding['kind'], at: string): void {
  const open = openFinding(shape, column, kind);
  if (open !== undefined) open.closedAt = at;
}

/** What has stood for 35 days is the new usual. */
function adoptOld(shape: FormShape, now: Date): void {
  for (const finding of shape.findings) {
    if (finding.closedAt !== null || now.getTime() - Date.parse(finding.at) < ADOPTED_AFTER_MS) continue;
    finding.closedAt = now.toISOString();
    const column = shape.columns.find(({ name }) => name === finding.column);
    if (finding.kind === 'MISSING') {
      shape.columns = shape.columns.filter((other) => other !== column);
    } else if (finding.kind === 'RETYPED' && column !== undefined) {
      column.filled = column.other?.rows ?? 0;
      column.kinds = column.other?.kind == null ? {} : { [column.other.kind]: column.filled };
      column.other = null;
    }
  }
}

/** The findings that stand, then the latest of the others. */
function latest(findings: readonly DriftFinding[]): DriftFinding[] {
  const order = findings.toSorted((one, other) => {
    if ((one.closedAt === null) !== (other.closedAt === null)) return one.closedAt === null ? -1 : 1;
    return one.at < other.at ? 1 : -1;
  });
  return order.slice(0, MOST_FINDINGS);
}
