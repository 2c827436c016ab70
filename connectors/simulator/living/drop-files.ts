import { writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAborted } from '../../kit/abort.ts';
import type { AgencyName } from '../agencies/agency.ts';
import type { ExportSeries } from '../agencies/export-series.ts';
import type { FaultChannel } from '../faults/fault-kinds.ts';
import type { SpoiltFile } from '../faults/spoilt-file.ts';
import type { CityVersion } from '../timeline/city-of.ts';
import { writeWhole } from '../writing/whole-file.ts';
import { DueReader } from './due-reader.ts';
import { keepTrying } from './keep-trying.ts';
import type { OutletOptions } from './outlet-options.ts';
import type { Branch } from './shared-timeline.ts';
import type { Position } from './state.ts';

interface WholeFile {
  readonly bytes: Buffer;
  readonly extension: string;
}

/** How one agency writes its files. */
export interface FileDrop<V extends CityVersion> {
  readonly agency: AgencyName;
  readonly channel: FaultChannel;
  readonly folder: string;
  readonly series: ExportSeries;
  readonly mostRows: number;
  fileOf(versions: readonly V[], from: number): WholeFile;
  spoilt(fault: string, version: V, whole: WholeFile): SpoiltFile | null;
}

/** In slow time a file waits for company instead of holding one row. */
const GATHER_MS = 30_000;

/**
 * An agency's files into its drop folder until the end of time; the position is saved after the rename. Spoilt files go out before the sound
 * one that they were made from: after a crash between the two they are made again, byte by byte the same.
 */
export async function runFileDrop<V extends CityVersion>(
  options: OutletOptions,
  branch: Branch<V>,
  position: Position,
  drop: FileDrop<V>,
): Promise<void> {
  const { signal, now, handedOver } = options;
  const { agency, series } = drop;
  const reader = new DueReader(branch, now);
  let next = await series.resume(position.delivered);
  await reader.skip(next, signal);
  handedOver(agency, next, 'before');
  // What is due at the start goes out at once: whoever starts the city waits for it.
  let gatherMs = 0;
  while (!isAborted(signal)) {
    const versions = await reader.take(drop.mostRows, signal, gatherMs);
    gatherMs = GATHER_MS;
    if (versions.length === 0) return;
    const from = next;
    const to = from + versions.length;
    const whole = drop.fileOf(versions, from);
    const dropped =
      (await keepTrying(agency, () => dropSpoilt(options, drop, versions, from, whole), options)) &&
      (await keepTrying(
        agency,
        () => writeWhole(drop.folder, series.nameOf(from, to, whole.extension), whole.bytes),
        options,
      )) &&
      (await keepTrying(agency, () => position.moveTo(to), options));
    if (!dropped) return;
    next = to;
    handedOver(agency, versions.length, 'now');
  }
}

async function dropSpoilt<V extends CityVersion>(
  { faults }: OutletOptions,
  drop: FileDrop<V>,
  versions: readonly V[],
  from: number,
  whole: WholeFile,
): Promise<void> {
  const { agency, channel, folder, series } = drop;
  for (const [index, version] of versions.entries()) {
    const kind = faults.plan.at(channel, from + index);
    const file = kind === null ? null : drop.spoilt(kind.fault, version, whole);
    if (kind === null || file === null) continue;
    const name = series.besideOf(from + index, kind.fault, file.extension);
    if (file.halfWritten === true) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${name}.part`), file.bytes);
    } else {
      await writeWhole(folder, name, file.bytes);
    }
    await faults.ledger.add({
      id: `${channel}/${name}`,
      agency,
      channel,
      ...kind,
      count: 1,
      file: name,
      sourceId: version.sourceId,
    });
  }
}
