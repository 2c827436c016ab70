import type { Caller } from './caller.ts';
import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import type { Filter } from './criteria.ts';

/** The collections that callers can read through the door. */
export const READABLE_COLLECTIONS = [
  'records',
  'rawRecords',
  'disputes',
  'searchEntries',
  'feedStatuses',
  'deadLetters',
  'repeats',
  'feedMinutes',
  'feedColumns',
  'references',
  'links',
  'linkDecisions',
  'decisionProgress',
  'hotSpots',
  'colourDecisions',
  'riskRules',
  'events',
  'eventLogs',
  'riskWebhooks',
  'webhookDeliveries',
  'auditEntries',
] as const;
export type ReadableCollection = (typeof READABLE_COLLECTIONS)[number];

/** The part of a collection that a caller may read, as a filter that is ANDed into every read. */
export type ScopeOf = (caller: Caller, collection: ReadableCollection) => Filter;

/** What a partner made for itself: nobody else sees or changes it, whatever their grants. */
const OWN: ReadonlySet<ReadableCollection> = new Set(['riskWebhooks', 'webhookDeliveries']);

/** Scope by the caller's grants. */
export const scopeByGrants: ScopeOf = (caller, collection) =>
  OWN.has(collection) ? { partner: caller.partner } : {};

/** Which events a caller may be told of as they happen. */
export type EventScopeOf = (caller: Caller) => (event: HubEvent) => boolean;

/** The same scope as `scopeByGrants` has of the collection `events`, for events that are in memory. */
export const eventScopeByGrants: EventScopeOf = () => () => true;
