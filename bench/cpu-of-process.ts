import { readFileSync } from 'node:fs';

/** CPU that a process and its children have used, ms (Linux: proc(5), clock ticks of 10 ms). */
export function cpuOfProcess(pid: number): number {
  // Behind the name in brackets, `utime` and `stime` are the 12th and 13th fields.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  const own = (Number(fields[11]) + Number(fields[12])) * 10;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + cpuOfProcess(Number(child)), own);
}
