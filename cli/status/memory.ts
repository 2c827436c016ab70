import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Memory of a process in MB: its proportional share (PSS: pages shared with others count once between them), so that the sum over processes
 * is what the machine really gives; resident size where the system does not tell. Null when there is no such process.
 */
export function memoryMbOf(pid: number): number | null {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kilobytes = /^Pss:\s+(\d+) kB/m.exec(rollup)?.[1];
    if (kilobytes !== undefined) return Math.round(Number(kilobytes) / 1_024);
  } catch {
    // Not Linux, or another user's process.
  }
  try {
    const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return kilobytes === '' ? null : Math.round(Number(kilobytes) / 1_024);
  } catch {
    return null;
  }
}
