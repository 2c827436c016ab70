import {
  buildSchema,
  execute,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  print,
  visit,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { Federation } from './model.ts';
import { World, type Thing } from './world.ts';

/** The merged schema over the same world, executed by graphql-js: what an answer must be. */
export interface OneSchema {
  readonly schema: GraphQLSchema;
  execute(document: DocumentNode, variables: Readonly<Record<string, unknown>>): ExecutionResult;
  /**
   * Paths of all faults that an operation can meet, also of those that §6.4.4 of the specification lets an executor pass over because another
   * null took their place: found by a schema in which everything may be null.
   */
  faults(document: DocumentNode, variables: Readonly<Record<string, unknown>>): ReadonlySet<string>;
}

/** @param publicSdl the merged schema as composition tells it, not as the gateway makes it of the supergraph */
export function oneSchemaOf(federation: Federation, publicSdl: string): OneSchema {
  const schema = buildSchema(publicSdl, { assumeValidSDL: true });
  const lenient = buildSchema(print(withoutNonNull(parse(publicSdl))), { assumeValidSDL: true });
  const found = new Set<string>();
  const resolverFor =
    (world: World): GraphQLFieldResolver<Thing | undefined, unknown> =>
    (source, args: Record<string, unknown>, _context, { parentType, fieldName }) => {
      const spec = federation.specs.get(`${parentType.name}.${fieldName}`);
      if (spec === undefined) throw new Error(`the world does not know ${parentType.name}.${fieldName}`);
      return world.value(spec, source ?? { __typename: parentType.name, id: parentType.name }, args);
    };
  const run = (
    over: GraphQLSchema,
    document: DocumentNode,
    variableValues: Readonly<Record<string, unknown>>,
    fieldResolver: GraphQLFieldResolver<Thing | undefined, unknown>,
  ): ExecutionResult => {
    const result = execute({ schema: over, document, variableValues, fieldResolver });
    if (result instanceof Promise) throw new Error('the world answers at once');
    return result;
  };
  return {
    schema,
    execute: (document, variables) => run(schema, document, variables, resolverFor(new World(federation))),
    faults(document, variables) {
      found.clear();
      const resolve = resolverFor(new World(federation));
      const result = run(lenient, document, variables, (source: Thing | undefined, args, context, info) => {
        const value: unknown = resolve(source, args, context, info);
        const type = schema.getType(info.parentType.name);
        const field = isObjectType(type) ? type.getFields()[info.fieldName] : undefined;
        const path: (string | number)[] = [];
        for (let at: typeof info.path | undefined = info.path; at !== undefined; at = at.prev)
          path.unshift(at.key);
        if (field !== undefined) collectNulls(value, field.type, path, found);
        return value;
      });
      for (const { path = [] } of result.errors ?? []) found.add(JSON.stringify(path));
      return new Set(found);
    },
  };
}

function collectNulls(
  value: unknown,
  type: unknown,
  path: readonly (string | number)[],
  into: Set<string>,
): void {
  if (value === null && isNonNullType(type)) into.add(JSON.stringify(path));
  if (!Array.isArray(value)) return;
  const list = (isNonNullType(type) ? type.ofType : type) as { ofType: unknown };
  for (const [index, item] of (value as unknown[]).entries()) {
    collectNulls(item, list.ofType, [...path, index], into);
  }
}

/** Output types alone: arguments stay as they are. */
function withoutNonNull(document: DocumentNode): DocumentNode {
  return visit(document, {
    InputValueDefinition: () => false,
    NonNullType: { leave: (node) => node.type },
    ObjectTypeDefinition: { enter: (node) => (node.name.value.startsWith('__') ? false : undefined) },
    [Kind.DIRECTIVE_DEFINITION]: { enter: () => false },
  });
}
