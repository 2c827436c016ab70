import { mkdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { Counter } from 'prom-client';
import { operationsPage, type Health } from '../../../runtime/operations-server.ts';
import type { Logger } from '../../../runtime/log.ts';
import type { Settings } from '../../../runtime/settings.ts';
import { answerHotlineApi, TICKETS_PATH, type ApiOptions } from '../agencies/hotline12345/api.ts';
import { HotlineSystem } from '../agencies/hotline12345/system.ts';
import { cityOf } from '../timeline/city-of.ts';
import { DAY_MS } from '../writing/time.ts';
import { runChronicle, runOpen311, runPolice, type OutletOptions } from './outlets.ts';
import { CitySchema, loadJson, saveJson, type CityState } from './state.ts';

const VERSIONS = new Counter({
  name: 'tributary_simulator_versions_total',
  help: 'Record versions that the simulated agencies have handed over.',
  labelNames: ['agency'],
});

const MINUTES_PER_DAY = 24 * 60;

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
  const city = await cityIn(folder, settings, now(), log);
  const { seed, records, days, startMs, livingPace } = city;
  const stopping = new AbortController();
  const system = new HotlineSystem();
  let waitingFor: string | null = 'the history of the city is being told';
  let failure: string | null = null;

  const options: OutletOptions = {
    timeline: () =>
      cityOf({ seed, records, days, start: startMs, ...(livingPace === null ? {} : { livingPace }) }),
    folder,
    now,
    signal: stopping.signal,
    delivered: (agency, count) => {
      VERSIONS.inc({ agency }, count);
    },
    log,
  };
  const health: Health = { ready: () => failure ?? waitingFor };
  const token = async (): Promise<string> =>
    (await readFile(join(settings.secretsDir, 'hotline12345.token'), 'utf8')).trim();
  const server = await serve(settings, health, { system, token, now });
  const watched = (name: string, running: Promise<void>): Promise<void> =>
    running.catch((error: unknown) => {
      failure = `${name} has stopped: ${error instanceof Error ? error.message : String(error)}`;
      log.error({ err: error, outlet: name }, 'an agency of the simulated city has stopped');
    });
  const running = Promise.all([
    watched(
      'hotline12345',
      runChronicle(options, system, () => {
        waitingFor = null;
        log.info({ tickets: system.size, livingPace }, 'the history of the city is told; it lives on');
      }),
    ),
    watched(
      'police110',
      runPolice(options, {
        url: `http://${settings.host}:${settings.intakePort}/intake/police110`,
        secretFile: join(settings.secretsDir, 'police110.hmac'),
      }),
    ),
    watched('open311', runOpen311(options, join(settings.home, 'drop', 'open311'))),
  ]);
  log.info({ port: settings.simulatorPort, folder, seed, records, days }, 'the simulated city is up');
  return {
    async stop() {
      stopping.abort();
      await running;
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

async function serve(settings: Settings, health: Health, api: ApiOptions): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const answer =
      url.pathname === TICKETS_PATH
        ? answerHotlineApi(
            { method: request.method ?? 'GET', url, authorization: request.headers.authorization },
            api,
          )
        : operationsPage(url.pathname, health).then((page) => ({
            status: page?.status ?? 404,
            headers: { 'content-type': page?.contentType ?? 'text/plain' },
            body: page?.body ?? `not found: try ${TICKETS_PATH}, /healthz, /readyz or /metrics\n`,
          }));
    answer.then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      (error: unknown) =>
        response
          .writeHead(500, { 'content-type': 'text/plain' })
          .end(`${error instanceof Error ? error.message : String(error)}\n`),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.simulatorPort, settings.host, resolve);
  });
  return server;
}
