import { feedPartOf } from '../../../schema/canonical/ids.ts';
import type { ReferenceView } from '../../access/reference-reads.ts';
import { REFERENCE_TERMS } from '../../../schema/canonical/reference-terms.ts';
import { servedFeeds } from '../../../schema/subgraphs/subgraph-sdl.ts';
import { FEED_TERMS } from '../../../schema/vocabulary/feeds.ts';

/** An entry of an agency's lists as subgraphs without its fields know it. */
export interface EntryReference {
  readonly __typename: string;
  readonly id: string;
}

export function entryReference({ _id, kind }: Pick<ReferenceView, '_id' | 'kind'>): EntryReference {
  return { __typename: REFERENCE_TERMS[kind].typename, id: _id };
}

/** A record as subgraphs without its fields know it: its type and identifier; the rest is the feed's. */
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
