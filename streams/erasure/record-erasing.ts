import type { ScrubParty } from '../../schema/masking/party-forms.ts';
import type { Store } from '../../schema/store/models.ts';
import type { FeedRules } from '../pipeline/normalise-step.ts';
import type { Tombstones } from './tombstones.ts';

/** What the erasing of one record, or of one entry of a list, needs. */
export interface RecordErasing {
  readonly store: Store;
  readonly rules: FeedRules;
  readonly tombstones: Tombstones;
  readonly values: readonly ScrubParty[];
  readonly now: () => Date;
}
