import {
  isObjectType,
  Kind,
  parse,
  type ConstDirectiveNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** What a subgraph must be told of an object before it can answer one of its fields (`@requires`). */
export interface Requirement {
  /** The only subgraph that answers the field, as composed. */
  readonly subgraph: string;
  /** A key by which it finds the object. */
  readonly key: SelectionSetNode;
  readonly requires: SelectionSetNode;
}

/** The requirement of a field of a type; undefined where it has none, or more than one subgraph may answer it. */
export type RequirementOf = (type: GraphQLNamedType, field: string) => Requirement | undefined;

/** @param nameOf a subgraph's name by its value of `join__Graph` */
export function requirementsOf(whole: GraphQLSchema, nameOf: (graph: string) => string): RequirementOf {
  const known = new Map<string, Requirement | undefined>();
  return (type, field) => {
    const coordinate = `${type.name}.${field}`;
    if (!known.has(coordinate)) known.set(coordinate, read(whole, type.name, field, nameOf));
    return known.get(coordinate);
  };
}

function read(
  whole: GraphQLSchema,
  typeName: string,
  field: string,
  nameOf: (graph: string) => string,
): Requirement | undefined {
  const type = whole.getType(typeName);
  if (!isObjectType(type)) return undefined;
  const joins = joinsOf(type.getFields()[field]?.astNode?.directives, 'join__field').filter(
    (join) => join['external'] !== true && join['usedOverridden'] !== true,
  );
  const [join] = joins;
  if (join === undefined || joins.length > 1 || join['overrideLabel'] !== undefined) return undefined;
  const { graph, requires } = join;
  const found = joinsOf(type.astNode?.directives, 'join__type').find(
    (one) => one['graph'] === graph && typeof one['key'] === 'string' && one['resolvable'] !== false,
  );
  if (typeof requires !== 'string' || typeof found?.['key'] !== 'string') return undefined;
  return {
    subgraph: nameOf(String(graph)),
    key: fieldSet(found['key']),
    requires: fieldSet(requires),
  };
}

/** Arguments of all `@join__…` of one name. */
export function joinsOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): Readonly<Record<string, unknown>>[] {
  return (directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(
        given.map((argument) => [
          argument.name.value,
          'value' in argument.value ? argument.value.value : undefined,
        ]),
      ),
    );
}

/** A field set as `@key` and `@requires` have it. */
export function fieldSet(text: string): SelectionSetNode {
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no field set: ${text}`);
  return definition.selectionSet;
}
