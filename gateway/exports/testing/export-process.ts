import { once } from 'node:events';
import { connectStore } from '../../../schema/store/connection.ts';
import { ExportQueue } from '../../../schema/store/export-queue.ts';
import { openStore } from '../../../schema/store/models.ts';
import type { ExportPlace } from '../write-export.ts';
import type { Caller } from '../../access/caller.ts';
import { FULL_ACCESS } from '../../access/grants/access.ts';
import { ExportWorld } from './export-world.ts';

/** A gateway's writing of exports as a process of its own, which stops at a place and waits there to be killed. One JSON argument. */
export interface ExportProcess {
  readonly uri: string;
  readonly caller: Omit<Caller, 'access'>;
  readonly leaseMs: number;
  readonly stopAt: ExportPlace;
  /** The how manieth time that it comes there. */
  readonly times: number;
}

const { uri, caller, leaseMs, stopAt, times } = JSON.parse(process.argv[2] ?? '') as ExportProcess;
const store = openStore(await connectStore(uri));
const people = new Map([['one', Object.freeze({ ...caller, access: FULL_ACCESS })]]);
const world = await ExportWorld.open(store, people, {
  queue: new ExportQueue(() => store),
  eventually: () => Promise.reject(new Error('nothing is waited for here')),
});
process.stdout.write('ready\n');
await once(process.stdin, 'data');
let reached = 0;
world.run({
  leaseMs,
  reached: (place) => {
    if (place !== stopAt || (reached += 1) < times) return Promise.resolve();
    process.stdout.write('stopped\n');
    return new Promise(() => undefined);
  },
});
