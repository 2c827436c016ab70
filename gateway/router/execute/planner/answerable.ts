import {
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { typeOfField } from './asked-members.ts';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * A field with all below it as one subgraph alone can answer it, without named fragments; undefined when it needs others. Of types that the subgraph
 * does not know nothing is asked: its objects are of none of them.
 */
export function answerable(
  { whole, partialUnions }: Pick<Supergraph, 'whole' | 'partialUnions'>,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  subgraph: string,
  typeName: string,
  field: FieldNode,
): FieldNode | undefined {
  const fieldOf = (node: FieldNode, type: GraphQLNamedType | undefined): FieldNode | undefined => {
    if (node.name.value === '__typename') return node;
    if (type === undefined || !partialUnions.answers(subgraph, type.name, node.name.value)) return undefined;
    if (node.selectionSet === undefined) return node;
    const selectionSet = setOf(node.selectionSet, typeOfField(type, node));
    return selectionSet && { ...node, selectionSet };
  };
  const setOf = (set: SelectionSetNode, type: GraphQLNamedType | undefined): SelectionSetNode | undefined => {
    const selections: SelectionNode[] = [];
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const found = fieldOf(selection, type);
        if (found === undefined) return undefined;
        selections.push(found);
        continue;
      }
      const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = inner?.typeCondition;
      const under = condition === undefined ? type : whole.getType(condition.name.value);
      if (inner === undefined || under === undefined || !partialUnions.knows(subgraph, under.name)) continue;
      const selectionSet = setOf(inner.selectionSet, under);
      if (selectionSet === undefined) return undefined;
      const { directives = [] } = selection;
      selections.push({
        kind: Kind.INLINE_FRAGMENT,
        directives,
        selectionSet,
        ...(condition === undefined ? {} : { typeCondition: condition }),
      });
    }
    return { ...set, selections: selections.length === 0 ? [TYPENAME] : selections };
  };
  return fieldOf(field, whole.getType(typeName));
}
