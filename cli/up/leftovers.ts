import type { Report } from '../../docker/local/report.ts';
import { endProcess, isRunning } from '../home/process-identity.ts';
import type { RunState } from '../home/state.ts';

const GRACE_MS = 10_000;

/** Ends processes of an `up` that is gone (SIGKILL, power cut of a container). Told apart by start time, so never a stranger's. */
export async function endLeftovers(state: RunState | undefined, report: Report): Promise<void> {
  for (const { role, pid, startTime } of state?.processes ?? []) {
    if (pid === null || startTime === null || !isRunning({ pid, startTime })) continue;
    report(`${role} (process ${pid}) is left over from an earlier run; ending it`);
    await endProcess({ pid, startTime }, GRACE_MS);
  }
}
