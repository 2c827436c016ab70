import { join } from 'node:path';
import type { Settings } from '../../../runtime/settings.ts';
import { PolicePusher } from '../agencies/police110/pusher.ts';
import { referralOutlets } from '../referrals/outlets.ts';
import { gridOf } from './grid-of.ts';
import type { OutletOptions } from './outlet-options.ts';
import { policeSending } from './police-sending.ts';
import type { Agencies } from './run-agencies.ts';

/** The agencies' answers to what the hub tells them, until the signal aborts; counted in none of the city's own series. */
export async function runReferrals(
  options: OutletOptions,
  settings: Settings,
  { referrals, hotlineSystem, series, withGrid, caughtUp }: Agencies,
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
