import type { Store } from '../../schema/store/models.ts';
import type { Caller } from './caller.ts';
import { disputeReads, type DisputeReads } from './dispute-reads.ts';
import { feedReads, type FeedReads } from './feed-reads.ts';
import { Reader, type OnRead } from './reader.ts';
import { recordReads, type RecordReads } from './record-reads.ts';
import { referenceReads, type ReferenceReads } from './reference-reads.ts';
import { scopeByGrants, type ScopeOf } from './scope.ts';
import { searchReads, type SearchReads } from './search-reads.ts';

/**
 * The store as one caller may read it. Every method throws HubError HUB_STORE_UNAVAILABLE when MongoDB does not answer: nobody retries
 * below the caller.
 */
export interface ScopedStore extends RecordReads, DisputeReads, SearchReads, FeedReads, ReferenceReads {}

/** The one way from the gateway to stored data (rule 9 of the rules of correctness). */
export interface Door {
  for(caller: Caller): ScopedStore;
}

export interface DoorOptions {
  readonly scopeOf?: ScopeOf;
  readonly onRead?: OnRead;
}

/** `store` may be a function for a store that is opened later: it throws HUB_STORE_UNAVAILABLE until then. */
export function openDoor(store: Store | (() => Store), options: DoorOptions = {}): Door {
  const current = typeof store === 'function' ? store : () => store;
  const scopeOf = options.scopeOf ?? scopeByGrants;
  const onRead = options.onRead ?? (() => undefined);
  return {
    for: (caller) => {
      const reader = new Reader(current, caller, scopeOf, onRead);
      return {
        ...recordReads(reader),
        ...disputeReads(reader),
        ...searchReads(reader),
        ...feedReads(reader),
        ...referenceReads(reader),
      };
    },
  };
}
