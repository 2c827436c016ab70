import { isAborted } from '../../kit/abort.ts';
import type { GridCommit, GridPlatform } from '../agencies/grid/platform.ts';
import type { GridReference } from '../agencies/grid/reference.ts';
import { Random } from '../noise/random.ts';
import type { CityVersion } from '../timeline/city-of.ts';
import { DueReader } from './due-reader.ts';
import { keepTrying } from './keep-trying.ts';
import type { OutletOptions } from './outlet-options.ts';
import type { Branch } from './shared-timeline.ts';

export type GridVersion = Extract<CityVersion, { agency: 'grid' }>;

const COMMIT_MOST = 1_000;
const LATE_SHARE = 0.06;
/** After the event's own time; shorter than the overlap of ten minutes with which a hub reads back. */
const LATE_MOST_MS = 9 * 60_000;

/**
 * The grid platform's events into its database until the end of time. A share of the new ones is committed late: they appear minutes after
 * their own `updated_at`.
 */
export async function runGrid(
  options: OutletOptions,
  branch: Branch<GridVersion>,
  platform: GridPlatform,
  reference: () => GridReference,
): Promise<void> {
  const { signal, now, handedOver, faults } = options;
  const reader = new DueReader(branch, now);
  let next = 0;
  try {
    const opened = await keepTrying(
      'grid database',
      async () => void (next = await platform.open(reference)),
      options,
    );
    if (!opened) return;
    await reader.skip(next, signal);
    handedOver('grid', next, 'before');
    while (!isAborted(signal)) {
      const versions = await reader.take(COMMIT_MOST, signal);
      if (versions.length === 0) return;
      const from = next;
      const to = from + versions.length;
      const spoilt = versions.flatMap((version, index) => {
        const kind = faults.plan.at('grid.rows', from + index);
        return kind === null ? [] : [{ version, kind, name: `${version.sourceId}-${from + index}` }];
      });
      const commits = [
        ...versions.map(commitOf),
        ...spoilt.map(({ version, name }): GridCommit => ({
          event: { ...version.body, event_no: '' },
          committedMs: version.visibleMs,
          spoilt: name,
        })),
      ];
      if (!(await keepTrying('grid database', () => platform.commit(commits, from, to), options))) return;
      for (const { version, kind, name } of spoilt) {
        const entry = {
          agency: 'grid',
          channel: 'grid.rows',
          ...kind,
          count: 1,
          sourceId: version.sourceId,
        } as const;
        await keepTrying(
          'fault ledger',
          () => faults.ledger.add({ id: `grid.rows/${name}`, ...entry }),
          options,
        );
      }
      next = to;
      handedOver('grid', versions.length, 'now');
    }
  } finally {
    await platform.close();
  }
}

function commitOf(version: GridVersion): GridCommit {
  const { sourceId, sourceTime, visibleMs, change, body } = version;
  const random = new Random(`${sourceId}/commit`);
  // Some are told late by the city already.
  const roomMs = Math.max(0, Date.parse(sourceTime) + LATE_MOST_MS - visibleMs);
  const late = change === 'new' && random.chance(LATE_SHARE);
  return {
    event: body,
    committedMs: visibleMs + (late ? Math.min(roomMs, random.int(30_000, LATE_MOST_MS)) : 0),
    spoilt: null,
  };
}
