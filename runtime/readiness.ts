import { get } from 'node:http';
import { get as getSecure } from 'node:https';

const WITHIN_MS = 2_000;

/**
 * Asks a process's `/readyz`: null when it can work, else what it waits for. Never throws.
 * @param isSecure over TLS; whose certificate it is does not matter to who asks itself
 */
export function readiness(host: string, port: number, isSecure = false): Promise<string | null> {
  return new Promise((resolve) => {
    const options = { host, port, path: '/readyz', timeout: WITHIN_MS, agent: false } as const;
    const ask = isSecure ? getSecure : get;
    const request = ask({ ...options, rejectUnauthorized: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.once('close', () => {
        resolve(response.statusCode === 200 ? null : body.trim() || `answers ${response.statusCode ?? 0}`);
      });
    });
    request.once('timeout', () => {
      request.destroy();
      resolve(`no answer within ${WITHIN_MS / 1_000} s`);
    });
    request.once('error', () => {
      resolve('not listening yet');
    });
  });
}
