import { readiness } from './readiness.ts';
import { readSettings, type Settings } from './settings.ts';

/** Port on which each process answers `/readyz`. */
const PORTS: Readonly<Record<string, (settings: Settings) => number>> = {
  gateway: ({ gatewayPort }) => gatewayPort,
  worker: ({ intakePort }) => intakePort,
  pipeline: ({ pipelinePort }) => pipelinePort,
  simulator: ({ simulatorPort }) => simulatorPort,
  'grid-database': ({ simulatorGridPort }) => simulatorGridPort,
};

/** Addresses that mean "on all of them": a process that listens there is asked on the loopback. */
const EVERYWHERE: readonly string[] = ['0.0.0.0', '::'];

/**
 * `node runtime/healthcheck.ts ROLE` in the container of a process: exit code 0 when its `/readyz` says that it can work, else 1 with what it
 * waits for on standard output, where `docker inspect` shows it.
 */
const [role = ''] = process.argv.slice(2);
const portOf = PORTS[role];
if (portOf === undefined) {
  process.stdout.write(`there is no process "${role}"; ask for one of ${Object.keys(PORTS).join(', ')}\n`);
  process.exit(1);
}
const settings = readSettings(process.env);
const host = EVERYWHERE.includes(settings.host) ? '127.0.0.1' : settings.host;
const waitsFor = await readiness(host, portOf(settings), role === 'gateway' && settings.tls !== null);
process.stdout.write(`${waitsFor ?? 'ready'}\n`);
process.exit(waitsFor === null ? 0 : 1);
