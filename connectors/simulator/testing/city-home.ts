import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, type Settings } from '../../../runtime/settings.ts';

export interface CityHome {
  readonly settings: Settings;
  /** What the settings were read from, for a process of its own. */
  readonly env: Record<string, string>;
  remove(): Promise<void>;
}

export const POLICE_SECRET = Buffer.from('0123456789abcdef0123456789abcdef');

/** A home with the city's secrets, 400 records in 7 days unless told; without a grid database. */
export async function makeCityHome(intakePort: number, more: Record<string, string> = {}): Promise<CityHome> {
  const home = await mkdtemp(join(tmpdir(), 'city-'));
  await mkdir(join(home, 'secrets'));
  await writeFile(join(home, 'secrets', 'police110.hmac'), `whsec_${POLICE_SECRET.toString('base64')}\n`);
  await writeFile(join(home, 'secrets', 'hotline12345.token'), 'a-token\n');
  const env = {
    TRIBUTARY_HOME: home,
    TRIBUTARY_INTAKE_PORT: String(intakePort),
    TRIBUTARY_SIMULATOR_PORT: String(await freePort()),
    TRIBUTARY_SIMULATOR_GRID_PORT: String(await freePort()),
    TRIBUTARY_SIMULATOR_RECORDS: '400',
    TRIBUTARY_SIMULATOR_DAYS: '7',
    TRIBUTARY_SIMULATOR_RECORDS_PER_MINUTE: '0',
    TRIBUTARY_SIMULATOR_FAULT_SHARE: '0',
    ...more,
  };
  return { settings: readSettings(env), env, remove: () => rm(home, { recursive: true }) };
}

/** A port on 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}
