import type { Logger } from 'pino';
import type { Feed } from '../../connectors/kit/feed.ts';
import type { Marker } from '../../schema/erasure/marks.ts';
import type { Store } from '../../schema/store/models.ts';
import { readTombstones } from '../erasure/tombstones.ts';
import type { FaultPoint } from '../pipeline/fault-point.ts';
import { relink } from './relink.ts';
import { replayDisputes } from './replay-disputes.ts';
import { replayRecords } from './replay-records.ts';
import { replayReferences } from './replay-references.ts';
import { rescore } from './rescore.ts';
import type { RiskRules } from '../stages/score/rules.ts';

/** Places where tests kill a rebuild. */
export type RebuildFaultPlace =
  | 'journal-written'
  | 'drained'
  | 'records-replayed'
  | 'disputes-replayed'
  | 'relinked'
  | 'rescored'
  | 'swap-decided'
  | 'decisions-kept'
  | `renamed ${string}`
  | 'swapped';

export interface BuildOptions {
  readonly feeds: readonly Feed[];
  /** By which the hub scores. */
  readonly riskRules: RiskRules;
  /** By which erased people are known again; without one nobody is looked for: what was swept is without them. */
  readonly marker?: Marker | null;
  readonly log: Logger;
  /** Time of all that is written: rows of `decisions` that the rebuild itself makes are known by it. */
  readonly now: () => Date;
  readonly fault: FaultPoint<RebuildFaultPlace>;
  /** Told, in words, what is done now. */
  readonly report: (what: string) => void;
}

/** What a rebuild read and made. */
export interface Built {
  readonly versions: number;
  readonly records: number;
  readonly references: number;
  readonly disputes: number;
}

/**
 * Fills a shadow with everything derived: entries of lists and records from raw versions, disputes from `decisions`, links by the pipeline's
 * linker. Nothing is published. What it holds in memory does not grow with the number of records.
 * @throws HubError HUB_RECORD_INVALID when a version that was accepted is refused today; HUB_INTERNAL when `decisions` lack a row.
 */
export async function build(live: Store, shadow: Store, options: BuildOptions): Promise<Built> {
  const { feeds, riskRules, marker = null, log, now, fault, report } = options;
  const tombstones = marker === null ? null : await readTombstones(live, marker);
  report('reading lists and records');
  const references = await replayReferences(live, shadow, feeds, tombstones);
  const { versions, records } = await replayRecords(live, shadow, feeds);
  await fault('records-replayed');
  report(`${records} records of ${versions} versions; reading decisions`);
  const disputes = await replayDisputes(shadow);
  await fault('disputes-replayed');
  report(`${disputes} disputes; linking`);
  await relink(shadow, now, log);
  await fault('relinked');
  report('scoring');
  await rescore(live, shadow, riskRules, now());
  await fault('rescored');
  return { versions, records, references, disputes };
}
