import type { HubEvent } from '../canonical/hub-event.ts';
import type { DisputeRisk } from '../canonical/risk.ts';

/**
 * One event as the pipeline's keeper stored it: the first copy of its id, with the place that it has in the topic. Within a partition events are
 * stored in the order of their offsets, so that whoever reads past an offset with majority never finds one before it later. Insert-only; the oldest
 * are removed after the retention, behind `EventLogDoc.removedThrough`.
 */
export type EventDoc = Omit<HubEvent, 'id'> & {
  /** Event id. */
  _id: string;
  epoch: number;
  partition: number;
  /** Offset in the topic. */
  offset: number;
  /** When the keeper stored it, UTC. */
  keptAt: string;
};

/** The one document `log` of `eventLogs`. */
export interface EventLogDoc {
  _id: 'log';
  /** Goes up by one when the topic was made anew: offsets before that mean nothing any more. */
  epoch: number;
  partitions: number;
  /** By partition: offset through which events were removed; −1 when none was. Written before they are removed. */
  removedThrough: number[];
}

/**
 * What was told of a dispute so far and the colour that holds: who scores it writes here under compare-and-set on `rev`, events and all, and
 * then copies `risk` into the dispute. Kept by a rebuild.
 */
export interface RiskDoc {
  /** Dispute id. */
  _id: string;
  rev: number;
  /** Last `seq` given to an event of this dispute. */
  seq: number;
  /** The dispute as it was when last scored, so that what changed since can be told. */
  seen: {
    rev: number;
    state: 'ACTIVE' | 'MERGED' | 'WITHDRAWN';
    mergedInto: string | null;
    recordIds: readonly string[];
    /** Hash of the versions of its records. */
    versions: string;
    feeds: readonly string[];
    workflowVersion: number;
  };
  /** Who wrote this `rev`, so that of many written at once each can be told won or lost. */
  by: string;
  /** Null of a dispute that was merged or withdrawn before it was scored. */
  risk: DisputeRisk | null;
  /** Events that are not yet in the topic, in their order. */
  outbox: HubEvent[];
}
