import {
  Kind,
  OperationTypeNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';

/**
 * The documents to plan for one operation: its own, and of a mutation one for each root field. §6.2.2 of the GraphQL specification executes those
 * one after the other, each with all that is selected below it, while a plan for all of them reads of the first what the second has changed already.
 */
export function rootFieldDocuments(schema: GraphQLSchema, operation: PreparedOperation): DocumentNode[] {
  const { executionDocument, operationName, operationType } = operation;
  if (operationType !== OperationTypeNode.MUTATION) return [executionDocument];
  const definition = executionDocument.definitions.find(
    (node): node is OperationDefinitionNode =>
      node.kind === Kind.OPERATION_DEFINITION &&
      (operationName === undefined || node.name?.value === operationName),
  );
  if (definition === undefined) return [executionDocument];
  const fragments = executionDocument.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return rootFields(executionDocument, definition.selectionSet).map((selections) => ({
    kind: Kind.DOCUMENT,
    definitions: [
      { ...definition, selectionSet: { kind: Kind.SELECTION_SET, selections } },
      ...fragments.filter((fragment) => fragment.typeCondition.name.value !== schema.getMutationType()?.name),
    ],
  }));
}

/** Occurrences of root fields by response key, in the order in which they are first met. */
function rootFields(document: DocumentNode, set: SelectionSetNode): SelectionNode[][] {
  const byKey = new Map<string, SelectionNode[]>();
  const collect = (from: SelectionSetNode, conditions: readonly (readonly DirectiveNode[])[]): void => {
    for (const selection of from.selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value === '__typename') continue;
        const key = selection.alias?.value ?? selection.name.value;
        const occurrences = byKey.get(key) ?? [];
        occurrences.push(under(selection, conditions));
        byKey.set(key, occurrences);
        continue;
      }
      const directives = selection.directives ?? [];
      const below = directives.length === 0 ? conditions : [...conditions, directives];
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, below);
      else {
        const fragment = document.definitions.find(
          (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === selection.name.value,
        );
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION) collect(fragment.selectionSet, below);
      }
    }
  };
  collect(set, []);
  return [...byKey.values()];
}

/** The field within the conditions of the fragments that it stood in. */
function under(field: FieldNode, conditions: readonly (readonly DirectiveNode[])[]): SelectionNode {
  return conditions.toReversed().reduce<SelectionNode>(
    (inner, directives): InlineFragmentNode => ({
      kind: Kind.INLINE_FRAGMENT,
      directives: [...directives],
      selectionSet: { kind: Kind.SELECTION_SET, selections: [inner] },
    }),
    field,
  );
}
