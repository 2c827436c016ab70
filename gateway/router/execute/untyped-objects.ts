import {
  isInterfaceType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { isLeftOut } from '../prepare/left-out.ts';

/** Interfaces that some subgraph knows as an object, and all of whose types callers see. */
const known = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

/** To be told once of each public schema, before documents are planned over it. */
export function tellInterfaceObjects(schema: GraphQLSchema, names: ReadonlySet<string>): void {
  known.set(schema, names);
}

/**
 * Whether what is asked of an interface can be answered without knowing of which type the object is: nothing but fields that are the same in
 * all its types. Then a subgraph that knows the interface as an object (`@interfaceObject`), and so no types, answers alone; there may
 * be no other that could tell the type.
 */
export function needsNoType(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  type: GraphQLNamedType | null | undefined,
  sets: readonly SelectionSetNode[],
): type is GraphQLInterfaceType {
  if (!isInterfaceType(type) || known.get(schema)?.has(type.name) !== true) return false;
  const visited = new Set<string>();
  const isPlain = (set: SelectionSetNode): boolean =>
    set.selections.every((selection) => {
      if (isLeftOut(selection)) return true;
      if (selection.kind === Kind.FIELD) return isSameInAll(schema, type, selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return isAbout(type, selection.typeCondition?.name.value) && isPlain(selection.selectionSet);
      }
      const name = selection.name.value;
      if (visited.has(name)) return true;
      visited.add(name);
      const fragment = fragments.get(name);
      return (
        fragment !== undefined &&
        isAbout(type, fragment.typeCondition.name.value) &&
        isPlain(fragment.selectionSet)
      );
    });
  return sets.some(({ selections }) => selections.length > 0) && sets.every(isPlain);
}

function isAbout(type: GraphQLInterfaceType, condition: string | undefined): boolean {
  return condition === undefined || condition === type.name;
}

/** A type may promise more of a field than its interface does: that it is never null. */
function isSameInAll(schema: GraphQLSchema, type: GraphQLInterfaceType, name: string): boolean {
  const field = type.getFields()[name];
  if (field === undefined) return false;
  const said = String(field.type);
  return schema.getPossibleTypes(type).every((one) => String(one.getFields()[name]?.type) === said);
}
