import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Counter } from 'prom-client';
import type { Logger } from '../../../runtime/log.ts';
import type { Settings } from '../../../runtime/settings.ts';
import { gridReference } from '../agencies/grid/reference.ts';
import { DailyExports } from '../agencies/hotline12345/daily-exports.ts';
import { HotlineSystem } from '../agencies/hotline12345/system.ts';
import { GeoReportSystem } from '../agencies/open311/georeport-system.ts';
import { FaultLedger } from '../faults/fault-ledger.ts';
import { FaultPlan } from '../faults/fault-plan.ts';
import { FaultyAnswers } from '../faults/faulty-answers.ts';
import { GRID_PASSWORD_FILE } from '../grid-database/password.ts';
import { ReferralDesk } from '../referrals/desk.ts';
import { cityOf } from '../timeline/city-of.ts';
import { DAY_MS } from '../writing/time.ts';
import { serveCity } from './city-server.ts';
import { GeoReportDesk } from './georeport-desk.ts';
import { HistoryProgress } from './history-progress.ts';
import { HotlineDesk } from './hotline-desk.ts';
import type { OutletOptions } from './outlet-options.ts';
import { runAgencies } from './run-agencies.ts';
import { SharedTimeline } from './shared-timeline.ts';
import { CitySchema, loadJson, saveJson, type CityState } from './state.ts';

const VERSIONS = new Counter({
  name: 'tributary_simulator_versions_total',
  help: 'Record versions that the simulated agencies have handed over.',
  labelNames: ['agency'],
});

/** Shared with the hub's connectors that tell the city's agencies. */
const REFERRALS_SECRET_FILE = 'referrals.hmac';

const MINUTES_PER_DAY = 24 * 60;
/** Ready after this long even when the hub has not taken all of the history. */
const HISTORY_WITHIN_MS = 30_000;
/** The hotline's exports go out after this long even when nobody has read its interface to the end. */
const EXPORTS_WITHIN_MS = 60_000;

/** The city that this home already has, or a new one whose history ends now. */
async function cityIn(folder: string, settings: Settings, nowMs: number, log: Logger): Promise<CityState> {
  const path = join(folder, 'city.json');
  const { seed, records, days, recordsPerMinute } = settings.simulator;
  const known = await loadJson(path, CitySchema);
  if (known !== undefined) {
    if (known.seed !== seed || known.records !== records || known.days !== days) {
      log.warn({ folder, known }, 'this home has a city already; delete the folder to begin another');
    }
    return known;
  }
  const city: CityState = {
    seed,
    records,
    days,
    startMs: nowMs - days * DAY_MS,
    livingPace: recordsPerMinute === 0 ? null : (recordsPerMinute * MINUTES_PER_DAY * days) / records,
  };
  await saveJson(path, city);
  return city;
}

/** Days of the history whose nightly exports the hotline still has. */
const EXPORTED_DAYS = 3;

/**
 * Runs the simulated city behind its agencies' interfaces: the police push, the hotline answers and exports, the court and the other city drop
 * files, the other city answers GeoReport, the grid platform writes to its database when `secrets/grid.password` is there. On the first start
 * the history goes out as fast as it is taken; then the city lives on in slow real time. After a restart everything goes on where it was.
 */
