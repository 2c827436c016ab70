import type { RowLook } from '../../access/audit/look.ts';
import type { Caller } from '../../access/caller.ts';
import type { Logger } from '../../../runtime/log.ts';

/**
 * One request on its way through the plan: made anew for each request and frozen, so that what is keyed on it (loaders, subgraph contexts)
 * lives as long as the request and is never shared between callers. Mercurius's shared `rootValue` is no such key.
 */
export interface RequestContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly log: Logger;
  /** `performance.now()` at which the request must be answered; no fetch runs beyond it. */
  readonly deadlineMs: number;
  /** What is kept for the time of the request, by whose it is: loaders of a subgraph in this process, what the door has read around them. */
  readonly kept: Map<unknown, unknown>;
  /** Of a subscription: the item of its stream that this execution is about, as the owning subgraph's `…Item` field takes it. */
  readonly streamItem?: unknown;
  /** Gathers the rows that are read for it. */
  readonly look?: RowLook | undefined;
}
