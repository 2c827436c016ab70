import { join } from 'node:path';
import { HubError } from '../schema/canonical/hub-error.ts';
import type { FeedName } from '../schema/vocabulary/feeds.ts';
import { court } from './court/feed.ts';
import { grid } from './grid/feed.ts';
import { hotline12345 } from './hotline12345/feed.ts';
import type { Feed } from './kit/feed.ts';
import type { OutboundClass } from './kit/outbound.ts';
import { open311 } from './open311/feed.ts';
import { topic } from './outbound/topic.ts';
import { webhook } from './outbound/webhook.ts';
import { police110 } from './police110/feed.ts';

/** The only list of feeds: what stands here runs, is normalised and is tested for conformance. */
export const FEEDS: readonly Feed[] = [police110, hotline12345, court, grid, open311];

/** The only list of the ways in which agencies are told of moves. */
export const OUTBOUND: readonly OutboundClass[] = [webhook, topic];

/**
 * The feeds with the operator's own mapping profiles (`<folder>/<feed>/<profile>.yaml`): what takes records in or maps them uses these;
 * `FEEDS` is for what asks only which feeds there are.
 * @throws HubError HUB_CONFIG_INVALID naming the file, the key and what it may hold.
 */
export function feedsWith(profilesFolder: string): readonly Feed[] {
  return FEEDS.map((feed) => feed.withProfiles?.(join(profilesFolder, feed.name)) ?? feed);
}

/** @throws HubError HUB_CONFIG_INVALID when no feed of that name is registered. */
export function feedNamed(name: FeedName, feeds: readonly Feed[] = FEEDS): Feed {
  const feed = feeds.find((candidate) => candidate.name === name);
  if (feed === undefined) {
    const known = feeds.map((candidate) => candidate.name).join(', ');
    throw new HubError('HUB_CONFIG_INVALID', `feed "${name}" is not registered; there are: ${known}`, {
      field: name,
    });
  }
  return feed;
}
