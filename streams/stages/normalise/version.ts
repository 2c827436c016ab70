import { toUtcInstant } from '../../../schema/canonical/date-time.ts';
import { versionKeyOf } from '../../../schema/canonical/ids.ts';

/** A source clock that runs ahead by more than this is not believed. */
const AHEAD_TOLERANCE_MS = 5 * 60_000;

/**
 * The comparable version of a record: its source time, or the time it was received when the source's clock runs more than five minutes
 * ahead of ours, so that a wrong year cannot block every later version (rule 3 of the rules of correctness).
 */
export function versionOf(
  sourceTime: string,
  receivedAt: string,
  contentHash: string,
): { readonly versionKey: string; readonly flags: readonly string[] } {
  const ahead = Date.parse(sourceTime) - Date.parse(receivedAt) > AHEAD_TOLERANCE_MS;
  return {
    versionKey: versionKeyOf(toUtcInstant(ahead ? receivedAt : sourceTime), contentHash),
    flags: ahead ? ['SOURCE_TIME_AHEAD'] : [],
  };
}
