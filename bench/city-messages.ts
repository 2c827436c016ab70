import { FEEDS } from '../connectors/registry.ts';
import { NYC_COLUMNS } from '../connectors/simulator/agencies/open311/shape.ts';
import { cityOf, type CityOptions, type CityVersion } from '../connectors/simulator/timeline/city-of.ts';
import type { FeedName } from '../schema/vocabulary/feeds.ts';

/** A version of the simulated city as its feed's bytes, with what is really behind it. */
export interface CityMessage {
  readonly feed: FeedName;
  readonly version: CityVersion;
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly profile: string | null;
}

const REGISTERED: ReadonlySet<FeedName> = new Set(FEEDS.map(({ name }) => name));

/** The simulated city's versions for the feeds that this hub has, as their connectors would put them into the feed topics. */
export function* cityMessages(options: CityOptions): Generator<CityMessage> {
  for (const version of cityOf(options)) {
    if (!REGISTERED.has(version.agency)) continue;
    const feed = version.agency;
    if (version.agency === 'open311') {
      const row = NYC_COLUMNS.map((column) => quoted(version.body[column] ?? '')).join(',');
      const bytes = Buffer.from(`${NYC_COLUMNS.join(',')}\r\n${row}\r\n`);
      yield { feed, version, bytes, contentType: 'text/csv; header=present', profile: 'nyc' };
    } else {
      const bytes = Buffer.from(JSON.stringify(version.body));
      yield { feed, version, bytes, contentType: 'application/json', profile: null };
    }
  }
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
