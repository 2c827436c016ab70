import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/** One JSON line an event on standard output, with the process's role; times are RFC 3339 in UTC. */
export function createLog(role: string, level: string): Logger {
  return pino({ level, base: { role }, timestamp: pino.stdTimeFunctions.isoTime });
}
