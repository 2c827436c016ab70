import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LARGEST_BYTES = 20_000_000;

/** Before a start: a log that has grown past 20 MB becomes `<name>.1`, over the one before. */
export function rotateLogs(logsDir: string): void {
  mkdirSync(logsDir, { recursive: true });
  for (const name of readdirSync(logsDir)) {
    const path = join(logsDir, name);
    if (name.endsWith('.log') && statSync(path).size > LARGEST_BYTES) renameSync(path, `${path}.1`);
  }
}
