import { rmSync } from 'node:fs';
import { z } from 'zod';
import { readFileIfThere, writeFileAtomic } from '../../docker/local/atomic-file.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';

export const PROCESS_STATES = ['starting', 'ready', 'restarting', 'failed', 'stopped'] as const;
export type ProcessState = (typeof PROCESS_STATES)[number];

const ProcessRecordSchema = z.strictObject({
  role: z.string(),
  state: z.enum(PROCESS_STATES),
  pid: z.int().nullable(),
  /** See `ProcessIdentity`. */
  startTime: z.string().nullable(),
  /** RFC 3339, UTC. */
  startedAt: z.string().nullable(),
  restarts: z.int().nonnegative(),
  address: z.string(),
  logFile: z.string(),
});
export type ProcessRecord = z.infer<typeof ProcessRecordSchema>;

const RunStateSchema = z.strictObject({
  version: z.literal(1),
  /** The `up` process. */
  pid: z.int(),
  startTime: z.string(),
  startedAt: z.string(),
  phase: z.enum(['starting', 'ready', 'stopping']),
  withCity: z.boolean(),
  gatewayUrl: z.string(),
  kafkaBrokers: z.array(z.string()),
  mongodbUri: z.string().nullable(),
  topicPrefix: z.string(),
  processes: z.array(ProcessRecordSchema),
});
/** What runs in a home, as `up` last wrote it; the processes may have ended since. */
export type RunState = z.infer<typeof RunStateSchema>;

/** @throws HubError HUB_CONFIG_INVALID when the file is not ours. */
export function readState(path: string): RunState | undefined {
  const text = readFileIfThere(path);
  if (text === undefined) return undefined;
  try {
    return RunStateSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${path} is not a state file of this version; stop what runs with the version that wrote it, then delete the file`,
      { cause },
    );
  }
}

/** Mode 0600: the MongoDB address may hold a password. */
export function writeState(path: string, state: RunState): void {
  writeFileAtomic(path, `${JSON.stringify(state, null, 2)}\n`, 0o600);
}

export function removeState(path: string): void {
  rmSync(path, { force: true });
}
