import type { DocumentNode } from 'graphql';
import { Pool } from 'undici';
import { nextTurn } from '../next-turn.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Cancellation } from './cancellation.ts';
import { CircuitBreaker, type BreakerLimits } from './circuit-breaker.ts';
import { InFlight } from './in-flight.ts';
import { readAnswer } from './read-answer.ts';
import { exchange, UnusableAnswer, type RawAnswer } from './remote-exchange.ts';
import { remoteStreams, type RemoteItems } from './remote-stream.ts';
import type { RequestContext } from './request-context.ts';
import type {
  StreamCall,
  SubgraphAnswer,
  SubgraphRequest,
  SubgraphStream,
  SubgraphTarget,
} from './subgraph-target.ts';

export interface RemoteTargetOptions {
  readonly name: string;
  readonly url: URL;
  /** Headers that tell the subgraph who asks. Nothing of the client's own request is passed on. */
  readonly callerHeaders: (context: RequestContext) => CallerHeaders | Promise<CallerHeaders>;
  readonly maxConnections: number;
  readonly connectTimeoutMs: number;
  readonly maxAnswerBytes: number;
  /** See `SubgraphTarget`. */
  readonly isOutspoken?: boolean;
  /** Further tries of a query whose connection broke or that was answered 502, 503 or 504; mutations are sent once. */
  readonly retries: number;
  readonly breaker: BreakerLimits;
  /** Whose equal queries under way may share one request; null: nobody's. */
  readonly shareKey?: (context: RequestContext) => string | null;
  /** Whether it keeps streams of its own open; otherwise the router gives it one item of a stream after the other. */
  readonly hasStreams?: boolean;
}

type CallerHeaders = Readonly<Record<string, string>>;

/**
 * A subgraph served by another process over HTTP: a pool of kept-alive connections, bounded in time and in size, left alone while it fails.
 * Its headers are made from nothing; of the client's own request nothing is passed on.
 */
export function remoteTarget(options: RemoteTargetOptions): SubgraphTarget {
  const { name, url, shareKey } = options;
  const pool = new Pool(url.origin, {
    connections: options.maxConnections,
    connect: { timeout: options.connectTimeoutMs },
    // The fetch as a whole is bounded by its signal; these only catch what the signal cannot.
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
  });
  const breaker = new CircuitBreaker(options.breaker);
  const underWay = new InFlight<RawAnswer>();
  const { connectTimeoutMs, maxAnswerBytes } = options;
  const streams =
    options.hasStreams === true
      ? remoteStreams({ name, url, connectTimeoutMs, maxItemBytes: maxAnswerBytes })
      : undefined;

  const path = `${url.pathname}${url.search}`;

  const sendAgain = async (
    tries: number,
    body: string,
    headers: string[],
    cancellation: Cancellation,
    isHurried: boolean,
  ): Promise<RawAnswer> => {
    for (let tried = 0; ; tried += 1) {
      if (!breaker.mayTry()) throw new UnusableAnswer('is left alone for a moment, because it keeps failing');
      try {
        const answer = await exchange(
          pool,
          { method: 'POST', path, headers, body },
          maxAnswerBytes,
          cancellation,
        );
        if (!GONE.has(answer.status)) {
          breaker.succeeded();
          return answer;
        }
        breaker.failed();
        if (tried >= tries) return answer;
      } catch (error) {
        const isCancelled = cancellation.reason !== undefined;
        if (isCancelled && isHurried) breaker.gaveUp();
        else breaker.failed();
        if (tried >= tries || isCancelled || error instanceof UnusableAnswer) throw error;
      }
    }
  };

  return {
    name,
    isOutspoken: options.isOutspoken ?? false,
    async execute(request: SubgraphRequest, context: RequestContext): Promise<SubgraphAnswer> {
      const { isMutation, cancellation, isHurried } = request;
      const body = bodyOf(request);
      const sharedBy = isMutation ? null : (shareKey?.(context) ?? null);
      const tries = isMutation ? 0 : options.retries;
      try {
        const given = options.callerHeaders(context);
        const headers = headersOf(context, given instanceof Promise ? await given : given);
        const { bytes, status } = await (sharedBy === null
          ? sendAgain(tries, body, headers, cancellation, isHurried)
          : underWay.share(`${sharedBy} ${body}`, cancellation, (ofAll) =>
              sendAgain(tries, body, headers, ofAll, isHurried),
            ));
        // With all answers that arrived beside it.
        await nextTurn();
        return answerOf(bytes, status, request.document, context);
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
    ...(streams === undefined
      ? {}
      : {
          async subscribe({
            document,
            text,
            operationName,
            variables,
            signal,
          }: StreamCall): Promise<SubgraphStream> {
            const named = operationName === undefined ? {} : { operationName };
            return answersOf(
              name,
              document,
              await streams.open({ query: text, ...named, variables }, signal),
            );
          },
        }),
    async close() {
      await streams?.close();
      await pool.close();
    },
  };
}

async function* answersOf(name: string, document: DocumentNode, items: RemoteItems): SubgraphStream {
  for await (const item of items) {
    const read = readAnswer(item, document);
    if (read === null) {
      throw new HubError(
        'HUB_SUBGRAPH_UNAVAILABLE',
        `subgraph ${name} sent something over its stream that is not a GraphQL answer`,
      );
    }
    yield read.answer;
  }
  return undefined;
}

/** Answers of proxies whose server is away. */
const GONE = new Set([502, 503, 504]);

const HEADERS = [
  'content-type',
  'application/json',
  'accept',
  'application/graphql-response+json, application/json;q=0.9',
  'x-request-id',
] as const;

/** Name after name and value, as undici takes them without further ado. */
function headersOf({ requestId }: RequestContext, caller: CallerHeaders): string[] {
  const headers = [...HEADERS, requestId];
  for (const name in caller) headers.push(name, caller[name] ?? '');
  return headers;
}

/** The same for every execution of a plan: all of a body but the variables. */
const beginnings = new WeakMap<DocumentNode, string>();

function bodyOf({ document, text, operationName, variables }: SubgraphRequest): string {
  let beginning = beginnings.get(document);
  if (beginning === undefined) {
    const named = operationName === undefined ? '' : `"operationName":${JSON.stringify(operationName)},`;
    beginning = `{"query":${JSON.stringify(text)},${named}"variables":`;
    beginnings.set(document, beginning);
  }
  return `${beginning}${JSON.stringify(variables)}}`;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function answerOf(
  bytes: Buffer,
  status: number,
  document: DocumentNode,
  { look }: RequestContext,
): SubgraphAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(UTF8.decode(bytes));
  } catch (cause) {
    throw new UnusableAnswer(`answered something that is not JSON (HTTP status ${status})`, { cause });
  }
  const read = readAnswer(answer, document);
  if (read === null) {
    throw new UnusableAnswer(`answered something that is not a GraphQL answer (HTTP status ${status})`);
  }
  if (read.looked !== undefined) look?.merge(read.looked);
  return read.answer;
}