export async function startLivingCity(settings: Settings, log: Logger): Promise<{ stop(): Promise<void> }> {
  const folder = join(settings.home, 'simulator');
  await mkdir(folder, { recursive: true });
  const now = (): number => Date.now();
  const startedMs = now();
  const city = await cityIn(folder, settings, startedMs, log);
  const { seed, records, days, startMs, livingPace } = city;
  const withGrid = existsSync(join(settings.secretsDir, GRID_PASSWORD_FILE));
  if (!withGrid)
    log.warn(
      { secret: GRID_PASSWORD_FILE },
      'no password for the grid database: the city has no grid platform',
    );
  const plan = new FaultPlan(seed, settings.simulator.faultShare);
  const ledger = await FaultLedger.open(join(folder, 'faults.jsonl'));
  const stopping = new AbortController();
  const system = new HotlineSystem();
  const georeport = new GeoReportSystem();
  const referrals = await ReferralDesk.open(folder, now);
  const progress = new HistoryProgress(withGrid ? [] : ['grid']);
  const troubles = new Map<string, string>();
  let caughtUpMs: number | null = null;

  const ready = (): string | null => {
    const [trouble] = troubles;
    if (trouble !== undefined) return `${trouble[0]}: ${trouble[1]}`;
    // A hub that does not want one of the feeds must not keep the city from being up for ever.
    return caughtUpMs !== null && now() - startedMs > HISTORY_WITHIN_MS ? null : progress.waitingFor();
  };
  const token = async (): Promise<string> =>
    (await readFile(join(settings.secretsDir, 'hotline12345.token'), 'utf8')).trim();
  const server = await serveCity({
    host: settings.host,
    port: settings.simulatorPort,
    health: { ready },
    api: { system, token, now },
    georeport,
    inbox: {
      desk: referrals,
      secret: () => readFile(join(settings.secretsDir, REFERRALS_SECRET_FILE), 'utf8'),
      now,
    },
    faults: new FaultyAnswers(plan, ledger, startedMs),
    log,
  });

  const options: OutletOptions = {
    folder,
    now,
    signal: stopping.signal,
    handedOver: (agency, count, how) => {
      progress.handOver(agency, count);
      if (how === 'now') VERSIONS.inc({ agency }, count);
    },
    trouble: (what, why) => {
      if (why === null) troubles.delete(what);
      else troubles.set(what, why);
      if (why === null) log.info({ what }, 'the simulated city works again');
      else log.error({ what, why }, 'the simulated city cannot go on; trying again');
    },
    faults: { plan, ledger },
    log,
  };
  const watch = async (name: string, run: Promise<void>): Promise<void> => {
    await run.catch((error: unknown) => {
      troubles.set(name, error instanceof Error ? error.message : String(error));
      log.error({ err: error, outlet: name }, 'an agency of the simulated city has stopped');
    });
  };
  const timeline = new SharedTimeline(
    cityOf({ seed, records, days, start: startMs, ...(livingPace === null ? {} : { livingPace }) }),
  );
  const historyEndMs = startMs + days * DAY_MS;
  const exports = new DailyExports(seed, historyEndMs - EXPORTED_DAYS * DAY_MS);
  let readBefore = 0;
  const running = runAgencies(options, settings, {
    timeline,
    seed,
    series: seriesOf(startMs),
    gridReference: () => gridReference(seed, startMs),
    hotline: new HotlineDesk(system, exports, plan),
    georeport: new GeoReportDesk(georeport, plan),
    progress,
    referrals,
    hotlineSystem: system,
    withGrid,
    watch,
    onCaughtUp: () => {
      caughtUpMs = now();
      readBefore = system.readToEndTimes;
      log.info({ tickets: system.size, livingPace }, 'the history of the city is told; it lives on');
    },
    caughtUp: () => caughtUpMs !== null,
    // The tickets that are gone from an export must be known to the hub, or nobody notices.
    exportsMayBegin: () =>
      caughtUpMs !== null &&
      (system.readToEndTimes > readBefore + 1 || now() - caughtUpMs > EXPORTS_WITHIN_MS),
  });
  log.info({ port: settings.simulatorPort, folder, seed, records, days }, 'the simulated city is up');
  return {
    async stop() {
      stopping.abort();
      await running;
      await server.stop();
    },
  };
}

/** Begin of the history as `20261104T033757`: another city in the same home has another. */
function seriesOf(startMs: number): string {
  return new Date(startMs).toISOString().slice(0, 19).replace(/[-:]/g, '');
}
