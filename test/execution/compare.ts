import { parse } from 'graphql';
import { essenceOf, type Answer } from '../federation/compare.ts';
import type { Operation } from './generate-operation.ts';
import type { OneSchema } from './one-schema.ts';

/**
 * How our answer differs from that of the merged schema; undefined when it does not.
 *
 * Compared, as the GraphQL specification fixes it:
 * - the data byte for byte, the order of keys included (§7.2.2), and so every null;
 * - the places of the nulls that errors made (§6.4.4, "the error is propagated");
 * - an error whose field may be null itself: it is told under that very path, in both;
 * - every path that we tell: it is that of a field that really fails, or is null where none may be.
 *
 * Not compared, as it is left open:
 * - which of several errors below one null is told, and whether more than one is (§6.4.4: "only one error should be added to the errors list per
 *   field"), so the paths of errors that bubbled need only be among those that fail;
 * - the order of errors, and their words: subgraphs word them, and the gateway masks them.
 */
export function differenceOf(
  ours: Answer,
  merged: Answer,
  oneSchema: OneSchema,
  { query, variables }: Operation,
): string | undefined {
  const [one, other] = [JSON.stringify(ours.data), JSON.stringify(merged.data)];
  if (one !== other) return `data:\n  ours   ${one}\n  merged ${other}\n${errorsOf(ours, merged)}`;
  const [mine, theirs] = [essenceOf(ours), essenceOf(merged)];
  for (const part of ['nulls', 'codes'] as const) {
    const [left, right] = [mine[part].join(' '), theirs[part].join(' ')];
    if (left !== right)
      return `${part} by errors:\n  ours   ${left}\n  merged ${right}\n${errorsOf(ours, merged)}`;
  }
  if (ours.errors === undefined) return undefined;
  const faults = oneSchema.faults(parse(query), variables);
  const wrong = ours.errors.find(({ path = [] }) => !faults.has(JSON.stringify(path)));
  if (wrong === undefined) return undefined;
  return `an error at ${JSON.stringify(wrong.path)}, where nothing fails\n${errorsOf(ours, merged)}`;
}

function errorsOf(ours: Answer, merged: Answer): string {
  const told = ({ errors = [] }: Answer): string =>
    errors.map(({ path, message }) => `    ${JSON.stringify(path)} ${message}`).join('\n');
  return `  our errors\n${told(ours)}\n  errors of the merged schema\n${told(merged)}`;
}
