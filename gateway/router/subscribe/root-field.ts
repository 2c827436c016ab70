import { getArgumentValues, Kind, type FieldNode, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';

/** The one root field of a subscription (GraphQL specification 5.2.3) with its arguments as the public schema coerces them. */
export interface RootField {
  readonly name: string;
  readonly responseKey: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Variables that occur in the argument `after` of the root field and nowhere else. */
  readonly cursorVariables: ReadonlySet<string>;
}

/** @throws HubError HUB_BAD_REQUEST when @skip or @include stands at the root field: a subscription that asks for nothing has no stream. */
export function rootFieldOf(
  schema: GraphQLSchema,
  operation: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
): RootField {
  const node = firstField(operation, operation.selectionSet);
  const definition = node === null ? undefined : schema.getSubscriptionType()?.getFields()[node.name.value];
  if (node === null || definition === undefined) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      'a subscription asks for exactly one root field, and not under @skip or @include',
    );
  }
  return {
    name: definition.name,
    responseKey: node.alias?.value ?? definition.name,
    args: getArgumentValues(definition, node, variables),
    cursorVariables: cursorVariablesOf(operation, node),
  };
}

/** Validation has seen to it that there is one. */
function firstField(operation: PreparedOperation, set: SelectionSetNode): FieldNode | null {
  for (const selection of set.selections) {
    if ((selection.directives?.length ?? 0) > 0) return null;
    if (selection.kind === Kind.FIELD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) return firstField(operation, selection.selectionSet);
    const fragment = operation.document.definitions.find(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
    );
    if (fragment?.kind === Kind.FRAGMENT_DEFINITION) return firstField(operation, fragment.selectionSet);
  }
  return null;
}

function cursorVariablesOf(operation: PreparedOperation, root: FieldNode): ReadonlySet<string> {
  const after = root.arguments?.find(({ name }) => name.value === 'after')?.value;
  if (after?.kind !== Kind.VARIABLE) return new Set();
  const name = after.name.value;
  const uses = JSON.stringify(operation.document, (key, value: unknown) =>
    key === 'loc' ? undefined : value,
  ).split(`{"kind":"Variable","name":{"kind":"Name","value":${JSON.stringify(name)}}}`).length;
  // Its definition, and the argument.
  return uses - 1 === 2 ? new Set([name]) : new Set();
}
