import { basename } from 'node:path';
import type { Feed } from '../../connectors/kit/feed.ts';
import { formatOf } from '../../connectors/kit/file-format.ts';

/** What `readInChild` wants read; one JSON argument. */
export interface ChildReading {
  /** URL of the module that exports the feed, and the feed's name there. */
  readonly module: string;
  readonly feed: string;
  readonly path: string;
  readonly profile: string | null;
}

/** What it prints at the end. */
export interface ChildResult {
  readonly records: number;
  readonly deadLetters: number;
  /** Resident memory when the first batch was there, and the most when one was. */
  readonly firstBytes: number;
  readonly mostBytes: number;
}

const request = JSON.parse(process.argv[2] ?? '') as ChildReading;
const { [request.feed]: feed } = (await import(request.module)) as Record<string, Feed>;
const format = formatOf(request.path, feed?.files ?? []);
if (format === undefined) throw new Error(`${request.feed} does not take ${request.path}`);
const reading = {
  path: request.path,
  name: basename(request.path),
  origin: 'file:x',
  profile: request.profile,
  connector: 'c',
  memory: null,
  now: () => new Date(),
};
let records = 0;
let deadLetters = 0;
let firstBytes = 0;
// Looked at batch by batch: what the system calls the most resident memory of a process begins with that of its parent.
let mostBytes = 0;
for await (const batch of format.read(reading, null)) {
  records += batch.records.length;
  deadLetters += batch.letters.length;
  const residentBytes = process.memoryUsage.rss();
  firstBytes ||= residentBytes;
  mostBytes = Math.max(mostBytes, residentBytes);
}
const result: ChildResult = { records, deadLetters, firstBytes, mostBytes };
process.stdout.write(JSON.stringify(result));
