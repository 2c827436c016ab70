import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  isObjectType,
  parse,
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
  if (String(resolve) !== apolloResolver()) return undefined;
  return (source, args: { readonly representations: readonly Reference[] }, context, info) =>
    args.representations.map((reference): unknown => {
      const type = schema.getType(reference.__typename);
      if (!isObjectType(type)) {
        const [entity] = resolve(source, { representations: [reference] }, context, info) as unknown[];
        return entity;
      }
      const resolveReference = referenceResolver(type);
      const found = resolveReference === undefined ? reference : resolveReference(reference, context, info);
      if (!isThenable(found)) return withTypename(found, type.name);
      return Promise.resolve(found).then((entity) => withTypename(entity, type.name));
    });
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

let known: string | undefined;

/** The text of the resolver that `@apollo/subgraph` gives every schema. */
function apolloResolver(): string {
  if (known === undefined) {
    const sdl = 'type Query { a: Int } type T @key(fields: "id") { id: ID! }';
    const schema = buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
    known = String(schema.getQueryType()?.getFields()['_entities']?.resolve);
  }
  return known;
}
