import { fork, type ChildProcess } from 'node:child_process';
import { QueryPlanner, type QueryPlan } from '@graphql-hive/router-query-planner';
import { LRUCache } from 'lru-cache';
import type { OpenPlanner } from './planner.ts';
import type { PlannerReply, PlannerRequest } from './planner-messages.ts';

/** Planners in a process of their own, one for all supergraphs. */
export interface PlannersApart {
  readonly open: OpenPlanner;
  /** Ends the process; what is under way fails. */
  close(): void;
}

export interface PlannersApartOptions {
  /** Longest time for one plan; a planner that takes longer is ended and begun anew. */
  readonly timeoutMs: number;
}

interface Pending {
  readonly request: Extract<PlannerRequest, { kind: 'plan' }>;
  readonly resolve: (plan: QueryPlan) => void;
  readonly reject: (error: Error) => void;
  /** Planners that ended while they were at it. */
  ended: number;
}

const PROCESS = new URL('./planner-process.ts', import.meta.url);
/** Operations that ended planners: not tried again. */
const REMEMBERED = 1_000;
/** The first may have been ended by something else. */
const MOST_ENDED = 2;
const DEFAULTS: PlannersApartOptions = { timeoutMs: 10_000 };

/**
 * The planner is native code that panics on some valid operations over some supergraphs (docs/decisions/0036), and a panic ends its process. Here that is
 * a child: the operation that did it is refused, the others under way are planned by the next child, and nobody else notices.
 */
export function plannersApart(options: Partial<PlannersApartOptions> = {}): PlannersApart {
  const { timeoutMs } = { ...DEFAULTS, ...options };
  const supergraphs = new Map<number, string>();
  const refused = new LRUCache<string, string>({ max: REMEMBERED });
  /** In the order in which the child works on them. */
  const pending = new Map<number, Pending>();
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ids = 0;
  let isClosed = false;

  const watchFirst = (): void => {
    clearTimeout(timer);
    if (pending.size === 0) {
      child?.channel?.unref();
      return;
    }
    timer = setTimeout(() => {
      const [first] = pending.values();
      if (first !== undefined) refuse(first, `took longer than ${timeoutMs} ms for`);
      child?.kill('SIGKILL');
    }, timeoutMs);
  };
  const refuse = (one: Pending, what: string): void => {
    const why = `the query planner ${what} this operation; ask for less at once`;
    refused.set(keyOf(one.request), why);
    pending.delete(one.request.id);
    one.reject(new Error(why));
  };
  const start = (): ChildProcess => {
    const started = fork(PROCESS, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    // It must not keep a process alive that has nothing else to do.
    started.unref();
    for (const [supergraph, sdl] of supergraphs) send(started, { kind: 'open', supergraph, sdl });
    started.on('message', (reply: PlannerReply) => {
      const { resolve, reject } = pending.get(reply.id) ?? {};
      pending.delete(reply.id);
      watchFirst();
      if ('plan' in reply) resolve?.(reply.plan);
      else reject?.(new Error(reply.failed));
    });
    let isOver = false;
    const ended = (): void => {
      if (isOver) return;
      isOver = true;
      if (child === started) child = undefined;
      restart();
    };
    started.once('exit', ended);
    started.once('error', ended);
    return started;
  };
  const restart = (): void => {
    clearTimeout(timer);
    // The oldest request is the one that the child was at.
    const [first] = pending.values();
    if (first !== undefined && (first.ended += 1) >= MOST_ENDED) refuse(first, 'crashed on');
    const others = [...pending.values()];
    pending.clear();
    for (const other of others) {
      if (isClosed) other.reject(new Error('the gateway is closing'));
      else ask(other);
    }
  };
  const ask = (one: Pending): void => {
    child ??= start();
    pending.set(one.request.id, one);
    child.channel?.ref();
    if (pending.size === 1) watchFirst();
    send(child, one.request);
  };

  return {
    open(sdl) {
      // Read here too, so that what cannot be planned over is refused at once.
      new QueryPlanner(sdl);
      const supergraph = (ids += 1);
      supergraphs.set(supergraph, sdl);
      if (child === undefined) child = start();
      else send(child, { kind: 'open', supergraph, sdl });
      if (pending.size === 0) child.channel?.unref();
      return {
        plan: (text, operationName, rolloutShare) =>
          new Promise((resolve, reject) => {
            const id = (ids += 1);
            const request = { kind: 'plan', id, supergraph, text, operationName, rolloutShare } as const;
            const why = refused.get(keyOf(request));
            if (isClosed) reject(new Error('the gateway is closing'));
            else if (why !== undefined) reject(new Error(why));
            else ask({ request, resolve, reject, ended: 0 });
          }),
        close() {
          supergraphs.delete(supergraph);
          if (child !== undefined) send(child, { kind: 'close', supergraph });
        },
      };
    },
    close() {
      isClosed = true;
      child?.kill();
    },
  };
}

/** A child that is gone answers nothing; its end says so itself. */
function send(to: ChildProcess, request: PlannerRequest): void {
  if (to.connected) to.send(request, () => undefined);
}

function keyOf({ supergraph, text, operationName = '' }: Extract<PlannerRequest, { kind: 'plan' }>): string {
  return `${supergraph} ${operationName} ${text}`;
}
