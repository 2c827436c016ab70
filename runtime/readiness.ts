import { get } from 'node:http';

const WITHIN_MS = 2_000;

/** Asks a process's `/readyz`: null when it can work, else what it waits for. Never throws. */
export function readiness(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const request = get({ host, port, path: '/readyz', timeout: WITHIN_MS, agent: false }, (response) => {
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
