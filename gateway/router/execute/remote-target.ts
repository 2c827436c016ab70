import { GraphQLError, print, type DocumentNode } from 'graphql';
import { Pool } from 'undici';
import { z } from 'zod';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { RequestContext } from './request-context.ts';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTarget } from './subgraph-target.ts';

export interface RemoteTargetOptions {
  readonly name: string;
  readonly url: URL;
  /** Headers that tell the subgraph who asks. Nothing of the client's own request is passed on. */
  readonly callerHeaders: (context: RequestContext) => Promise<Readonly<Record<string, string>>>;
  readonly maxConnections: number;
  readonly connectTimeoutMs: number;
  readonly maxAnswerBytes: number;
}

const AnswerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).nullish(),
        extensions: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .nullish(),
  extensions: z
    .object({ looked: z.object({ ids: z.array(z.string()), count: z.number() }).optional() })
    .nullish(),
});

/** A subgraph served by another process over HTTP: a pool of kept-alive connections, bounded in time and in size. */
export function remoteTarget(options: RemoteTargetOptions): SubgraphTarget {
  const { name, url } = options;
  const pool = new Pool(url.origin, {
    connections: options.maxConnections,
    connect: { timeout: options.connectTimeoutMs },
    // The fetch as a whole is bounded by its signal; these only catch what the signal cannot.
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
  });
  const printed = new WeakMap<DocumentNode, string>();
  const textOf = (document: DocumentNode): string => {
    const known = printed.get(document);
    if (known !== undefined) return known;
    const text = print(document);
    printed.set(document, text);
    return text;
  };

  return {
    name,
    async execute(request: SubgraphRequest, context: RequestContext): Promise<SubgraphAnswer> {
      const callerHeaders = await options.callerHeaders(context);
      try {
        const response = await pool.request({
          method: 'POST',
          path: `${url.pathname}${url.search}`,
          headers: {
            'content-type': 'application/json',
            accept: 'application/graphql-response+json, application/json;q=0.9',
            'x-request-id': context.requestId,
            ...callerHeaders,
          },
          body: JSON.stringify({
            query: textOf(request.document),
            ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
            variables: request.variables,
          }),
          signal: request.signal,
        });
        const bytes = await readWithin(response.body, options.maxAnswerBytes);
        return answerOf(bytes, response.statusCode, context);
      } catch (cause) {
        if (cause instanceof HubError && cause.code === 'HUB_SUBGRAPH_UNAVAILABLE') throw cause;
        const why = cause instanceof UnusableAnswer ? cause.message : 'could not be reached';
        throw new HubError(
          'HUB_SUBGRAPH_UNAVAILABLE',
          `subgraph ${name} ${why}; its fields are missing from this answer, ask again later`,
          { cause },
        );
      }
    },
    close: () => pool.close(),
  };
}

class UnusableAnswer extends Error {}

async function readWithin(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    // Leaving the loop destroys the stream: the rest is not read.
    if (size > maxBytes) throw new UnusableAnswer(`answered more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function answerOf(bytes: Buffer, status: number, { look }: RequestContext): SubgraphAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new UnusableAnswer(`answered something that is not JSON (HTTP status ${status})`, { cause });
  }
  const parsed = AnswerSchema.safeParse(answer);
  if (!parsed.success || (parsed.data.data === undefined && parsed.data.errors == null)) {
    throw new UnusableAnswer(`answered something that is not a GraphQL answer (HTTP status ${status})`);
  }
  const looked = parsed.data.extensions?.looked;
  if (looked !== undefined) look?.merge(looked);
  return {
    data: parsed.data.data,
    errors: parsed.data.errors?.map(
      ({ message, path, extensions }) => new GraphQLError(message, { path, extensions }),
    ),
  };
}
