import type { Filter } from '../criteria.ts';
import type { Lane } from './lanes.ts';

/** The collections that callers can read through the door. */
export const READABLE_COLLECTIONS = [
  'records',
  'rawRecords',
  'disputes',
  'countedDisputes',
  'searchEntries',
  'feedStatuses',
  'deadLetters',
  'repeats',
  'feedMinutes',
  'feedColumns',
  'references',
  'links',
  'linkDecisions',
  'decisionClock',
  'decisionProgress',
  'hotSpots',
  'colourDecisions',
  'riskRules',
  'events',
  'eventLogs',
  'riskWebhooks',
  'webhookDeliveries',
  'savedViews',
  'exportJobs',
  'exportPages',
  'auditEntries',
  'grants',
  'accessCases',
  'datasetTerms',
] as const;
export type ReadableCollection = (typeof READABLE_COLLECTIONS)[number];

/** The part of a collection that a caller may read. */
export interface Scope {
  /** ANDed into every read. */
  readonly filter: Filter;
  /** What then leaves out the rest, by what other collections say. */
  readonly stages?: readonly object[];
  /** Of disputes that are not all seen as they are stored: how. */
  readonly lanes?: readonly Lane[];
}
