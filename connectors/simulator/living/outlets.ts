import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSecrets } from '../../kit/standard-webhooks.ts';
import { isAborted } from '../../kit/abort.ts';
import { dropExport } from '../agencies/open311/drop.ts';
import type { ExportSeries } from '../agencies/open311/exports.ts';
import type { ServiceRow } from '../agencies/open311/shape.ts';
import type { PoliceVersion } from '../agencies/police110/events.ts';
import { PolicePusher } from '../agencies/police110/pusher.ts';
import type { CityVersion } from '../timeline/city-of.ts';
import { DueReader } from './due-reader.ts';
import type { ShownAgency } from './history-progress.ts';
import { keepTrying, type Trying } from './keep-trying.ts';
import type { Branch } from './shared-timeline.ts';
import type { Position } from './state.ts';

export interface OutletOptions extends Trying {
  /** Folder of the city's state. */
  readonly folder: string;
  readonly now: () => number;
  /** Called with those that a restart passes over, too. */
  readonly handedOver: (agency: ShownAgency, count: number, how: 'now' | 'before') => void;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}

export type ServiceVersion = Extract<CityVersion, { agency: 'open311'; body: ServiceRow }>;

/** Also what a killed process may send twice. */
const PUSH_MOST = 100;
const EXPORT_MOST_ROWS = 200;
/** In slow time an export waits for company instead of holding one row. */
const EXPORT_GATHER_MS = 30_000;

/** The police push until the end of time; the position is saved after every group of versions that was taken. */
export async function runPolice(
  options: OutletOptions,
  branch: Branch<PoliceVersion>,
  position: Position,
  intake: { readonly url: string; readonly secretFile: string },
): Promise<void> {
  const { folder, signal, now, log, handedOver } = options;
  const reader = new DueReader(branch, now);
  await reader.skip(position.delivered, signal);
  handedOver('police110', position.delivered, 'before');
  const pusher = new PolicePusher({
    url: intake.url,
    secret: async () => {
      const [secret] = readSecrets(await readFile(intake.secretFile, 'utf8'), intake.secretFile);
      if (secret === undefined) throw new Error(`${intake.secretFile} holds no secret`);
      return secret;
    },
    now,
    log,
    onDelivered: async (count) => {
      await keepTrying('police110', () => position.moveTo(position.delivered + count), options);
      handedOver('police110', count, 'now');
    },
    onRefused: async (refused) => {
      const line = `${JSON.stringify(refused)}\n`;
      await keepTrying('police110', () => appendFile(join(folder, 'police110-refused.jsonl'), line), options);
    },
  });
  while (!isAborted(signal)) {
    const versions = await reader.take(PUSH_MOST, signal);
    if (versions.length === 0) return;
    await pusher.push(versions, signal);
  }
}

/** The other city's export, file by file; the position is saved after the rename. */
export async function runOpen311(
  options: OutletOptions,
  branch: Branch<ServiceVersion>,
  position: Position,
  drop: { readonly folder: string; readonly series: ExportSeries },
): Promise<void> {
  const { signal, now, handedOver } = options;
  const reader = new DueReader(branch, now);
  const from = await drop.series.resume(position.delivered);
  await reader.skip(from, signal);
  handedOver('open311', from, 'before');
  let next = from;
  while (!isAborted(signal)) {
    const versions = await reader.take(EXPORT_MOST_ROWS, signal, EXPORT_GATHER_MS);
    if (versions.length === 0) return;
    const to = next + versions.length;
    const rows = versions.map(({ body }) => body);
    const name = drop.series.nameOf(next, to);
    const dropped =
      (await keepTrying('open311', () => dropExport(drop.folder, name, rows), options)) &&
      (await keepTrying('open311', () => position.moveTo(to), options));
    if (!dropped) return;
    next = to;
    handedOver('open311', versions.length, 'now');
  }
}
