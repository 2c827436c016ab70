import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { LRUCache } from 'lru-cache';
import { observeRequest } from '../metrics.ts';

/** One line a GraphQL request: who, how long, which codes. Neither the query nor its variables, which hold names and ID numbers. */
export function logRequests(app: FastifyInstance, graphqlPath: string): void {
  app.addHook('onResponse', (request, reply, done) => {
    const path = request.url.split('?')[0] ?? '';
    const line = {
      method: request.method,
      path,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
    };
    if (path === graphqlPath) {
      observeRequest(reply.statusCode, reply.elapsedTime);
      const { caller, operationName, query, errorCodes } = request.graphql ?? {};
      request.log.info(
        {
          ...line,
          partner: caller?.partner,
          actor: caller?.actor,
          operationName: operationName?.slice(0, 100),
          ...(query === undefined ? {} : { query: hashOf(query) }),
          ...(errorCodes === undefined || errorCodes.length === 0 ? {} : { errorCodes }),
        },
        'graphql request',
      );
    } else {
      request.log.debug(line, 'request');
    }
    done();
  });
}

const hashes = new LRUCache<string, string>({
  max: 1_000,
  maxSize: 4_000_000,
  sizeCalculation: (_, query) => query.length + 1,
});

/** Enough to find the same query again. */
function hashOf(query: string): string {
  let hash = hashes.get(query);
  if (hash === undefined) {
    hash = createHash('sha256').update(query).digest('hex').slice(0, 16);
    hashes.set(query, hash);
  }
  return hash;
}
