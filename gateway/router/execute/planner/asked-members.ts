import {
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isObjectType,
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { placeBelow } from '../plan/plan-fetches.ts';
import { fragmentsOf } from '../projection/collect-fields.ts';

/** A field that an operation asks of members of a union. */
export interface AskedOfMembers {
  readonly node: FieldNode;
  /** Object types that it is asked of. */
  readonly types: ReadonlySet<string>;
  /** What stands around it below the union: `@skip` and `@include`. */
  readonly conditions: readonly DirectiveNode[];
}

/** What an operation asks of the unions that not all subgraphs know alike, by the response keys from the root on, with dots between. */
export function askedOfMembers(
  supergraph: Supergraph,
  document: DocumentNode,
  operationName: string | undefined,
): ReadonlyMap<string, readonly AskedOfMembers[]> {
  const { whole, partialUnions } = supergraph;
  const typesUnder = (name: string): ReadonlySet<string> => supergraph.typesUnder(name);
  const asked = new Map<string, AskedOfMembers[]>();
  const operation = getOperationAST(document, operationName);
  const root = operation && whole.getRootType(operation.operation);
  if (operation == null || root == null) return asked;
  const fragments = fragmentsOf(document);

  const walk = (
    set: SelectionSetNode,
    type: GraphQLNamedType,
    place: string,
    types: ReadonlySet<string>,
    conditions: readonly DirectiveNode[],
  ): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        asked.get(place)?.push({ node: selection, types, conditions });
        const named = typeOfField(type, selection);
        if (selection.selectionSet === undefined || named === undefined) continue;
        const at = placeBelow(place, selection);
        if (partialUnions.members.has(named.name) && !asked.has(at)) asked.set(at, []);
        walk(selection.selectionSet, named, at, typesUnder(named.name), []);
        continue;
      }
      const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (inner === undefined) continue;
      const name = inner.typeCondition?.name.value ?? type.name;
      walk(inner.selectionSet, whole.getType(name) ?? type, place, inBoth(types, typesUnder(name)), [
        ...conditions,
        ...(selection.directives ?? []),
      ]);
    }
  };
  walk(operation.selectionSet, root, '', new Set([root.name]), []);
  return asked;
}

export function inBoth(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...one].filter((name) => other.has(name)));
}

export function typeOfField(
  type: GraphQLNamedType | undefined,
  { name }: FieldNode,
): GraphQLNamedType | undefined {
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const found: GraphQLOutputType | undefined = type.getFields()[name.value]?.type;
  return found && getNamedType(found);
}
