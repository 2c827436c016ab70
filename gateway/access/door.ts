import { randomBytes } from 'node:crypto';
import type { Store } from '../../schema/store/models.ts';
import type { Look } from './audit/look.ts';
import { accessReads, type AccessReads } from './access-reads.ts';
import { AccessWriter } from './access-writer.ts';
import { accessWrites, type AccessWrites } from './access-writes.ts';
import { auditReads, type AuditReads } from './audit-reads.ts';
import { ByIdReads } from './by-id-reads.ts';
import type { Caller } from './caller.ts';
import type { Deadlines } from '../../schema/workflow/deadlines.ts';
import { SHIPPED_DEADLINES } from '../../schema/workflow/shipped-deadlines.ts';
import type { Step } from '../../schema/store/dispute-move.ts';
import { disputeReads, type DisputeReads } from './dispute-reads.ts';
import { disputeWrites, type DisputeWrites } from './dispute-writes.ts';
import { createCursorCodec, type CursorCodec } from '../events/cursor.ts';
import { erasing, type Erasing } from './erasing.ts';
import { eventPages, type EventPages } from './event-pages.ts';
import { eventReads, type EventReads } from './event-reads.ts';
import { feedReads, type FeedReads } from './feed-reads.ts';
import { hotSpotReads, type HotSpotReads } from './hot-spot-reads.ts';
import { DEFAULT_BOOK, type LimitBook } from './limits/limits.ts';
import { createListings, type Listing, type Listings } from './list-cursors.ts';
import { linkReads, type LinkReads } from './link-reads.ts';
import { linkWrites, type LinkWrites } from './link-writes.ts';
import { indicatorReads, type IndicatorReads } from './indicator-reads.ts';
import type { OnRead } from './readable.ts';
import { Reader } from './reader.ts';
import { recordReads, type RecordReads } from './record-reads.ts';
import { referenceReads, type ReferenceReads } from './reference-reads.ts';
import { riskReads, type RiskReads } from './risk-reads.ts';
import { riskWrites, type RiskWrites } from './risk-writes.ts';
import { exportJobs, type ExportReads, type ExportWrites } from './export-jobs.ts';
import { savedViews, type SavedViewReads, type SavedViewWrites } from './saved-views.ts';
import { scopeByGrants, type ScopeOf } from './scope.ts';
import type { Kept } from './showing/surroundings.ts';
import type { PseudonymsOf } from './showing/viewer.ts';
import { sharedStreamReads, type StreamReads } from './stream-reads.ts';
import { searchReads, type SearchReads } from './search-reads.ts';
import { lonelyWebhookKit, type WebhookKit } from '../events/webhooks/kit.ts';
import { webhookReads, type WebhookReads } from './webhook-reads.ts';
import { webhookWrites, type WebhookWrites } from './webhook-writes.ts';
import { Writer } from './writer.ts';

/**
 * The store as one caller may read and write it. Every method throws HubError HUB_STORE_UNAVAILABLE when MongoDB does not answer: nobody retries
 * below the caller.
 */
export interface ScopedStore
  extends
    RecordReads,
    DisputeReads,
    SearchReads,
    FeedReads,
    ReferenceReads,
    IndicatorReads,
    LinkReads,
    HotSpotReads,
    RiskReads,
    EventReads,
    EventPages,
    AuditReads,
    AccessReads,
    AccessWrites,
    DisputeWrites,
    LinkWrites,
    RiskWrites,
    WebhookReads,
    WebhookWrites,
    ExportReads,
    ExportWrites,
    SavedViewReads,
    SavedViewWrites,
    Erasing {
  /** A list by its name and order: what seals the places in it for this caller's partner. */
  listing(name: string): Listing;
}

/** The one way from the gateway to stored data (rule 9 of the rules of correctness). */
export interface Door {
  /**
   * @param look told of every document that is read for this request
   * @param kept what all stores for one request share, so that it is read once
   */
  for(caller: Caller, look?: Look, kept?: Kept): ScopedStore;
  /** What a stream of events needs of the store, which lasts for days: it is shared by all with the same access, and tells no look. */
  forStream(caller: Caller): StreamReads;
}

export interface DoorOptions {
  readonly scopeOf?: ScopeOf;
  readonly onRead?: OnRead;
  /** How due times of workflows are found; by the calendar that the hub comes with unless told. */
  readonly deadlines?: Deadlines;
  readonly now?: () => Date;
  /** How positions in the log of events are sealed; unless told, so that only this door reads them. */
  readonly cursors?: CursorCodec;
  /** How positions in lists are sealed; unless told, so that only this door reads them. */
  readonly listings?: Listings;
  /** Pseudonyms of partners; unless told, what is shown as one is not shown. */
  readonly pseudonymsOf?: PseudonymsOf;
  /** How saved webhooks are checked, sealed and tried; unless told, as `lonelyWebhookKit` says. */
  readonly webhooks?: WebhookKit;
  /** How many webhooks each partner may have saved; by the limits that the hub comes with unless told. */
  readonly limits?: LimitBook;
  /** By which erased people are known again; without one nobody can be erased here. */
  readonly erasureKey?: Uint8Array;
  /** See `Step`. */
  readonly step?: Step;
}

/** `store` may be a function for a store that is opened later: it throws HUB_STORE_UNAVAILABLE until then. */
export function openDoor(store: Store | (() => Store), options: DoorOptions = {}): Door {
  const current = typeof store === 'function' ? store : () => store;
  const scopeOf = options.scopeOf ?? scopeByGrants;
  const onRead = options.onRead ?? (() => undefined);
  const cursors = options.cursors ?? createCursorCodec(randomBytes(32));
  const listings = options.listings ?? createListings(randomBytes(32));
  const limits = options.limits ?? DEFAULT_BOOK;
  const kit = options.webhooks ?? lonelyWebhookKit();
  const writing = {
    deadlines: options.deadlines ?? SHIPPED_DEADLINES,
    now: options.now ?? (() => new Date()),
    step: options.step,
  };
  const byId = new ByIdReads();
  const readerFor = (caller: Caller, look?: Look, kept?: Kept): Reader =>
    new Reader(current, caller, scopeOf, onRead, look, options.pseudonymsOf, kept, byId);
  return {
    forStream: sharedStreamReads((caller) => readerFor(caller)),
    for: (caller, look, kept) => {
      const reader = readerFor(caller, look, kept);
      const writer = new Writer(current, caller, { ...writing, reader });
      return {
        ...recordReads(reader),
        ...disputeReads(reader),
        ...searchReads(reader),
        ...feedReads(reader),
        ...referenceReads(reader),
        ...indicatorReads(reader),
        ...linkReads(reader),
        ...hotSpotReads(reader),
        ...riskReads(reader),
        ...eventReads(reader),
        ...auditReads(reader),
        ...accessReads(reader),
        ...accessWrites(reader, new AccessWriter(current, caller), caller, writing.now),
        ...eventPages(eventReads(reader), cursors),
        ...disputeWrites(reader, writer),
        ...linkWrites(reader, writer),
        ...riskWrites(writer),
        ...webhookReads(reader, cursors),
        ...webhookWrites(reader, writer, {
          cursors,
          kit,
          now: writing.now,
          most: limits.of(caller.partner).webhooks,
        }),
        listing: (name) => listings(caller.partner, name),
        ...exportJobs(reader, writer, caller, writing.now),
        ...savedViews(reader, writer, caller, writing.now),
        ...erasing(caller, disputeReads(reader), writer, options.erasureKey ?? null, writing.now),
      };
    },
  };
}
