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
import { planKeyOf } from '../execute/plan-key.ts';
import { fragmentsOf } from '../execute/projection/collect-fields.ts';
import { needsNoType } from '../execute/untyped-objects.ts';
import { isLeftOut } from './left-out.ts';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
const INTROSPECTION = new Set(['__schema', '__type']);

/**
 * The caller's document as it is planned:
 * - fields go by the plan's own keys instead of the caller's aliases (`planKeyOf`);
 * - `__typename` is asked wherever the type is an interface or a union, because completion must know what came, unless it need not (`needsNoType`);
 * - `__schema` and `__type` at the root become `__typename`: the planner cannot plan them beside data, completion answers them;
 * - what `@include(if: false)` or `@skip(if: true)` leaves out is gone: the planner fails when nothing else is asked for.
 */
export function executionDocumentOf(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  const queryType = schema.getQueryType();
  const fragments = fragmentsOf(document);
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
      Field: {
        leave(node) {
          const definition = typeInfo.getFieldDef();
          if (definition == null) return undefined;
          const name = node.name.value;
          const key = name.startsWith('__') ? name : planKeyOf(schema, definition, node);
          const { kind, name: field, arguments: args = [], directives = [], selectionSet } = node;
          return {
            kind,
            name: field,
            arguments: args,
            directives,
            ...(key === name ? {} : { alias: { kind: Kind.NAME, value: key } }),
            ...(selectionSet === undefined ? {} : { selectionSet }),
          } satisfies FieldNode;
        },
      },
      SelectionSet: {
        // On the way out: what is put in is not visited again.
        leave(node) {
          const parent = typeInfo.getParentType();
          const selections = node.selections
            .filter((selection) => !isLeftOut(selection))
            .map((selection) => (parent === queryType && isIntrospection(selection) ? TYPENAME : selection));
          const set = { ...node, selections };
          const isUntyped = needsNoType(schema, fragments, parent, [set]);
          if (selections.length === 0 || (isAbstractType(parent) && !isUntyped)) selections.unshift(TYPENAME);
          return set;
        },
      },
    }),
  );
}

function isIntrospection(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD && INTROSPECTION.has(selection.name.value);
}

/** `__typename` and its like. */
function isOwnField(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD && selection.name.value.startsWith('__');
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
