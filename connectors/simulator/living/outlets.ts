import { appendFile, readFile, rename } from 'node:fs/promises';
import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { readSecrets } from '../../kit/standard-webhooks.ts';
import { isAborted } from '../../kit/abort.ts';
import type { HotlineSystem } from '../agencies/hotline12345/system.ts';
import { dropExport } from '../agencies/open311/drop.ts';
import type { PoliceVersion } from '../agencies/police110/events.ts';
import { PolicePusher } from '../agencies/police110/pusher.ts';
import type { CityVersion } from '../timeline/city-of.ts';
import { DueReader } from './due-reader.ts';
import { loadJson, PositionSchema, saveJson } from './state.ts';

export interface OutletOptions {
  /** The timeline from its beginning; each outlet reads its own. */
  readonly timeline: () => Iterable<CityVersion>;
  /** Folder of the city's state. */
  readonly folder: string;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly delivered: (agency: CityVersion['agency'], count: number) => void;
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
}

const BATCH_MOST = 100;
const EXPORT_MOST_ROWS = 200;
/** In slow time an export waits for company instead of holding one row. */
const EXPORT_GATHER_MS = 30_000;
const CHRONICLE_SLICE = 200;

/** The police push until the end of time; the position is saved after every post that was taken. */
export async function runPolice(
  options: OutletOptions,
  intake: { readonly url: string; readonly secretFile: string },
): Promise<void> {
  const { folder, signal, now, log } = options;
  const path = join(folder, 'police110.json');
  let { delivered } = (await loadJson(path, PositionSchema)) ?? { delivered: 0 };
  const reader = new DueReader(options.timeline(), isPolice, now);
  await reader.skip(delivered);
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
      delivered += count;
      await saveJson(path, { delivered });
      options.delivered('police110', count);
    },
    onRefused: (refused) =>
      appendFile(join(folder, 'police110-refused.jsonl'), `${JSON.stringify(refused)}\n`),
  });
  while (!isAborted(signal)) {
    const versions = await reader.take(BATCH_MOST, signal);
    if (versions.length === 0) return;
    await pusher.push(versions, signal);
  }
}

/** The other city's export, file by file; the position is saved after the rename. */
export async function runOpen311(options: OutletOptions, dropFolder: string): Promise<void> {
  const { folder, signal, now } = options;
  const path = join(folder, 'open311.json');
  let { delivered } = (await loadJson(path, PositionSchema)) ?? { delivered: 0 };
  const reader = new DueReader(options.timeline(), isService, now);
  await reader.skip(delivered);
  while (!isAborted(signal)) {
    const versions = await reader.take(EXPORT_MOST_ROWS, signal, EXPORT_GATHER_MS);
    if (versions.length === 0) return;
    const name = `nyc311-${String(delivered).padStart(9, '0')}.csv`;
    await dropExport(
      dropFolder,
      name,
      versions.map(({ body }) => body),
    );
    delivered += versions.length;
    await saveJson(path, { delivered });
    options.delivered('open311', versions.length);
  }
}

/**
 * Commits hotline tickets as time goes by and writes the ground truth of every record beside. Both begin anew after a restart: the seed
 * gives the same again. `onCaughtUp` is called once, when all of the past is there.
 */
export async function runChronicle(
  options: OutletOptions,
  system: HotlineSystem,
  onCaughtUp: () => void,
): Promise<void> {
  const { folder, signal, now } = options;
  const path = join(folder, 'truth.jsonl');
  const reader = new DueReader(options.timeline(), isAny, now);
  const startedMs = now();
  let file: WriteStream = createWriteStream(`${path}.part`);
  let caughtUp = false;
  while (!isAborted(signal)) {
    const versions = await reader.take(CHRONICLE_SLICE, signal);
    for (const version of versions) {
      if (version.agency === 'hotline12345') {
        const transaction = system.begin();
        transaction.put(version.body);
        transaction.commit();
        options.delivered('hotline12345', 1);
      }
      if (version.change === 'new') file.write(`${JSON.stringify(version.truth)}\n`);
    }
    const last = versions.at(-1);
    if (!caughtUp && (versions.length < CHRONICLE_SLICE || (last?.visibleMs ?? Infinity) >= startedMs)) {
      caughtUp = true;
      await ended(file);
      await rename(`${path}.part`, path);
      file = createWriteStream(path, { flags: 'a' });
      onCaughtUp();
    }
    if (versions.length === 0) break;
  }
  await ended(file);
}

async function ended(file: WriteStream): Promise<void> {
  file.end();
  await once(file, 'close');
}

function isPolice(version: CityVersion): version is PoliceVersion {
  return version.agency === 'police110';
}

function isService(version: CityVersion): version is Extract<CityVersion, { agency: 'open311' }> {
  return version.agency === 'open311';
}

function isAny(version: CityVersion): version is CityVersion {
  return version.visibleMs >= 0;
}
