import { join } from 'node:path';
import type { Settings } from '../../../runtime/settings.ts';
import { PolicePusher } from '../agencies/police110/pusher.ts';
import type { HotlineSystem } from '../agencies/hotline12345/system.ts';
import type { ReferralDesk } from '../referrals/desk.ts';
import { referralOutlets } from '../referrals/outlets.ts';
import { gridOf } from './grid-of.ts';
import type { OutletOptions } from './outlet-options.ts';
import { policeSending } from './police-sending.ts';

export interface Answering {
  readonly referrals: ReferralDesk;
  /** The hotline's database, where its answers are put. */
  readonly hotlineSystem: HotlineSystem;
  /** Sets the files of another city in the same home apart. */
  readonly series: string;
  readonly withGrid: boolean;
  /** Whether all of the history is told. */
  readonly caughtUp: () => boolean;
}

/** The agencies' answers to what the hub tells them, until the signal aborts; counted in none of the city's own series. */
export async function runReferrals(
  options: OutletOptions,
  settings: Settings,
  { referrals, hotlineSystem, series, withGrid, caughtUp }: Answering,
): Promise<void> {
  const { signal, now, log } = options;
  const grid = withGrid ? gridOf(settings, series) : null;
  for (const ticket of referrals.tickets) {
    const transaction = hotlineSystem.begin();
    transaction.put(ticket);
    transaction.commit();
  }
  const police = new PolicePusher({
    ...policeSending(settings, now),
    log,
    onDelivered: () => Promise.resolve(),
    // The pusher has told the log.
    onRefused: () => Promise.resolve(),
  });
  const outlets = referralOutlets({
    hotline: hotlineSystem,
    police,
    grid,
    dropFolder: join(settings.home, 'drop'),
    series,
    signal,
  });
  try {
    await referrals.run({ ...options, outlets }, caughtUp);
  } finally {
    await grid?.close();
  }
}
