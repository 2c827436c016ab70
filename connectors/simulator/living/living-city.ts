import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Counter } from 'prom-client';
import type { Logger } from '../../../runtime/log.ts';
import type { Settings } from '../../../runtime/settings.ts';
import { HotlineSystem } from '../agencies/hotline12345/system.ts';
import { ExportSeries } from '../agencies/open311/exports.ts';
import type { PoliceVersion } from '../agencies/police110/events.ts';
import { cityOf, type CityVersion } from '../timeline/city-of.ts';
import { DAY_MS } from '../writing/time.ts';
import { runChronicle } from './chronicle.ts';
import { serveCity } from './city-server.ts';
import { HistoryProgress } from './history-progress.ts';
import { runOpen311, runPolice, type OutletOptions, type ServiceVersion } from './outlets.ts';
import { SharedTimeline } from './shared-timeline.ts';
import { CitySchema, loadJson, openPosition, saveJson, type CityState } from './state.ts';

const VERSIONS = new Counter({
  name: 'tributary_simulator_versions_total',
  help: 'Record versions that the simulated agencies have handed over.',
  labelNames: ['agency'],
});

const MINUTES_PER_DAY = 24 * 60;
/** Ready after this long even when the hub has not taken all of the history. */
const HISTORY_WITHIN_MS = 30_000;

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

/**
 * Runs the simulated city behind its agencies' interfaces: the police push, the hotline answers, the other city drops its exports. On the
 * first start the history goes out as fast as it is taken; then the city lives on in slow real time. After a restart everything goes on
 * where it was. Court and grid are in the ground truth; their interfaces belong to their connectors.
 */
export async function startLivingCity(settings: Settings, log: Logger): Promise<{ stop(): Promise<void> }> {
  const folder = join(settings.home, 'simulator');
  await mkdir(folder, { recursive: true });
  const now = (): number => Date.now();
  const startedMs = now();
  const city = await cityIn(folder, settings, startedMs, log);
  const police = await openPosition(join(folder, 'police110.json'));
  const open311 = await openPosition(join(folder, 'open311.json'));
  const { seed, records, days, startMs, livingPace } = city;
  const stopping = new AbortController();
  const system = new HotlineSystem();
  const progress = new HistoryProgress();
  const troubles = new Map<string, string>();
  let caughtUp = false;

  const ready = (): string | null => {
    const [trouble] = troubles;
    if (trouble !== undefined) return `${trouble[0]}: ${trouble[1]}`;
    // A hub that does not want one of the feeds must not keep the city from being up for ever.
    return caughtUp && now() - startedMs > HISTORY_WITHIN_MS ? null : progress.waitingFor();
  };
  const token = async (): Promise<string> =>
    (await readFile(join(settings.secretsDir, 'hotline12345.token'), 'utf8')).trim();
  const server = await serveCity({
    host: settings.host,
    port: settings.simulatorPort,
    health: { ready },
    api: { system, token, now },
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
    log,
  };
  const watched = async (name: string, run: Promise<void>): Promise<void> => {
    await run.catch((error: unknown) => {
      troubles.set(name, error instanceof Error ? error.message : String(error));
      log.error({ err: error, outlet: name }, 'an agency of the simulated city has stopped');
    });
  };
  const timeline = new SharedTimeline(
    cityOf({ seed, records, days, start: startMs, ...(livingPace === null ? {} : { livingPace }) }),
  );
  const all = timeline.branch((version): version is CityVersion => version.visibleMs >= 0);
  const incidents = timeline.branch((version): version is PoliceVersion => version.agency === 'police110');
  const requests = timeline.branch((version): version is ServiceVersion => version.agency === 'open311');
  const dropFolder = join(settings.home, 'drop', 'open311');
  const running = Promise.all([
    watched(
      'hotline12345',
      runChronicle(options, all, {
        system,
        progress,
        onCaughtUp: () => {
          caughtUp = true;
          log.info({ tickets: system.size, livingPace }, 'the history of the city is told; it lives on');
        },
      }),
    ),
    watched(
      'police110',
      runPolice(options, incidents, police, {
        url: `http://${settings.host}:${settings.intakePort}/intake/police110`,
        secretFile: join(settings.secretsDir, 'police110.hmac'),
      }),
    ),
    watched(
      'open311',
      runOpen311(options, requests, open311, {
        folder: dropFolder,
        series: new ExportSeries(dropFolder, seriesOf(startMs)),
      }),
    ),
  ]);
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
