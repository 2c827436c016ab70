import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

export const CLIENT_NAME_BEGINS = 'tributary';
/** MongoDB takes 128 bytes. */
const LONGEST_HOST = 40;

/**
 * Name under which a process connects to MongoDB: `tributary/<role>/<database>/<pid>/<host>/<8 hex digits>`. It is how a rebuild sees who is
 * there, on whatever machine.
 */
export function clientNameOf(role: string, mongodbUri: string): string {
  const database = /^mongodb(?:\+srv)?:\/\/[^/]*\/([^?]*)/.exec(mongodbUri)?.[1] ?? '';
  const host = hostname().slice(0, LONGEST_HOST);
  return [CLIENT_NAME_BEGINS, role, database, process.pid, host, randomUUID().slice(0, 8)].join('/');
}
