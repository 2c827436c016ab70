import { isInterfaceType, Kind, type ConstDirectiveNode, type GraphQLSchema } from 'graphql';

/**
 * Interfaces that each subgraph knows as one object type (`@interfaceObject`), by the subgraph's name: it has never heard of the types that
 * implement them.
 * @param whole the supergraph, with its `@join__type`
 * @param nameOf a subgraph's name by its value of `join__Graph`
 */
export function interfaceObjectsOf(
  whole: GraphQLSchema,
  nameOf: (graph: string) => string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const bySubgraph = new Map<string, Set<string>>();
  for (const type of Object.values(whole.getTypeMap())) {
    if (!isInterfaceType(type)) continue;
    for (const directive of type.astNode?.directives ?? []) {
      const graph = graphOfObject(directive);
      if (graph === undefined) continue;
      const types = bySubgraph.get(nameOf(graph)) ?? new Set();
      bySubgraph.set(nameOf(graph), types.add(type.name));
    }
  }
  return bySubgraph;
}

function graphOfObject({ name, arguments: given = [] }: ConstDirectiveNode): string | undefined {
  if (name.value !== 'join__type') return undefined;
  const value = (key: string) => given.find((argument) => argument.name.value === key)?.value;
  const isObject = value('isInterfaceObject');
  const graph = value('graph');
  if (isObject?.kind !== Kind.BOOLEAN || !isObject.value || graph?.kind !== Kind.ENUM) return undefined;
  return graph.value;
}

/** Those of them of which no type is hidden from callers: an object of a hidden type would have to be known as one. */
export function withoutHiddenTypes(
  whole: GraphQLSchema,
  publicSchema: GraphQLSchema,
  bySubgraph: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const countIn = (schema: GraphQLSchema, name: string): number | undefined => {
    const type = schema.getType(name);
    return isInterfaceType(type) ? schema.getPossibleTypes(type).length : undefined;
  };
  const names = [...bySubgraph.values()].flatMap((types) => [...types]);
  return new Set(names.filter((name) => countIn(whole, name) === countIn(publicSchema, name)));
}

/** Names of all fields of the interfaces that some subgraph knows as an object. */
export function fieldsOfInterfaceObjects(
  whole: GraphQLSchema,
  bySubgraph: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const types = [...bySubgraph.values()].flatMap((names) => [...names]).map((name) => whole.getType(name));
  return new Set(types.flatMap((type) => (isInterfaceType(type) ? Object.keys(type.getFields()) : [])));
}
