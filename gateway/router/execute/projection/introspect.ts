import { executeSync, Kind, type DefinitionNode, type FieldNode } from 'graphql';
import type { PreparedOperation } from '../../prepare/prepared-operation.ts';
import type { Gathered } from '../plan/run.ts';
import type { Collecting } from './collect-fields.ts';
import { introspectionKey } from './compile-projection.ts';
import type { ObjectProjection } from './projection.ts';

/** What graphql-js answers to `__schema` and `__type` of an operation: the planner knows nothing of them. */
export function introspect(
  { schema, variables }: Collecting,
  operation: PreparedOperation,
  root: ObjectProjection,
): Gathered {
  const fields = root.fields.filter(({ definition }) => /^__(?:schema|type)$/.test(definition.name));
  if (fields.length === 0) return {};
  const selections = fields.map(({ node, selected }): FieldNode => {
    const below = selected.flatMap(({ set }) => set.selections);
    // Whether it is asked for at all was decided.
    return { ...node, directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections: below } };
  });
  const definitions = operation.document.definitions.flatMap((definition): DefinitionNode[] => {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) return [definition];
    const isOperation =
      definition.kind === Kind.OPERATION_DEFINITION && definition.selectionSet === operation.selectionSet;
    if (!isOperation) return [];
    return [{ ...definition, selectionSet: { kind: Kind.SELECTION_SET, selections } }];
  });
  const { data } = executeSync({
    schema,
    document: { kind: Kind.DOCUMENT, definitions },
    variableValues: variables,
  });
  return Object.fromEntries(
    fields.map(({ responseKey }) => [introspectionKey(responseKey), data?.[responseKey] ?? null]),
  );
}
