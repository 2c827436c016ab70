import { join } from 'node:path';
import { isAborted } from '../../kit/abort.ts';
import type { HotlineSystem } from '../agencies/hotline12345/system.ts';
import type { CityVersion } from '../timeline/city-of.ts';
import { DueReader } from './due-reader.ts';
import { SHOWN_AGENCIES, type HistoryProgress, type ShownAgency } from './history-progress.ts';
import { keepTrying } from './keep-trying.ts';
import type { OutletOptions } from './outlets.ts';
import type { Branch } from './shared-timeline.ts';
import { TruthFile } from './truth-file.ts';

const SLICE = 200;

/**
 * Commits hotline tickets as time goes by, writes the ground truth of every record beside, and counts what is due at the start. All
 * begins anew after a restart: the seed gives the same again. `onCaughtUp` is called once, when all of the past is there.
 */
export async function runChronicle(
  options: OutletOptions,
  branch: Branch<CityVersion>,
  told: {
    readonly system: HotlineSystem;
    readonly progress: HistoryProgress;
    readonly onCaughtUp: () => void;
  },
): Promise<void> {
  const { signal, now, folder } = options;
  const { system, progress } = told;
  const reader = new DueReader(branch, now);
  const startedMs = now();
  const file = await TruthFile.create(join(folder, 'truth.jsonl'));
  let caughtUp = false;
  try {
    while (!isAborted(signal)) {
      const versions = await reader.take(SLICE, signal);
      if (isAborted(signal)) break;
      for (const version of versions) {
        if (version.agency === 'hotline12345') {
          const transaction = system.begin();
          transaction.put(version.body);
          transaction.commit();
          options.handedOver('hotline12345', 1, 'now');
        }
        if (!caughtUp && version.visibleMs <= startedMs && isShown(version.agency)) {
          progress.addDue(version.agency);
        }
      }
      const truths = versions.filter(({ change }) => change === 'new').map(({ truth }) => truth);
      await keepTrying('ground truth', () => file.append(truths), options);
      const lastMs = versions.at(-1)?.visibleMs ?? Infinity;
      if (!caughtUp && (versions.length < SLICE || lastMs >= startedMs)) {
        caughtUp = true;
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

function isShown(agency: CityVersion['agency']): agency is ShownAgency {
  return (SHOWN_AGENCIES as readonly string[]).includes(agency);
}
