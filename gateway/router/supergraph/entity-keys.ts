import { isInterfaceType, isObjectType, Kind, type GraphQLSchema } from 'graphql';
import { fieldSet, joinsOf } from './requirements.ts';

/** Names of the fields of each key by which a subgraph finds objects of a type; without those below them. */
export type KeysOf = (subgraph: string, type: string) => readonly ReadonlySet<string>[];

/** @param nameOf a subgraph's name by its value of `join__Graph` */
export function keysOf(whole: GraphQLSchema, nameOf: (graph: string) => string): KeysOf {
  const known = new Map<string, readonly ReadonlySet<string>[]>();
  return (subgraph, typeName) => {
    const place = `${typeName} ${subgraph}`;
    let keys = known.get(place);
    if (keys === undefined) {
      const type = whole.getType(typeName);
      const joins =
        isObjectType(type) || isInterfaceType(type) ? joinsOf(type.astNode?.directives, 'join__type') : [];
      keys = joins.flatMap(({ graph, key, resolvable }) =>
        typeof key === 'string' && resolvable !== false && nameOf(String(graph)) === subgraph
          ? [namesOf(key)]
          : [],
      );
      known.set(place, keys);
    }
    return keys;
  };
}

function namesOf(key: string): ReadonlySet<string> {
  return new Set(
    fieldSet(key).selections.flatMap((selection) =>
      selection.kind === Kind.FIELD ? [selection.name.value] : [],
    ),
  );
}
