import type { Home } from '../home/home.ts';
import { isRunning } from '../home/process-identity.ts';
import { readState, type ProcessRecord, type RunState } from '../home/state.ts';
import { lockOwner } from '../home/up-lock.ts';
import { flowOf, type Flow } from './flow.ts';
import { memoryMbOf } from './memory.ts';

export interface ProcessStatus {
  readonly role: string;
  readonly state: ProcessRecord['state'];
  readonly pid: number | null;
  readonly memoryMb: number | null;
  readonly uptimeSeconds: number | null;
  readonly restarts: number;
  readonly address: string;
  readonly logFile: string;
}

/** What `status --json` prints. */
export interface Status {
  readonly running: boolean;
  readonly home: string;
  readonly phase: RunState['phase'] | null;
  readonly startedAt: string | null;
  readonly gatewayUrl: string | null;
  readonly withCity: boolean | null;
  readonly processes: readonly ProcessStatus[];
  readonly totalMemoryMb: number;
  /** Null when nothing runs. */
  readonly flow: Flow | null;
}

/** Looks at the processes of a home and, through the store and the broker, at what flows between them. */
export async function statusOf(home: Home, now: Date): Promise<Status> {
  const state = readState(home.stateFile);
  const owner = lockOwner(home.lockFile);
  if (state === undefined || owner === undefined) {
    return {
      running: false,
      home: home.dir,
      phase: null,
      startedAt: null,
      gatewayUrl: null,
      withCity: null,
      processes: [],
      totalMemoryMb: 0,
      flow: null,
    };
  }
  const supervisor: ProcessRecord = {
    role: 'up',
    state: 'ready',
    pid: state.pid,
    startTime: state.startTime,
    startedAt: state.startedAt,
    restarts: 0,
    address: '',
    logFile: home.logFile('up'),
  };
  const processes = [...state.processes, supervisor].map((record) => processStatus(record, now));
  return {
    running: true,
    home: home.dir,
    phase: state.phase,
    startedAt: state.startedAt,
    gatewayUrl: state.gatewayUrl,
    withCity: state.withCity,
    processes,
    totalMemoryMb: processes.reduce((sum, { memoryMb }) => sum + (memoryMb ?? 0), 0),
    flow: await flowOf(state, now),
  };
}

function processStatus(record: ProcessRecord, now: Date): ProcessStatus {
  const { role, pid, startTime, startedAt, restarts, address, logFile } = record;
  const runs = pid !== null && startTime !== null && isRunning({ pid, startTime });
  const uptimeMs = startedAt === null ? 0 : now.getTime() - Date.parse(startedAt);
  return {
    role,
    // The file says `ready` until its writer has noticed an end.
    state: record.state === 'ready' && !runs ? 'restarting' : record.state,
    pid: runs ? pid : null,
    memoryMb: runs ? memoryMbOf(pid) : null,
    uptimeSeconds: runs ? Math.round(uptimeMs / 1_000) : null,
    restarts,
    address,
    logFile,
  };
}
