import { findBreakingChanges } from 'graphql';
import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { readSupergraph } from '../router/supergraph/supergraph.ts';
import { readText } from './subgraph-urls.ts';

/** How often fields were asked for. */
export interface FieldUsage {
  /** By schema coordinate. */
  readonly counts: ReadonlyMap<string, number>;
  /** Whether a field that is not there was never asked for; else nobody knows. */
  readonly isComplete: boolean;
}

/** One change that a client could notice. */
export interface BreakingChange {
  readonly description: string;
  /** Times that what changes was asked for; null where the record of usage cannot tell. */
  readonly used: number | null;
}

const CountsSchema = z.array(z.strictObject({ field: z.string().min(1), count: z.number().int().min(0) }));
/** As the subgraph `audit` answers `auditUsage(by: FIELD, first: 100)`. */
const AuditSchema = z.array(z.object({ key: z.string().nullable(), looks: z.number().int().min(0) }));
const AnswerSchema = z.object({ data: z.object({ auditUsage: AuditSchema }) });
const MOST_AUDIT_ROWS = 100;

/**
 * Reads `[{"field": "Type.field", "count": 3}]`, or what a hub answers to `{ auditUsage(by: FIELD, first: 100) { key looks } }`.
 * @throws HubError HUB_CONFIG_INVALID naming the file
 */
export function readUsage(path: string): FieldUsage {
  let content: unknown;
  try {
    content = JSON.parse(readText(path));
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    throw new HubError('HUB_CONFIG_INVALID', `${path} is no JSON: ${String(cause)}`, { cause });
  }
  const answer = AnswerSchema.safeParse(content);
  const rows = AuditSchema.safeParse(answer.success ? answer.data.data.auditUsage : content);
  if (rows.success) {
    const known = rows.data.flatMap(({ key, looks }) => (key === null ? [] : [[key, looks] as const]));
    return { counts: new Map(known), isComplete: rows.data.length < MOST_AUDIT_ROWS };
  }
  const counts = CountsSchema.safeParse(content);
  if (!counts.success) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${path} must be a list like [{"field": "Query.products", "count": 3}], or the answer to auditUsage(by: FIELD): ${z.prettifyError(counts.error)}`,
      { cause: counts.error },
    );
  }
  return { counts: new Map(counts.data.map(({ field, count }) => [field, count])), isComplete: true };
}

/** What a new supergraph breaks of what callers see, each with how often it was asked for. Without a record everything counts as used. */
export function breakingChanges(before: string, after: string, usage: FieldUsage | null): BreakingChange[] {
  const changes = findBreakingChanges(
    readSupergraph(before).publicSchema,
    readSupergraph(after).publicSchema,
  );
  return changes.map(({ description }) => ({
    description,
    used: usage === null ? null : timesUsed(description, usage),
  }));
}

/** Whether a change must stop: it breaks what somebody asks for, or nobody knows. */
export function breaksSomebody({ used }: BreakingChange): boolean {
  return used !== 0;
}

/** graphql-js names the field, or the type, that a change is about. */
function timesUsed(description: string, { counts, isComplete }: FieldUsage): number | null {
  const [coordinate] = /[_A-Za-z]\w*\.[_A-Za-z]\w*/.exec(description) ?? [];
  if (coordinate !== undefined) return counts.get(coordinate) ?? (isComplete ? 0 : null);
  const [, type] = /^([_A-Za-z]\w*) (?:was removed\.|changed from)/.exec(description) ?? [];
  if (type === undefined) return null;
  const of = [...counts].flatMap(([field, count]) => (field.startsWith(`${type}.`) ? [count] : []));
  // Enums, scalars and inputs have no fields that the audit counts.
  return of.length === 0 ? null : of.reduce((sum, count) => sum + count, 0);
}
