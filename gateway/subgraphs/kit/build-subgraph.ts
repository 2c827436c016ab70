import { buildSubgraphSchema } from '@apollo/subgraph';
import { addResolversToSchema } from '@graphql-tools/schema';
import { parse } from 'graphql';
import type { ScopedStore } from '../../access/door.ts';
import { subgraphSdl } from '../../../schema/subgraphs/subgraph-sdl.ts';
import { clientErrors } from './client-error.ts';
import { scalarResolvers } from './scalars.ts';
import type { ReferenceResolver, Subgraph, SubgraphContext, SubgraphResolvers } from './subgraph.ts';
import { vocabularyResolvers } from './vocabulary.ts';

interface SubgraphDefinition<Loaders> {
  readonly name: string;
  readonly resolvers: SubgraphResolvers<Loaders>;
  /** By entity type. */
  readonly references: Readonly<Record<string, ReferenceResolver<Loaders>>>;
  /** Makes the DataLoaders of one request. */
  readonly loadersFor: (store: ScopedStore) => Loaders;
}

/**
 * Builds a subgraph from `schema/subgraphs/<name>.graphql` and its resolvers. A resolver for a field that the SDL does not have is an
 * error at start. What resolvers throw reaches clients as GraphQL errors with a HUB_… code and without internals.
 */
export function buildSubgraph<Loaders>(definition: SubgraphDefinition<Loaders>): Subgraph {
  const { name, resolvers, references, loadersFor } = definition;
  const federated = buildSubgraphSchema([
    { typeDefs: parse(subgraphSdl(name)), resolvers: referenceMap(references) },
  ]);
  const schema = addResolversToSchema({
    schema: federated,
    resolvers: { ...guarded(resolvers), ...scalarResolvers, ...vocabularyResolvers },
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
    inheritResolversFromInterfaces: false,
  });
  return {
    name,
    schema,
    contextFor: (caller, store): SubgraphContext<Loaders> => ({
      caller,
      store,
      loaders: loadersFor(store),
      now: new Date(),
    }),
  };
}

function guarded<Loaders>(resolvers: SubgraphResolvers<Loaders>): Record<string, Record<string, Guarded>> {
  return Object.fromEntries(
    Object.entries(resolvers).map(([type, members]) => [
      type,
      Object.fromEntries(
        Object.entries(members).map(([field, resolve]) => [field, clientErrors(resolve as Guarded)]),
      ),
    ]),
  );
}

/** Apollo calls a reference resolver with (reference, context, info), though its types say what a field's resolver gets. */
function referenceMap<Loaders>(
  references: Readonly<Record<string, ReferenceResolver<Loaders>>>,
): Record<string, { __resolveReference: Guarded }> {
  return Object.fromEntries(
    Object.entries(references).map(([type, resolve]) => [
      type,
      { __resolveReference: clientErrors(resolve as Guarded) },
    ]),
  );
}

/** A resolver whose argument types are no longer told apart. */
type Guarded = (...args: unknown[]) => unknown;
