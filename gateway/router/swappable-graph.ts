import type { Graph } from './graph.ts';
import type { GraphService } from './graph-service.ts';
import type { Subscriptions } from './subscribe/subscriptions.ts';

/**
 * A graph that can be replaced while it is asked: what has begun ends on the graph that it began with, running subscriptions included; what
 * begins afterwards is answered by the new one. No request is held up and no socket is closed.
 */
export interface SwappableGraph {
  readonly service: GraphService;
  readonly subscriptions: Subscriptions;
  readonly current: Graph;
  /** @returns a promise for the end of the old graph */
  swap(next: Graph): Promise<void>;
}

export function swappableGraph(first: Graph): SwappableGraph {
  let current = first;
  return {
    get current() {
      return current;
    },
    service: {
      get schema() {
        return current.schema;
      },
      prepare: (...asked) => current.service.prepare(...asked),
      checkVariables: (...asked) => current.service.checkVariables(...asked),
      checkGranted: (...asked) => {
        current.service.checkGranted(...asked);
      },
      authorise: (...asked) => {
        current.service.authorise(...asked);
      },
      answerItem: (...asked) => current.service.answerItem(...asked),
      openStream: (...asked) => current.service.openStream(...asked),
      answer: (...asked) => current.service.answer(...asked),
    },
    subscriptions: { open: (...asked) => current.subscriptions.open(...asked) },
    swap(next) {
      const old = current;
      current = next;
      return old.retire();
    },
  };
}
