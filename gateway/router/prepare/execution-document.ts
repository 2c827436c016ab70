import {
  isAbstractType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
const INTROSPECTION = new Set(['__schema', '__type']);

/**
 * The caller's document as the plan executor needs it:
 * - `__typename` is asked wherever the type is an interface or a union, because completion must know what came;
 * - `__schema` and `__type` at the root become `__typename`: the planner cannot plan them beside data, completion answers them. Directly
 *   below the operation `__typename` goes as well, because router-runtime 1.4 takes `{ __typename ...F }` for mere introspection;
 * - what `@include(if: false)` or `@skip(if: true)` leaves out is gone: the planner fails when nothing else is asked for;
 * - a response key that occurs again in one selection set moves into an inline fragment, because router-runtime 1.4 appends the items of
 *   a list that is selected twice side by side, but merges those of fragments.
 */
export function executionDocumentOf(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  const queryType = schema.getQueryType();
  return visit(
    document,
    visitWithTypeInfo(typeInfo, {
      OperationDefinition: {
        leave(node) {
          const selections = node.selectionSet.selections.filter((selection) => !isOwnField(selection));
          if (selections.length === 0) return undefined;
          return { ...node, selectionSet: { ...node.selectionSet, selections } };
        },
      },
      SelectionSet: {
        // On the way out: what is put in is not visited again.
        leave(node) {
          const parent = typeInfo.getParentType();
          const selections = node.selections
            .filter((selection) => !isLeftOut(selection))
            .map((selection) => (parent === queryType && isIntrospection(selection) ? TYPENAME : selection));
          if (selections.length === 0 || isAbstractType(parent)) selections.unshift(TYPENAME);
          return { ...node, selections: apart(selections) };
        },
      },
    }),
  );
}

function isLeftOut({ directives }: SelectionNode): boolean {
  return (directives ?? []).some(({ name, arguments: given }) => {
    const condition = given?.find((argument) => argument.name.value === 'if')?.value;
    if (condition?.kind !== Kind.BOOLEAN) return false;
    return (name.value === 'skip' && condition.value) || (name.value === 'include' && !condition.value);
  });
}

function isIntrospection(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD && INTROSPECTION.has(selection.name.value);
}

/** `__typename` and its like. */
function isOwnField(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD && selection.name.value.startsWith('__');
}

function apart(selections: readonly SelectionNode[]): SelectionNode[] {
  const seen = new Set<string>();
  return selections.map((selection) => {
    if (selection.kind !== Kind.FIELD) return selection;
    const key = selection.alias?.value ?? selection.name.value;
    if (!seen.has(key)) {
      seen.add(key);
      return selection;
    }
    const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [selection] };
    return { kind: Kind.INLINE_FRAGMENT, selectionSet };
  });
}

/** Whether an operation asks anything of a subgraph: any root field that is not GraphQL's own. */
export function asksSubgraphs(document: DocumentNode, set: SelectionSetNode): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return !selection.name.value.startsWith('__');
    if (selection.kind === Kind.INLINE_FRAGMENT) return asksSubgraphs(document, selection.selectionSet);
    const fragment = document.definitions.find(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION && asksSubgraphs(document, fragment.selectionSet);
  });
}
