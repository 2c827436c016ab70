import type { RetentionRun } from '../../schema/store/retention-docs.ts';
import type { Store } from '../../schema/store/models.ts';
import type { Holding } from './holding.ts';

/** How documents of one dataset end that do so by themselves. All throw HubError HUB_STORE_UNAVAILABLE. */
export interface DocumentEnding {
  /** Identifiers of what is older than a moment (UTC), has not ended and is under no hold. */
  over(store: Store, before: string, holding: Holding): AsyncIterable<string>;
  /** Ends these, but for what changed meanwhile. May be done again. */
  end(store: Store, ids: readonly string[], run: Pick<RetentionRun, 'at' | 'ruleVersion'>): Promise<void>;
  /** How many of these have not ended. */
  left(store: Store, ids: readonly string[]): Promise<number>;
}
