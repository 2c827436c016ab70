import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Status } from '../../cli/status/status.ts';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import { pickPort } from '../../docker/local/ports.ts';

export interface Outcome {
  readonly code: number | null;
  /** Standard output and error. */
  readonly output: string;
}

/** The verbs of `./tributary` on a home and ports of their own. */
export interface Launcher {
  readonly home: string;
  /** May be added to before a verb runs. */
  readonly env: NodeJS.ProcessEnv;
  tributary(...args: readonly string[]): Promise<Outcome>;
  status(): Promise<Status>;
  /** Stops what runs and deletes the home. */
  remove(): Promise<void>;
}

export async function freshLauncher(): Promise<Launcher> {
  const home = mkdtempSync(join(tmpdir(), 'tributary-home-'));
  const ports: number[] = [];
  while (ports.length < 6) ports.push(await pickPort(undefined, ports));
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TRIBUTARY_'))),
    TRIBUTARY_HOME: home,
    TRIBUTARY_PORT: String(ports[0]),
    TRIBUTARY_INTAKE_PORT: String(ports[1]),
    TRIBUTARY_PIPELINE_PORT: String(ports[2]),
    TRIBUTARY_SIMULATOR_PORT: String(ports[3]),
    TRIBUTARY_SIMULATOR_GRID_PORT: String(ports[4]),
    TRIBUTARY_IDENTITY_PORT: String(ports[5]),
  };
  const tributary = (...args: readonly string[]): Promise<Outcome> => runVerb(args, env);
  return {
    home,
    env,
    tributary,
    status: async () => JSON.parse((await tributary('status', '--json')).output) as Status,
    remove: async () => {
      await tributary('down');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function runVerb(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'cli', 'main.ts'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
}

/** What the command that `up` printed asks, with its token. */
export async function askAsPrinted(output: string, query?: string): Promise<unknown> {
  const url = /curl -s (\S+)/.exec(output)?.[1] ?? '';
  const authorization = /authorization: (Bearer \S+)'/.exec(output)?.[1] ?? '';
  const printed = /-d '(.*)'$/m.exec(output)?.[1] ?? '';
  const headers = { 'content-type': 'application/json', authorization };
  const response = await fetch(url, { method: 'POST', headers, body: query ?? printed });
  return response.json();
}
