import { HubError } from '../schema/canonical/hub-error.ts';
import type { FeedName } from '../schema/vocabulary/feeds.ts';
import { hotline12345 } from './hotline12345/feed.ts';
import type { Feed } from './kit/feed.ts';
import { open311 } from './open311/feed.ts';
import { police110 } from './police110/feed.ts';

/** The only list of feeds: what stands here runs, is normalised and is tested for conformance. */
export const FEEDS: readonly Feed[] = [police110, hotline12345, open311];

/** @throws HubError HUB_CONFIG_INVALID when no feed of that name is registered. */
export function feedNamed(name: FeedName): Feed {
  const feed = FEEDS.find((candidate) => candidate.name === name);
  if (feed === undefined) {
    const known = FEEDS.map((candidate) => candidate.name).join(', ');
    throw new HubError('HUB_CONFIG_INVALID', `feed "${name}" is not registered; there are: ${known}`, {
      field: name,
    });
  }
  return feed;
}
