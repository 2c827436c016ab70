import { isInterfaceType, isObjectType, isUnionType, type GraphQLSchema } from 'graphql';
import { joinsOf } from './requirements.ts';

/** Unions of which some subgraph knows fewer members than another, and what can be asked of their members where. */
export interface PartialUnions {
  /** Names of the members by the union's name and the subgraph's. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
  knows(subgraph: string, type: string): boolean;
  /** Whether a subgraph answers a field of a type without being told anything of the object. */
  answers(subgraph: string, type: string, field: string): boolean;
}

/** @param nameOf a subgraph's name by its value of `join__Graph` */
export function partialUnionsOf(whole: GraphQLSchema, nameOf: (graph: string) => string): PartialUnions {
  const members = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();
  for (const type of Object.values(whole.getTypeMap())) {
    if (!isUnionType(type)) continue;
    const bySubgraph = new Map<string, Set<string>>();
    for (const { graph, member } of joinsOf(type.astNode?.directives, 'join__unionMember')) {
      const subgraph = nameOf(String(graph));
      bySubgraph.set(subgraph, (bySubgraph.get(subgraph) ?? new Set()).add(String(member)));
    }
    const most = type.getTypes().length;
    if ([...bySubgraph.values()].some(({ size }) => size < most)) members.set(type.name, bySubgraph);
  }
  const isAbout = ({ graph }: Readonly<Record<string, unknown>>, subgraph: string): boolean =>
    nameOf(String(graph)) === subgraph;
  const knows = (subgraph: string, name: string): boolean =>
    joinsOf(whole.getType(name)?.astNode?.directives, 'join__type').some((join) => isAbout(join, subgraph));
  return {
    members,
    knows,
    answers(subgraph, typeName, fieldName) {
      const type = whole.getType(typeName);
      if ((!isObjectType(type) && !isInterfaceType(type)) || !knows(subgraph, typeName)) return false;
      const field = type.getFields()[fieldName];
      if (field === undefined) return false;
      const joins = joinsOf(field.astNode?.directives, 'join__field');
      if (joins.length === 0) return true;
      return joins.some(
        (join) => isAbout(join, subgraph) && NOT_ALWAYS.every((said) => join[said] === undefined),
      );
    },
  };
}

/** What says of a field that its subgraph answers it on conditions only, or not at all. */
const NOT_ALWAYS = ['external', 'usedOverridden', 'overrideLabel', 'requires'];
