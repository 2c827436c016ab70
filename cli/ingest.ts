import type { Report } from '../docker/local/report.ts';
import { ingestFile, type IngestProgress, type IngestResult } from '../connectors/worker/ingest-file.ts';
import { createLog } from '../runtime/log.ts';
import type { Settings } from '../runtime/settings.ts';
import { HubError } from '../schema/canonical/hub-error.ts';
import { FeedNameSchema } from '../schema/vocabulary/feeds.ts';

const TELL_EVERY_MS = 1_000;

export interface IngestRequest {
  readonly feed: string;
  readonly path: string;
  /** Null when the feed's files need none. */
  readonly profile: string | null;
  /** With the broker's address. */
  readonly settings: Settings;
}

/**
 * Takes a file in as the drop folder would, with progress once a second and a count at the end.
 * @throws HubError HUB_BAD_REQUEST for a name that is no feed, and what `ingestFile` throws.
 */
export async function runIngest(request: IngestRequest, report: Report): Promise<void> {
  const feed = FeedNameSchema.safeParse(request.feed);
  if (!feed.success) {
    const names = FeedNameSchema.options.join(', ');
    throw new HubError('HUB_BAD_REQUEST', `there is no feed "${request.feed}"; choose one of ${names}`, {
      field: 'feed',
    });
  }
  let toldAt = Date.now();
  const result = await ingestFile({
    feed: feed.data,
    path: request.path,
    profile: request.profile,
    settings: request.settings,
    log: createLog('ingest', 'silent'),
    onProgress: (progress) => {
      if (Date.now() - toldAt < TELL_EVERY_MS) return;
      toldAt = Date.now();
      report(progressText(progress));
    },
  });
  report(resultText(result));
}

export function progressText({ records, deadLetters, bytesDone, bytesTotal }: IngestProgress): string {
  const percent = bytesTotal === 0 ? 100 : Math.floor((100 * bytesDone) / bytesTotal);
  return `${String(percent).padStart(3)} %  ${records} records, ${deadLetters} dead letters`;
}

/** The closing lines: every row is a record or a dead letter with a reason. */
export function resultText({ records, deadLetters, byReason, layout }: IngestResult): string {
  const rows = records + deadLetters;
  const reasons = Object.entries(byReason).map(([reason, count]) => `  ${count} × ${reason}`);
  return [
    `${rows} rows (layout ${layout}): ${records} records, ${deadLetters} dead letters`,
    ...reasons,
  ].join('\n');
}
