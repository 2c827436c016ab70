import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { Caller } from '../../access/caller.ts';
import type { ScopedStore } from '../../access/door.ts';

/** What every resolver of a subgraph gets: who asks, and the store as that caller may read it. Made anew for each request. */
export interface SubgraphContext<Loaders = unknown> {
  readonly caller: Caller;
  readonly store: ScopedStore;
  /** DataLoaders of this subgraph, living as long as one request. */
  readonly loaders: Loaders;
  /** The moment of the request: what is said of age is said as of it. */
  readonly now: Date;
}

/** A resolver; parents and arguments are trusted, because the executor has checked them against the SDL. */
export type Resolver<Loaders> = (
  parent: never,
  args: never,
  context: SubgraphContext<Loaders>,
  info: GraphQLResolveInfo,
) => unknown;

/** Finds an entity again by its key, as the gateway asks for it in `_entities`. */
export type ReferenceResolver<Loaders> = (
  reference: never,
  context: SubgraphContext<Loaders>,
  info: GraphQLResolveInfo,
) => unknown;

/** Resolvers by type and field; `__resolveType` beside the fields of an interface. */
export type SubgraphResolvers<Loaders> = Readonly<
  Record<string, Readonly<Record<string, Resolver<Loaders>>>>
>;

/** A subgraph as the registry lists it: built once, executed by the router in process or served alone by Apollo Server. */
export interface Subgraph {
  /** Also the name in the supergraph and of `schema/subgraphs/<name>.graphql`. */
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** Context of one request. */
  readonly contextFor: (caller: Caller, store: ScopedStore) => SubgraphContext;
}
