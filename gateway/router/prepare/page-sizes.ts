import { BREAK, Kind, visit, type DocumentNode, type FieldNode } from 'graphql';
import { limitExceeded, type QueryLimits } from './query-limits.ts';

const PAGE_SIZE_ARGUMENTS = new Set(['first', 'last']);

/**
 * Checks page sizes written in the document and names the variables that carry others.
 * @throws HubError HUB_LIMIT_EXCEEDED.
 */
export function pageSizeVariables(document: DocumentNode, limits: QueryLimits): Set<string> {
  const variables = new Set<string>();
  visit(document, {
    Field(field: FieldNode) {
      for (const { name, value } of field.arguments ?? []) {
        if (!PAGE_SIZE_ARGUMENTS.has(name.value)) continue;
        if (value.kind === Kind.VARIABLE) variables.add(value.name.value);
        if (value.kind === Kind.INT && Number(value.value) > limits.maxListSize) {
          throw limitExceeded(limits, 'maxListSize', Number(value.value));
        }
      }
    },
    // Arguments of directives and values within are of no interest here.
    Directive: () => false,
    VariableDefinition: () => false,
    SchemaDefinition: () => BREAK,
  });
  return variables;
}

/** @throws HubError HUB_LIMIT_EXCEEDED. */
export function checkPageSizes(
  names: ReadonlySet<string>,
  coerced: Readonly<Record<string, unknown>>,
  limits: QueryLimits,
): void {
  for (const name of names) {
    const value = coerced[name];
    if (typeof value === 'number' && value > limits.maxListSize) {
      throw limitExceeded(limits, 'maxListSize', value);
    }
  }
}
