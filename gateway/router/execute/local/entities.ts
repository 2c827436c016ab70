import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  isObjectType,
  parse,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { isThenable } from './local-run.ts';

type ResolveReference = (reference: unknown, context: unknown, info: GraphQLResolveInfo) => unknown;

interface Reference {
  readonly __typename: string;
}

/**
 * `Query._entities` as `@apollo/subgraph` resolves it, but at once where references are resolved at once: its own resolver makes promises of each.
 * Undefined for any other field, and for an `_entities` that somebody resolves in another way.
 */
export function entitiesResolver(
  schema: GraphQLSchema,
  definition: GraphQLField<unknown, unknown>,
): GraphQLFieldResolver<unknown, unknown> | undefined {
  const { resolve } = definition;
  if (definition.name !== '_entities' || resolve === undefined) return undefined;
  if (String(resolve) !== apollosOwn().resolve) return undefined;
  const finders = new Map<string, Finder>();
  return (source, args: { readonly representations: readonly Reference[] }, context, info) =>
    args.representations.map((reference): unknown => {
      const name = reference.__typename;
      let find = finders.get(name);
      if (find === undefined) {
        find = finderOf(schema, name);
        if (find === undefined) {
          const [entity] = resolve(source, { representations: [reference] }, context, info) as unknown[];
          return entity;
        }
        finders.set(name, find);
      }
      return find(reference, context, info);
    });
}

type Finder = (reference: Reference, context: unknown, info: GraphQLResolveInfo) => unknown;

/** Finds entities of an object type; undefined for what is none. */
function finderOf(schema: GraphQLSchema, name: string): Finder | undefined {
  const type = schema.getType(name);
  if (!isObjectType(type)) return undefined;
  const resolveReference = referenceResolver(type);
  if (resolveReference === undefined) return (reference) => withTypename(reference, name);
  return (reference, context, info) => {
    const found = resolveReference(reference, context, info);
    if (!isThenable(found)) return withTypename(found, name);
    return Promise.resolve(found).then((entity) => withTypename(entity, name));
  };
}

function referenceResolver({ extensions }: GraphQLObjectType): ResolveReference | undefined {
  const { apollo } = extensions as { apollo?: { subgraph?: { resolveReference?: ResolveReference } } };
  return apollo?.subgraph?.resolveReference;
}

/** Resolvers may look at the type name of their source. */
function withTypename(entity: unknown, name: string): unknown {
  if (typeof entity !== 'object' || entity === null) return entity;
  if (!('__typename' in entity)) return Object.defineProperty(entity, '__typename', { value: name });
  return entity.__typename === name ? entity : { ...entity, __typename: name };
}

/** Whether a union is the one of all entities as `@apollo/subgraph` tells its types: by the name that `withTypename` has seen to. */
export function isEntityUnion({ name, resolveType }: GraphQLAbstractType): boolean {
  return name === '_Entity' && String(resolveType) === apollosOwn().resolveType;
}

let known: { readonly resolve: string; readonly resolveType: string } | undefined;

/** The texts of the resolvers that `@apollo/subgraph` gives every schema. */
function apollosOwn(): { readonly resolve: string; readonly resolveType: string } {
  if (known === undefined) {
    const sdl = 'type Query { a: Int } type T @key(fields: "id") { id: ID! }';
    const schema = buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
    const { resolveType } = schema.getType('_Entity') as GraphQLAbstractType;
    known = {
      resolve: String(schema.getQueryType()?.getFields()['_entities']?.resolve),
      resolveType: String(resolveType),
    };
  }
  return known;
}
