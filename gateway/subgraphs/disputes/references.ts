import { feedPartOf } from '../../../schema/canonical/ids.ts';
import { servedFeeds } from '../../../schema/subgraphs/subgraph-sdl.ts';
import type { DisputeDoc } from '../../../schema/store/models.ts';
import { FEED_TERMS } from '../../../schema/vocabulary/feeds.ts';

/** A record as this subgraph knows it: its type and identifier; the rest is the feed's. */
export interface RecordReference {
  readonly __typename: string;
  readonly id: string;
}

const TYPENAMES: ReadonlyMap<string, string> = new Map(
  servedFeeds().map((feed) => [feed, FEED_TERMS[feed].typename]),
);

/** Null when the record's feed has no subgraph. */
export function recordReference(id: string): RecordReference | null {
  const typename = TYPENAMES.get(feedPartOf(id));
  return typename === undefined ? null : { __typename: typename, id };
}

/** `type Party`: the stored party with the dispute that it belongs to. */
export type PartyView = DisputeDoc['parties'][number] & { readonly dispute: DisputeDoc };

export function partiesOf(dispute: DisputeDoc): readonly PartyView[] {
  return dispute.parties.map((party) => ({ ...party, dispute }));
}
