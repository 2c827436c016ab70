import { join } from 'node:path';
import { isAborted } from '../../kit/abort.ts';
import { isInGeoReport } from '../agencies/open311/georeport.ts';
import type { FaultEntry } from '../faults/fault-ledger.ts';
import type { CityVersion } from '../timeline/city-of.ts';
import { DueReader } from './due-reader.ts';
import type { GeoReportDesk } from './georeport-desk.ts';
import type { HistoryProgress } from './history-progress.ts';
import type { HotlineDesk } from './hotline-desk.ts';
import { keepTrying } from './keep-trying.ts';
import type { OutletOptions } from './outlet-options.ts';
import type { Branch } from './shared-timeline.ts';
import type { ReferralDesk } from '../referrals/desk.ts';
import { TruthFile } from './truth-file.ts';

const SLICE = 200;

/**
 * Commits hotline tickets and GeoReport's requests as time goes by, writes the ground truth of every record beside, and counts what is due
 * at the start. All begins anew after a restart: the seed gives the same again. `onCaughtUp` is called once, when all of the past is there.
 */
export async function runChronicle(
  options: OutletOptions,
  branch: Branch<CityVersion>,
  told: {
    readonly hotline: HotlineDesk;
    readonly georeport: GeoReportDesk;
    readonly progress: HistoryProgress;
    readonly referrals: ReferralDesk;
    readonly onCaughtUp: () => void;
  },
): Promise<void> {
  const { signal, now, folder, faults } = options;
  const { hotline, georeport, progress, referrals } = told;
  const reader = new DueReader(branch, now);
  const startedMs = now();
  const file = await TruthFile.create(join(folder, 'truth.jsonl'));
  let caughtUp = false;
  try {
    while (!isAborted(signal)) {
      const versions = await reader.take(SLICE, signal);
      if (isAborted(signal)) break;
      const entries: (FaultEntry | null)[] = [];
      for (const version of versions) {
        hotline.clockReached(version.visibleMs);
        referrals.note(version);
        if (version.agency === 'hotline12345') {
          entries.push(hotline.take(version.body));
          options.handedOver('hotline12345', 1, 'now');
        } else if (version.agency === 'open311' && isInGeoReport(version.sourceId)) {
          entries.push(georeport.take(version.body));
          options.handedOver('open311', 1, 'now');
        }
        if (!caughtUp && version.visibleMs <= startedMs) {
          progress.addDue(version.agency);
        }
      }
      const truths = versions.filter(({ change }) => change === 'new').map(({ truth }) => truth);
      await keepTrying('ground truth', () => file.append(truths), options);
      for (const entry of entries) {
        if (entry !== null) await keepTrying('fault ledger', () => faults.ledger.add(entry), options);
      }
      const lastMs = versions.at(-1)?.visibleMs ?? Infinity;
      if (!caughtUp && (versions.length < SLICE || lastMs >= startedMs)) {
        caughtUp = true;
        hotline.clockReached(startedMs);
        progress.countingDone();
        await keepTrying('ground truth', () => file.publish(), options);
        told.onCaughtUp();
      }
      if (versions.length === 0) return;
    }
  } finally {
    await file.close();
  }
}
