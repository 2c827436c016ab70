import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Feed } from '../../connectors/kit/feed.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Marker } from '../../schema/erasure/marks.ts';
import { otherHubClients, type HubClient } from '../../schema/store/hub-clients.ts';
import type { Store } from '../../schema/store/models.ts';
import { readJournal, removeJournal, writeJournal } from '../../schema/store/rebuild-journal.ts';
import { dropShadows, openShadow, swapShadows } from '../../schema/store/shadow.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { noFault, type FaultPoint } from '../pipeline/fault-point.ts';
import { unappliedDecisions } from '../pipeline/decision-watcher.ts';
import type { RiskRules } from '../stages/score/rules.ts';
import { build, type Built, type RebuildFaultPlace } from './build.ts';
import { compareAll, type ComparedCollection } from './compare.ts';

export interface RebuildOptions {
  /** Opened with `connectStore(uri, REBUILD_ROLE)`, so that the hub's processes see it. */
  readonly store: Store;
  readonly feeds: readonly Feed[];
  /** By which the hub scores. */
  readonly riskRules: RiskRules;
  /** See `BuildOptions`. */
  readonly marker?: Marker | null;
  readonly log: Logger;
  readonly now: () => Date;
  /** Tells what waits in outboxes, and answers how many entries there were; called until there are none. */
  readonly drain: () => Promise<number>;
  readonly report?: (what: string) => void;
  readonly fault?: FaultPoint<RebuildFaultPlace>;
}

/**
 * Makes everything derived anew, beside what is there, and puts it in its place. Killed at any moment, it is finished or started over by the
 * next call: before the journal says SWAPPING nothing live was touched, afterwards every step may be done twice, and no process of the hub
 * starts in between. Null when it only finished what an earlier call had left.
 * @throws HubError HUB_CONFIG_INVALID while a process of the hub is connected; as `build`; HUB_STORE_UNAVAILABLE, HUB_BROKER_UNAVAILABLE.
 */
export async function rebuild(options: RebuildOptions): Promise<Built | null> {
  const { store, report = () => undefined, fault = noFault } = options;
  const { connection } = store;
  await refuseWhileRunning(store);
  const left = await readJournal(connection);
  if (left?.phase === 'SWAPPING') {
    report('finishing a rebuild that was interrupted');
    await finish(store, left.run, left.startedAt, fault);
    return null;
  }
  const [run, startedAt] = [randomUUID(), options.now().toISOString()];
  const journal = { run, startedAt } as const;
  await writeJournal(connection, { ...journal, phase: 'BUILDING' });
  try {
    await fault('journal-written');
    await refuseWhileRunning(store);
    while ((await options.drain()) > 0);
    await fault('drained');
    const shadow = await openShadow(store);
    const now = (): Date => new Date(startedAt);
    const built = await build(store, shadow, { ...options, now, fault, report });
    await refuseWhileRunning(store);
    await refuseUntold(store);
    await writeJournal(connection, { ...journal, phase: 'SWAPPING' });
    await fault('swap-decided');
    report('putting it in place');
    await finish(store, run, startedAt, fault);
    return built;
  } catch (error) {
    if (error instanceof HubError) await giveUp(store, run);
    throw error;
  }
}

async function finish(
  store: Store,
  run: string,
  startedAt: string,
  fault: FaultPoint<RebuildFaultPlace>,
): Promise<void> {
  await swapShadows(store, startedAt, (place) => fault(place as RebuildFaultPlace));
  await fault('swapped');
  await removeJournal(store.connection, run);
}

/** After a refusal, nothing live was touched: the hub may start again. Once it swaps, only finishing helps. */
async function giveUp(store: Store, run: string): Promise<void> {
  const journal = await readJournal(store.connection);
  if (journal?.run !== run || journal.phase !== 'BUILDING') return;
  await dropShadows(store);
  await removeJournal(store.connection, run);
}

/**
 * Makes everything derived anew beside what is there, compares, and takes it away again. Nothing live changes.
 * @throws HubError HUB_CONFIG_INVALID while a process of the hub is connected, while something waits to be told or applied, or after a
 * rebuild was interrupted; as `build`.
 */
export async function checkDerived(
  options: Omit<RebuildOptions, 'drain'>,
): Promise<readonly ComparedCollection[]> {
  const { store, report = () => undefined, fault = noFault } = options;
  await refuseWhileRunning(store);
  if ((await readJournal(store.connection))?.phase === 'SWAPPING') {
    throw atRest('a rebuild was interrupted; run ./tributary rebuild, which finishes it, then check again');
  }
  await refuseUntold(store);
  await refuseUnscored(store, options.riskRules);
  const [unapplied] = await unappliedDecisions(store, '');
  if (unapplied !== undefined) {
    throw atRest(
      `decision ${unapplied.id} about links is not applied yet; start the pipeline until it is, then check again`,
    );
  }
  const startedAt = options.now();
  try {
    const shadow = await openShadow(store);
    await build(store, shadow, { ...options, now: () => startedAt, fault, report });
    report('comparing');
    const compared = await compareAll(store, shadow);
    await refuseWhileRunning(store);
    return compared;
  } finally {
    await dropShadows(store);
  }
}

/** What a process of the hub writes meanwhile would be lost. */
async function refuseWhileRunning(store: Store): Promise<void> {
  const others = await otherHubClients(store.connection);
  if (others.length === 0) return;
  throw atRest(
    `${others.map(named).join(', ')} ${others.length === 1 ? 'is' : 'are'} connected to this database; stop the hub’s processes (./tributary down, or docker compose stop gateway worker pipeline), then try again`,
  );
}

function named({ role, pid, host }: HubClient): string {
  return `a ${role} (process ${pid} on ${host})`;
}

async function refuseUntold(store: Store): Promise<void> {
  const waiting = await storing(store.disputes.findOne({ 'outbox.id': { $gt: '' } }, { code: 1 }).lean());
  if (waiting === null) return;
  throw atRest(
    `moves of dispute ${waiting.code} wait to be told; start the pipeline until ./tributary status shows that it has caught up, or run ./tributary rebuild, which tells them first`,
  );
}

async function refuseUnscored(store: Store, { version }: RiskRules): Promise<void> {
  const waiting = await storing(
    store.disputes
      .findOne(
        { $or: [{ scoreDue: { $gt: '' } }, { state: 'ACTIVE', 'risk.ruleVersion': { $ne: version } }] },
        { code: 1 },
      )
      .lean(),
  );
  if (waiting === null) return;
  throw atRest(
    `dispute ${waiting.code} is not scored yet, or by other rules than ${version}; start the pipeline with these rules until it is, or run ./tributary rebuild, which scores it first`,
  );
}

function atRest(reason: string): HubError {
  return new HubError('HUB_CONFIG_INVALID', `the hub is not at rest: ${reason}`);
}
