import type { Caller } from '../../access/caller.ts';

/** One item of the stream behind a root field of a subscription. */
export interface SourceItem {
  /** The same for every subscriber that is told of the same thing. */
  readonly key: string;
  /** Where the stream stands behind it; null of streams that cannot be resumed. */
  readonly cursor: string | null;
  /** As the owning subgraph's `…Item` field takes it; `cursor` stands in it where the item shows its own. */
  readonly itemWith: (cursor: string | null) => unknown;
  /** Whether it is passed on also where its root field is null with an error, because its subgraph said so; otherwise that is a hole in the stream. */
  readonly mayBeNull?: boolean;
}

/** Items one by one. `return()` ends it at once, also while `next()` waits. */
export interface Source {
  next(): Promise<IteratorResult<SourceItem, undefined>>;
  return(): Promise<unknown>;
}

/** Opens a source for a caller and the coerced arguments of the root field. May throw HubError for the client. */
export type OpenSource = (args: Readonly<Record<string, unknown>>, caller: Caller) => Promise<Source>;

/** By root field of `type Subscription`. */
export type SubscriptionSources = Readonly<Record<string, OpenSource>>;
