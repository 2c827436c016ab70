import { createServer } from 'node:http';
import { execute, parse, type DocumentNode } from 'graphql';
import { CONTESTANTS, portOf } from './contestants.ts';
import { benchContext, subgraphSchema, SUBGRAPH_NAMES } from './schemas.ts';

/** Longer than a contestant waits for its turn: a request on a connection that is just being closed is lost, and not every contestant sends it again. */
const KEEP_ALIVE_MS = 600_000;

/** One process of the bench, forked by `query.ts`: `serve.ts subgraphs`, or `serve.ts CONTESTANT [URLS]`. Tells its port, and its use of CPU and memory when asked. */
const [what = '', urls] = process.argv.slice(2);
const ports =
  what === 'subgraphs'
    ? await serveSubgraphs()
    : await CONTESTANTS[what]?.serve(
        urls === undefined ? null : new Map(Object.entries(JSON.parse(urls) as Record<string, string>)),
      );
process.send?.({ ports });
process.on('message', (asked) => {
  if (asked === 'memory') globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1_000, rssMiB: process.memoryUsage.rss() / 2 ** 20 });
});
process.on('disconnect', () => process.exit());

/** All subgraphs over plain HTTP; answers their URLs. */
async function serveSubgraphs(): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const name of SUBGRAPH_NAMES) {
    const schema = subgraphSchema(name);
    const documents = new Map<string, DocumentNode>();
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { query, variables } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
          query: string;
          variables: Record<string, unknown>;
        };
        const document = documents.get(query) ?? parse(query);
        documents.set(query, document);
        Promise.resolve(
          execute({ schema, document, variableValues: variables, contextValue: benchContext() }),
        ).then((result) => {
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify(result));
        }, console.error);
      });
    });
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    all[name] = `http://127.0.0.1:${portOf(server)}/graphql`;
  }
  return all;
}
