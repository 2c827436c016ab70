import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAborted } from '../../kit/abort.ts';
import { FaultyPushes } from '../agencies/police110/faulty-pushes.ts';
import { eventIdOf, type PoliceVersion } from '../agencies/police110/events.ts';
import { PolicePusher, type PusherOptions } from '../agencies/police110/pusher.ts';
import { DueReader } from './due-reader.ts';
import { keepTrying } from './keep-trying.ts';
import type { OutletOptions } from './outlet-options.ts';
import type { Branch } from './shared-timeline.ts';
import type { Position } from './state.ts';

/** Also what a killed process may send twice. */
const PUSH_MOST = 100;
const CHANNEL = 'police110.push';

/** The police push until the end of time; the position is saved after every group of versions that was taken. */
export async function runPolice(
  options: OutletOptions,
  branch: Branch<PoliceVersion>,
  position: Position,
  sending: Pick<PusherOptions, 'url' | 'secret' | 'now'>,
): Promise<void> {
  const { folder, signal, log, handedOver } = options;
  const reader = new DueReader(branch, options.now);
  await reader.skip(position.delivered, signal);
  handedOver('police110', position.delivered, 'before');
  const faulty = new FaultyPushes(sending);
  const pusher = new PolicePusher({
    ...sending,
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
    const from = position.delivered;
    if (!(await pusher.push(versions, signal))) return;
    for (const [index, version] of versions.entries()) {
      const kind = options.faults.plan.at(CHANNEL, from + index);
      // A hub that goes away meanwhile has one fault less: it is not in the ledger either.
      if (kind === null || !(await faulty.push(kind.fault, version, signal))) continue;
      const { sourceId } = version;
      const entry = { agency: 'police110', channel: CHANNEL, ...kind, count: 1, sourceId } as const;
      const id = `${CHANNEL}/${eventIdOf(version)}/${kind.fault}`;
      await keepTrying('fault ledger', () => options.faults.ledger.add({ id, ...entry }), options);
    }
  }
}
