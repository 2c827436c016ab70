import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { placeBelow, responseKeyOf, type Places } from '../plan/plan-fetches.ts';
import { fragmentsOf } from '../projection/collect-fields.ts';
import { inBoth, typeOfField } from './asked-members.ts';

/** Where a field of a fetch stands. */
export interface Where {
  /** Of its object: response keys from the root of the answer on, with dots between. */
  readonly places: readonly string[];
  /** Object types of which it is asked, where that is said. */
  readonly types: ReadonlySet<string> | undefined;
}

/** @param type of the field, without lists and nulls; undefined where the supergraph has none, as for `_entities` */
export type MapField = (field: FieldNode, type: GraphQLNamedType | undefined, where: Where) => FieldNode;

/**
 * A fetch's document with each field as `map` makes it, those below first; the same document when all stay the same. Named fragments in which
 * something changes are written out where they are spread.
 */
export function mapFields(
  supergraph: Pick<Supergraph, 'whole' | 'typesUnder'>,
  document: DocumentNode,
  places: Places,
  map: MapField,
): DocumentNode {
  const { whole } = supergraph;
  const fragments = fragmentsOf(document);

  const inSet = (
    set: SelectionSetNode,
    type: GraphQLNamedType | undefined,
    where: Where,
  ): SelectionSetNode => {
    const selections = set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FIELD) return inField(selection, type, where);
      const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (inner === undefined) return selection;
      const { typeCondition, selectionSet } = inner;
      const name = typeCondition?.name.value;
      const under = name === undefined ? where.types : supergraph.typesUnder(name);
      const types = under && (where.types === undefined ? under : inBoth(where.types, under));
      const below = inSet(selectionSet, name === undefined ? type : whole.getType(name), { ...where, types });
      if (below === selectionSet) return selection;
      const { directives = [] } = selection;
      return {
        kind: Kind.INLINE_FRAGMENT,
        directives,
        selectionSet: below,
        ...(typeCondition === undefined ? {} : { typeCondition }),
      };
    });
    return selections.every((one, index) => one === set.selections[index]) ? set : { ...set, selections };
  };

  const inField = (node: FieldNode, type: GraphQLNamedType | undefined, where: Where): FieldNode => {
    const named = typeOfField(type, node);
    const below = where.places.map((place) => placeBelow(place, node));
    return map(
      withBelow(node, (set) => inSet(set, named, { places: below, types: undefined })),
      named,
      where,
    );
  };

  const definitions = document.definitions.map((one) => {
    if (one.kind !== Kind.OPERATION_DEFINITION) return one;
    const root = whole.getRootType(one.operation) ?? undefined;
    return withBelow(one, (set) => {
      const selections = set.selections.flatMap((selection): readonly SelectionNode[] => {
        const isField = selection.kind === Kind.FIELD;
        const about = isField ? places.get(responseKeyOf(selection)) : undefined;
        if (isField && about !== undefined) {
          return [
            withBelow(selection, (inner) => inSet(inner, undefined, { places: about, types: undefined })),
          ];
        }
        return inSet({ ...set, selections: [selection] }, root, { places: [''], types: undefined })
          .selections;
      });
      return selections.every((one, index) => one === set.selections[index]) ? set : { ...set, selections };
    });
  });
  return definitions.every((one, index) => one === document.definitions[index])
    ? document
    : { ...document, definitions };
}

function withBelow<Node extends { readonly selectionSet?: SelectionSetNode | undefined }>(
  node: Node,
  map: (set: SelectionSetNode) => SelectionSetNode,
): Node {
  if (node.selectionSet === undefined) return node;
  const selectionSet = map(node.selectionSet);
  return selectionSet === node.selectionSet ? node : { ...node, selectionSet };
}
