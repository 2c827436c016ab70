import type { FeedName } from '../vocabulary/feeds.ts';
import { UNJUDGED, type Sensitivity } from './sensitivity.ts';

/** What decides who may see a record. */
export interface Reached {
  readonly feed: FeedName;
  /** One that is missing was not judged. */
  readonly sensitivity?: Sensitivity | null | undefined;
  readonly place: { readonly regionCode: string | null };
}

/**
 * What decides who may see a record, as one text: feed, sensitivity, division code (nothing where it is not known), with `|` between. What is
 * derived from records carries these of all of them, so that a store can tell who may see it without reading the records.
 */
export function reachOf({ feed, sensitivity, place }: Reached): string {
  return `${feed}|${sensitivity ?? UNJUDGED.sensitivity}|${place.regionCode ?? ''}`;
}

/** Of several records: each once, sorted. */
export function reachesOf(records: Iterable<Reached>): string[] {
  return [...new Set([...records].map(reachOf))].sort();
}
