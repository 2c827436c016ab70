import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAborted, pause } from '../../kit/abort.ts';
import type { DailyExport } from '../agencies/hotline12345/daily-exports.ts';
import { exportCsv, exportNameOf } from '../agencies/hotline12345/export.ts';
import { spoiltExport } from '../agencies/hotline12345/spoil.ts';
import { FaultPlan } from '../faults/fault-plan.ts';
import { writeWhole } from '../writing/whole-file.ts';
import type { HotlineDesk } from './hotline-desk.ts';
import { keepTrying } from './keep-trying.ts';
import type { OutletOptions } from './outlet-options.ts';
import type { Position } from './state.ts';

const LOOK_EVERY_MS = 500;
const CHANNEL = 'hotline12345.export';

interface ExportDrop {
  readonly desk: HotlineDesk;
  readonly folder: string;
  readonly seed: string;
  readonly share: number;
  /**
   * Whether exports may go out: not before the hub could have read the tickets through the interface, or nobody would notice which of them are
   * gone.
   */
  readonly mayBegin: () => boolean;
}

/** The hotline's nightly exports into its drop folder; the position is the last day that was exported. */
export async function runHotlineExports(
  options: OutletOptions,
  position: Position,
  { desk, folder, seed, share, mayBegin }: ExportDrop,
): Promise<void> {
  const { signal } = options;
  while (!isAborted(signal)) {
    const next = mayBegin() ? desk.takeExport() : null;
    if (next === null) {
      await pause(LOOK_EVERY_MS, signal);
      continue;
    }
    if (next.day <= position.delivered) continue;
    // Every day has a plan of its own: its tickets are few, and all of them are in one file.
    const plan = new FaultPlan(`${seed}/${next.day}`, share);
    const dropped =
      (await keepTrying('hotline12345 export', () => drop(options, folder, next, plan), options)) &&
      (await keepTrying('hotline12345 export', () => position.moveTo(next.day), options));
    if (!dropped) return;
  }
}

async function drop(
  { faults }: OutletOptions,
  folder: string,
  next: DailyExport,
  plan: FaultPlan,
): Promise<void> {
  const encoding = next.day % 2 === 0 ? 'utf-8-bom' : 'gb18030';
  const { tickets, deleted, dayMs, asOfMs } = next;
  const done = new Set<string>();
  for (let index = tickets.length - 1; index >= 0; index -= 1) {
    const kind = plan.at(CHANNEL, index);
    if (kind === null || done.has(kind.fault)) continue;
    const spoilt = spoiltExport(kind.fault, tickets, index, encoding);
    if (spoilt === null) continue;
    done.add(kind.fault);
    // A second apart and before the sound one, which so has the last word.
    const name = exportNameOf(dayMs, asOfMs - done.size * 1_000);
    if (spoilt.halfWritten === true) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${name}.part`), spoilt.bytes);
    } else {
      await writeWhole(folder, name, spoilt.bytes);
    }
    const entry = { agency: 'hotline12345', channel: CHANNEL, ...kind, count: 1, file: name } as const;
    await faults.ledger.add({ id: `${CHANNEL}/${name}`, ...entry });
  }
  const name = exportNameOf(dayMs, asOfMs);
  for (const sourceId of deleted) {
    await faults.ledger.add({
      id: `${CHANNEL}/deleted/${sourceId}`,
      agency: 'hotline12345',
      channel: CHANNEL,
      fault: 'deleted',
      expect: 'WITHDRAWN',
      count: 1,
      file: name,
      sourceId,
    });
  }
  await writeWhole(folder, name, exportCsv(tickets, encoding));
}
