import mongoose from 'mongoose';
import type { Binary } from 'mongodb';
import type { Dispute } from '../canonical/dispute.ts';
import type { Link } from '../canonical/link.ts';
import type { DecisionOutcome, LinkDecision } from '../canonical/link-decision.ts';
import type { CanonicalRecord } from '../canonical/record.ts';
import type { WorkflowEvent } from '../canonical/workflow.ts';
import type { Timer } from '../canonical/workflow-timer.ts';
import type { Reference, ReferenceKind } from '../canonical/reference.ts';
import type { Sensitivity } from '../canonical/sensitivity.ts';
import type { Colour } from '../vocabulary/risk-terms.ts';
import type { FeedName } from '../vocabulary/feeds.ts';
import type { StoreConnection } from './connection.ts';
import type { AccessCaseDoc, DatasetTermsDoc } from './access-case-docs.ts';
import type { GrantDoc } from './grant-docs.ts';
import type { HotSpot } from '../canonical/hot-spot.ts';
import type { HubEvent } from '../canonical/hub-event.ts';
import type { ColourDecision, DisputeRisk } from '../canonical/risk.ts';
import type { AreaDayDoc } from './area-days.ts';
import type { AuditChainDoc, AuditEntryDoc } from './audit-docs.ts';
import type { DeliveryDoc, OutboundStatusDoc } from './deliveries.ts';
import type { EventDoc, EventLogDoc, RiskDoc } from './event-log.ts';
import type { ConnectorStatus, FeedColumnsDoc, FeedMinuteDoc, RepeatDoc } from './feed-quality.ts';
import type { ErasureDoc, LegalHoldDoc } from './erasure-docs.ts';
import type { PartnerUseDoc, RegisteredDocumentDoc } from './limit-docs.ts';
import type { RevocationDoc } from './revocations.ts';
import type { RiskRulesDoc } from './risk-rules.ts';
import type { ExportJobDoc, ExportPageDoc } from './export-jobs.ts';
import type { SavedViewDoc } from './saved-view-docs.ts';
import { storing } from './store-fault.ts';
import type { RiskWebhookDoc, WebhookDeliveryDoc } from './webhooks.ts';

/**
 * Insert-only: every accepted version of every record, original bytes. Never dropped (source of truth, rule 1). All versions of a record
 * stand together in the order of `_id` (`<recordId>:` to `<recordId>;`), so that no second index slows the writing down.
 */
export interface RawRecordDoc {
  /** `rawRecordIdOf(recordId, contentHash)`. */
  _id: string;
  recordId: string;
  feed: FeedName;
  sourceId: string;
  sourceTime: string;
  receivedAt: string;
  contentType: string;
  contentHash: string;
  profile: string | null;
  eventId: string;
  connector: string;
  /** `originOf` the message that brought this version first: later messages with the same bytes are repeats, the same one again is not. */
  origin: string;
  /** There when that message became a dead letter: the bytes are kept, but count as the dead letter. */
  refused?: true;
  /** There when something of a person was erased from it: the bytes are what is left, as `ERASED_DRAFT_TYPE` says, or none. */
  erased?: ErasedNote;
  /** There when its term was over: it has no bytes any more, and no record is made of it. */
  ended?: { readonly at: string; readonly ruleVersion: string };
  bytes: Binary;
}

/** What was done to a raw version, and how guarded it was before. Its `contentHash` stays that of the original bytes. */
export interface ErasedNote {
  /** UTC. */
  at: string;
  /** SHA-256 of the bytes that are left, lower-case hex. */
  bytesHash: string;
  sensitivity: Sensitivity | null;
  sensitivityRule: string | null;
}

/** Current version of a record; `_id` is the record id. */
export type RecordDoc = Omit<CanonicalRecord, 'id'> & { _id: string };

/** Current version of an entry of an agency's lists; `_id` = `referenceIdOf(feed, kind, code)`. */
export type ReferenceDoc = Omit<Reference, 'id'> & { _id: string };

/**
 * Insert-only: every version of every entry of an agency's lists, original bytes. Never dropped (source of truth, rule 1): `references` can
 * be made again from it, also with a mended mapping.
 */
export interface RawReferenceDoc {
  /** `rawRecordIdOf(referenceId, contentHash)`. */
  _id: string;
  /** `referenceIdOf(feed, kind, code)`. */
  referenceId: string;
  feed: FeedName;
  kind: ReferenceKind;
  code: string;
  sourceTime: string;
  receivedAt: string;
  contentType: string;
  contentHash: string;
  profile: string | null;
  eventId: string;
  connector: string;
  bytes: Binary;
}

/** One row a blocking key and record: written before candidates are read (rule 4). `_id` = `<key>|<recordId>`, shardable by key. */
export interface BlockKeyDoc {
  _id: string;
  key: string;
  recordId: string;
  /** UTC instant of the record's report: of a key with very many records the newest are compared. */
  reportedAt: string;
}

export type DisputeDoc = Omit<Dispute, 'id'> & {
  _id: string;
  /** Copied from `risks` by who scored it; absent until then. */
  risk?: DisputeRisk | null;
  /** When it was last changed since it was scored, UTC; absent when its risk is up to date. */
  scoreDue?: string;
};

/** Two records that are or may be about one dispute, with the evidence; `_id` = `linkIdOf` them. Derived. */
export type LinkDoc = Omit<Link, 'id'> & { _id: string };

/** Search entry of one record: exact keys and bigrams of its folded text, kept apart so that indexing never delays storing. */
export interface SearchEntryDoc {
  /** Record id. */
  _id: string;
  feed: FeedName;
  versionKey: string;
  /** Folded exact keys: phone, ID number, own numbers, names, each with its kind in front (`phone:138…`, `id:…`, `number:…`, `name:…`). */
  keys: string[];
  /** Bigrams of the folded text (narrative, title, address, names). */
  grams: string[];
  /** The folded text itself, to verify a bigram hit. */
  text: string;
  reportedAt: string;
}

/**
 * Human and machine decisions that a rebuild must not lose: code assignments, merges, and disputes that a correction brought back out of a
 * merge. Insert-only.
 */
export interface DecisionDoc {
  /** `code:<code>`, so that a code is assigned once; `merged:` or `split:` with dispute id and its `rev`. */
  _id: string;
  kind: 'CODE_ASSIGNED' | 'DISPUTES_MERGED' | 'DISPUTE_SPLIT';
  disputeId: string;
  code: string | null;
  mergedInto: string | null;
  at: string;
}

/** One move of a dispute's workflow, as the publisher copied it out of the dispute: a row of `decisions` too. */
export interface WorkflowMoveDoc {
  /** Id of the event, so that a move is kept once. */
  _id: string;
  kind: 'WORKFLOW_MOVE';
  disputeId: string;
  code: string;
  at: string;
  event: WorkflowEvent;
}

/**
 * One firing of a timer of a dispute's workflow, written before its effect: a row of `decisions` too. Its effect is the event whose
 * `clientMutationId` is this id.
 */
export interface TimerFiredDoc {
  /** `timerIdOf(dispute, timer)`, so that it fires once. */
  _id: string;
  kind: 'TIMER_FIRED';
  disputeId: string;
  timer: Timer;
  /** The deadline that it is about, UTC. */
  dueAt: string;
  ruleVersion: string;
  /** When it fired, UTC: later than it was set for when no pipeline ran. */
  at: string;
}

/** A decision of people over record ids: a row of `decisions` too. */
export type LinkDecisionDoc = Omit<LinkDecision, 'id'> & { _id: string };

/** A person's decision about a colour: a row of `decisions` too. */
export type ColourDecisionDoc = Omit<ColourDecision, 'id' | 'kind'> & {
  _id: string;
  kind: `COLOUR_${ColourDecision['kind']}`;
};

/**
 * A colour that a machine found for a dispute: one row of `decisions` for each change of the colour that holds and for each firing of what is
 * driven by time, written before its effect (rule 8).
 */
export interface RiskColourDoc {
  _id: string;
  kind: 'RISK_COLOUR';
  disputeId: string;
  /** Last `seq` of the dispute's events before it. */
  seq: number;
  score: number;
  /** Colours that held before and hold now; the first comes from none. */
  from: Colour | null;
  to: Colour;
  /** Moment that it was scored for: of a firing, the time that it was due. UTC. */
  asOf: string;
  ruleVersion: string;
  /** When it was written, UTC (`…Z`, milliseconds). */
  at: string;
}

export type HotSpotDoc = Omit<HotSpot, 'id'> & {
  _id: string;
  /** Goes up by one with each change of the watcher: its changes are compare-and-set. Absent of a spot that nobody has told of. */
  rev?: number;
  /** Last `seq` given to an event of this hot spot. */
  seq?: number;
  /** Last day with an alarm, `YYYY-MM-DD`. */
  lastAlarmOn?: string;
  /** Events that are not yet in the topic, in their order. */
  outbox?: HubEvent[];
};

/** What became of a decision of people; there once the pipeline has applied it. */
export interface DecisionProgressDoc {
  /** `_id` of the row of `decisions`. */
  _id: string;
  /** UTC. */
  appliedAt: string;
  outcome: DecisionOutcome;
  /** Disputes that stood with one of its records when it was applied, sorted. */
  disputeIds: string[];
}

/** Dead letters as read back from their topics; `_id` = origin topic, partition and offset. */
export interface DeadLetterDoc {
  _id: string;
  feed: FeedName;
  connector: string;
  stage: string;
  code: string;
  reason: string;
  /** The reason without the values of the one record, to count by: see `reasonClassOf`. */
  reasonClass: string;
  at: string;
  key: Binary | null;
  value: Binary;
}

/** A connector's saved position. `_id` = connector name. */
export interface ConnectorCursorDoc {
  _id: string;
  cursor: unknown;
  savedAt: string;
}

/** What is known about a feed's flow, for freshness. `_id` = feed; written by workers and the pipeline. */
export interface FeedStatusDoc {
  _id: FeedName;
  /** Last time the agency's system was reached (a push accepted, a poll answered, a folder read). */
  lastContactAt: string | null;
  /** Latest source time seen. */
  lastSourceTime: string | null;
  /** Last time a record of this feed was stored. */
  lastStoredAt: string | null;
  /** RUNNING, PAUSED, FAILED … (Kafka Connect's states): the worst of its connectors. */
  connectorState: string | null;
  /** Trace of that connector. */
  trace: string | null;
  /** Its connectors by name, as their worker last told. */
  connectors?: ConnectorStatus[];
  /** Latest `receivedAt` of a version that was stored, UTC. */
  lastReceivedAt?: string | null;
  /** Last time that any message of this feed was handled: stored, repeated or refused. UTC. */
  lastArrivalAt?: string | null;
  /** Messages of the feed's topic that are not stored yet, and when that was asked. */
  lag?: { messages: number; measuredAt: string } | null;
  /** Silence that is longer than this feed has shown to be usual; null while it is being learned. */
  learnedSilence?: { limitMs: number | null; learnedAt: string } | null;
}

const { Mixed } = mongoose.Schema.Types;

const text = { type: String, required: true } as const;
const textOrNull = { type: String, default: null } as const;

function schemaOf(
  collection: string,
  definition: mongoose.SchemaDefinition,
  indexes: readonly Record<string, 1 | -1>[],
  unique: readonly Record<string, 1>[] = [],
): mongoose.Schema {
  const schema = new mongoose.Schema(definition, {
    collection,
    versionKey: false,
    strict: false,
    minimize: false,
    id: false,
  });
  for (const index of indexes) schema.index(index);
  for (const index of unique) schema.index(index, { unique: true });
  return schema;
}

/** 35 days. */
const FEED_MINUTES_KEPT_S = 35 * 86_400;

const rawRecordSchema = schemaOf('rawRecords', { _id: text, recordId: text, feed: text, bytes: Buffer }, []);
// Only what was refused has an entry, so that storing costs nothing more.
rawRecordSchema.index({ feed: 1 }, { partialFilterExpression: { refused: true } });
const recordSchema = schemaOf(
  'records',
  { _id: text, feed: text, versionKey: text, place: Mixed, parties: Mixed, details: Mixed },
  [{ feed: 1, reportedAt: -1, _id: 1 }],
);
// Events of a grid; records of the other feeds have no entry, so that storing them costs nothing more.
recordSchema.index(
  { 'details.gridCode': 1, reportedAt: -1, _id: 1 },
  { partialFilterExpression: { feed: 'grid' } },
);
const rawReferenceSchema = schemaOf('rawReferences', { _id: text, referenceId: text, bytes: Buffer }, []);
const referenceSchema = schemaOf(
  'references',
  { _id: text, feed: text, kind: text, code: text, versionKey: text, details: Mixed },
  [
    { kind: 1, code: 1 },
    { kind: 1, regionCode: 1, code: 1 },
    { kind: 1, committeeCode: 1, code: 1 },
    { kind: 1, communityCode: 1, code: 1 },
  ],
);
const blockKeySchema = schemaOf('blockKeys', { _id: text, key: text, recordId: text, reportedAt: text }, [
  { key: 1, reportedAt: -1, recordId: 1 },
]);
const disputeSchema = schemaOf(
  'disputes',
  { _id: text, code: text, rev: Number, state: text, mergedInto: textOrNull, members: Mixed, parties: Mixed },
  [
    { 'members.recordId': 1 },
    { state: 1, lastActivityAt: -1, _id: 1 },
    { state: 1, openedAt: -1, _id: 1 },
    { state: 1, regionCode: 1, lastActivityAt: -1 },
    { 'parties.id': 1 },
    { absorbing: 1 },
    // For whom some of its records are.
    { reach: 1 },
  ],
  [{ code: 1 }],
);
disputeSchema.index({ mergedInto: 1 }, { partialFilterExpression: { mergedInto: { $gt: '' } } });
// Of disputes that are handled: when the hub has something to do by itself, and what the indicators are about.
disputeSchema.index(
  { 'workflow.timers.fireAt': 1 },
  { partialFilterExpression: { 'workflow.timers.fireAt': { $gt: '' } } },
);
disputeSchema.index(
  { 'workflow.registeredAt': 1, regionCode: 1 },
  { partialFilterExpression: { 'workflow.registeredAt': { $gt: '' } } },
);
disputeSchema.index(
  { state: 1, 'workflow.dueAt': 1, _id: -1 },
  { partialFilterExpression: { 'workflow.dueAt': { $gt: '' } } },
);
// For whom it is only because it was referred to them.
disputeSchema.index(
  { 'workflow.events.data.agency': 1 },
  { partialFilterExpression: { 'workflow.registeredAt': { $gt: '' } } },
);
// Only disputes with something to tell have an entry: the publisher's question costs nothing while there is nothing.
disputeSchema.index({ 'outbox.id': 1 }, { partialFilterExpression: { 'outbox.id': { $gt: '' } } });
// Whoever changes a dispute marks it; whoever scored it takes the mark away.
disputeSchema.index({ scoreDue: 1 }, { partialFilterExpression: { scoreDue: { $gt: '' } } });
disputeSchema.index(
  { 'risk.colour': 1, 'risk.score': -1, _id: 1 },
  { partialFilterExpression: { 'risk.colour': { $gt: '' } } },
);
disputeSchema.index(
  { state: 1, 'risk.score': -1, _id: 1 },
  { partialFilterExpression: { 'risk.score': { $gte: 0 } } },
);
// Nor costs linking anything where no dispute has a recurrence. A question must say `$gt: ''` too.
disputeSchema.index(
  { 'recurrences.recordId': 1 },
  { partialFilterExpression: { 'recurrences.recordId': { $gt: '' } } },
);
const searchEntrySchema = schemaOf(
  'searchEntries',
  { _id: text, feed: text, keys: [String], grams: [String], text },
  [{ keys: 1 }, { grams: 1 }],
);
const decisionSchema = schemaOf('decisions', { _id: text, kind: text, disputeId: text }, [{ disputeId: 1 }]);
// Decisions of people alone have records: assignments of codes, thousands of times as many, cost nothing more.
const linkDecisionSchema = schemaOf(
  'decisions',
  { _id: text, kind: text, together: Mixed, apart: Mixed },
  [],
);
linkDecisionSchema.index({ recordIds: 1 }, { sparse: true });
linkDecisionSchema.index({ at: -1 }, { partialFilterExpression: { recordIds: { $exists: true } } });
linkDecisionSchema.index(
  { clientMutationId: 1, partner: 1 },
  { partialFilterExpression: { clientMutationId: { $gt: '' } } },
);
linkDecisionSchema.index({ undoes: 1 }, { partialFilterExpression: { undoes: { $gt: '' } } });
const workflowMoveSchema = schemaOf(
  'decisions',
  { _id: text, kind: text, disputeId: text, event: Mixed },
  [],
);
const timerFiringSchema = schemaOf('decisions', { _id: text, kind: text, disputeId: text, timer: Mixed }, []);
const decisionProgressSchema = schemaOf('decisionProgress', { _id: text }, []);
const linkSchema = schemaOf('links', { _id: text, status: text, fields: Mixed }, [
  { recordIds: 1 },
  { status: 1, at: -1, _id: 1 },
  { status: 1, probability: -1, _id: 1 },
  { disputeIds: 1 },
]);
const deadLetterSchema = schemaOf('deadLetters', { _id: text, feed: text, key: Buffer, value: Buffer }, [
  { feed: 1, at: -1, _id: 1 },
  { feed: 1, code: 1, reasonClass: 1 },
]);
const repeatSchema = schemaOf('repeats', { _id: text, feed: text }, []);
const feedMinuteSchema = schemaOf('feedMinutes', { _id: text, feed: text, minute: Date }, [
  { feed: 1, minute: -1 },
]);
feedMinuteSchema.index({ minute: 1 }, { expireAfterSeconds: FEED_MINUTES_KEPT_S });
const feedColumnsSchema = schemaOf(
  'feedColumns',
  { _id: text, feed: text, columns: Mixed, findings: Mixed },
  [{ feed: 1 }],
);
const connectorCursorSchema = schemaOf('connectorCursors', { _id: text, cursor: Mixed }, []);
const feedStatusSchema = schemaOf('feedStatuses', { _id: text }, []);
const deliverySchema = schemaOf('deliveries', { _id: text, connector: text, agency: text, state: text }, [
  { connector: 1, state: 1, nextTryAt: 1 },
  { connector: 1, disputeId: 1, seq: 1 },
  { agency: 1, queuedAt: 1 },
]);
const outboundStatusSchema = schemaOf('outboundStatuses', { _id: text }, []);
const colourDecisionSchema = schemaOf('decisions', { _id: text, kind: text, disputeId: text }, []);
const riskSchema = schemaOf('risks', { _id: text, rev: Number, risk: Mixed, outbox: Mixed }, []);
riskSchema.index({ 'risk.nextAt': 1 }, { partialFilterExpression: { 'risk.nextAt': { $gt: '' } } });
riskSchema.index({ 'outbox.id': 1 }, { partialFilterExpression: { 'outbox.id': { $gt: '' } } });
const riskRulesSchema = schemaOf('riskRules', { _id: text, version: text, thresholds: Mixed }, []);
const eventSchema = schemaOf('events', { _id: text, partition: Number, offset: Number }, [
  { partition: 1, offset: 1 },
  { subjectId: 1, seq: -1 },
  { keptAt: 1 },
]);
const eventLogSchema = schemaOf('eventLogs', { _id: text }, []);
const hotSpotSchema = schemaOf('hotSpots', { _id: text, state: text, disputeIds: Mixed }, [
  { openedOn: -1, _id: 1 },
  { state: 1, openedOn: -1, _id: 1 },
  { regionCode: 1, category: 1, openedOn: -1 },
]);
hotSpotSchema.index({ 'outbox.id': 1 }, { partialFilterExpression: { 'outbox.id': { $gt: '' } } });
const areaDaySchema = schemaOf('decisions', { _id: text, kind: text, cells: Mixed }, []);

// Never deleted: what held at any moment can be told.
const grantSchema = schemaOf(
  'grants',
  { _id: text, partner: text, rows: Mixed, levels: Mixed, changes: Mixed, changedAt: Date },
  [{ changedAt: 1 }, { partner: 1, createdAt: -1, _id: 1 }, { createdAt: -1, _id: 1 }],
);
const accessCaseSchema = schemaOf(
  'accessCases',
  { _id: text, kind: text, asked: Mixed, changes: Mixed, changedAt: Date },
  [
    { kind: 1, createdAt: -1, _id: 1 },
    { kind: 1, partner: 1, createdAt: -1 },
  ],
);
const datasetTermsSchema = schemaOf('datasetTerms', { _id: text, changes: Mixed, changedAt: Date }, []);
const riskWebhookSchema = schemaOf(
  'riskWebhooks',
  { _id: text, partner: text, secrets: Mixed, position: Mixed, lease: Mixed },
  [{ partner: 1, createdAt: -1, _id: 1 }, { state: 1 }, { 'lease.holder': 1 }],
);
const webhookDeliverySchema = schemaOf(
  'webhookDeliveries',
  { _id: text, webhookId: text, partner: text, state: text, after: Mixed, expiresAt: Date },
  [
    { webhookId: 1, queuedAt: -1, _id: 1 },
    { webhookId: 1, state: 1, queuedAt: 1, _id: 1 },
  ],
);
webhookDeliverySchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
const savedViewSchema = schemaOf(
  'savedViews',
  { _id: text, partner: text, actor: text, kind: text, name: text },
  [{ partner: 1, name: 1, _id: -1 }],
  [{ partner: 1, actor: 1, kind: 1, name: 1 }],
);
const exportJobSchema = schemaOf(
  'exportJobs',
  { _id: text, partner: text, actor: text, state: text, lease: Mixed, error: Mixed, removeAt: Date },
  [{ partner: 1, actor: 1, createdAt: -1, _id: 1 }],
);
exportJobSchema.index(
  { createdAt: 1 },
  { partialFilterExpression: { state: { $in: ['QUEUED', 'RUNNING'] } } },
);
exportJobSchema.index({ removeAt: 1 }, { expireAfterSeconds: 0 });
const exportPageSchema = schemaOf('exportPages', { _id: text, jobId: text, removeAt: Date }, [{ jobId: 1 }]);
exportPageSchema.index({ removeAt: 1 }, { expireAfterSeconds: 0 });
const revocationSchema = schemaOf('revocations', { _id: text, expiresAt: Date, changedAt: Date }, [
  { changedAt: 1 },
]);
revocationSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
const erasureSchema = schemaOf('erasures', { _id: text, counts: Mixed, by: Mixed, changedAt: Date }, [
  { changedAt: 1 },
]);
const legalHoldSchema = schemaOf('legalHolds', { _id: text, by: Mixed }, [{ disputeId: 1 }, { numbers: 1 }]);
const partnerUseSchema = schemaOf('partnerUses', { _id: text, people: Mixed, expiresAt: Date }, []);
partnerUseSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
const registeredDocumentSchema = schemaOf('registeredDocuments', { _id: text }, []);
const auditChainSchema = schemaOf('auditChains', { _id: text, host: text }, [{ host: 1, startedAt: -1 }]);
const auditEntrySchema = schemaOf(
  'auditEntries',
  { _id: text, chain: text, seq: Number, operation: Mixed, range: Mixed, streams: Mixed },
  [
    { at: -1, _id: 1 },
    { rowIds: 1, at: -1 },
    { partner: 1, at: -1 },
    { actor: 1, at: -1 },
    { 'streams.actor': 1, at: -1 },
  ],
);
auditEntrySchema.index({ chain: 1, seq: 1 }, { unique: true });

/** All collections of the hub on one connection. */
export interface Store {
  readonly connection: StoreConnection;
  readonly rawRecords: mongoose.Model<RawRecordDoc>;
  readonly records: mongoose.Model<RecordDoc>;
  readonly rawReferences: mongoose.Model<RawReferenceDoc>;
  readonly references: mongoose.Model<ReferenceDoc>;
  readonly blockKeys: mongoose.Model<BlockKeyDoc>;
  readonly disputes: mongoose.Model<DisputeDoc>;
  readonly searchEntries: mongoose.Model<SearchEntryDoc>;
  readonly decisions: mongoose.Model<DecisionDoc>;
  /** The rows of `decisions` that people wrote about links. */
  readonly linkDecisions: mongoose.Model<LinkDecisionDoc>;
  /** The rows of `decisions` that are moves of workflows. */
  readonly workflowMoves: mongoose.Model<WorkflowMoveDoc>;
  /** The rows of `decisions` that are firings of timers. */
  readonly timerFirings: mongoose.Model<TimerFiredDoc>;
  readonly decisionProgress: mongoose.Model<DecisionProgressDoc>;
  readonly links: mongoose.Model<LinkDoc>;
  readonly deadLetters: mongoose.Model<DeadLetterDoc>;
  readonly connectorCursors: mongoose.Model<ConnectorCursorDoc>;
  readonly feedStatuses: mongoose.Model<FeedStatusDoc>;
  readonly deliveries: mongoose.Model<DeliveryDoc>;
  readonly outboundStatuses: mongoose.Model<OutboundStatusDoc>;
  /** The rows of `decisions` that people wrote about colours. */
  readonly colourDecisions: mongoose.Model<ColourDecisionDoc>;
  readonly risks: mongoose.Model<RiskDoc>;
  readonly riskRules: mongoose.Model<RiskRulesDoc>;
  readonly events: mongoose.Model<EventDoc>;
  readonly eventLogs: mongoose.Model<EventLogDoc>;
  readonly hotSpots: mongoose.Model<HotSpotDoc>;
  /** The rows of `decisions` that say which areas alarmed on a day. */
  readonly areaDays: mongoose.Model<AreaDayDoc>;
  readonly grants: mongoose.Model<GrantDoc>;
  readonly accessCases: mongoose.Model<AccessCaseDoc>;
  readonly datasetTerms: mongoose.Model<DatasetTermsDoc>;
  readonly riskWebhooks: mongoose.Model<RiskWebhookDoc>;
  readonly webhookDeliveries: mongoose.Model<WebhookDeliveryDoc>;
  readonly exportJobs: mongoose.Model<ExportJobDoc>;
  readonly exportPages: mongoose.Model<ExportPageDoc>;
  readonly savedViews: mongoose.Model<SavedViewDoc>;
  readonly revocations: mongoose.Model<RevocationDoc>;
  readonly erasures: mongoose.Model<ErasureDoc>;
  readonly legalHolds: mongoose.Model<LegalHoldDoc>;
  readonly partnerUses: mongoose.Model<PartnerUseDoc>;
  readonly registeredDocuments: mongoose.Model<RegisteredDocumentDoc>;
  readonly auditChains: mongoose.Model<AuditChainDoc>;
  readonly auditEntries: mongoose.Model<AuditEntryDoc>;
  readonly repeats: mongoose.Model<RepeatDoc>;
  readonly feedMinutes: mongoose.Model<FeedMinuteDoc>;
  readonly feedColumns: mongoose.Model<FeedColumnsDoc>;
}

/**
 * Binds the collections to a connection. Hot paths write through `model.collection.bulkWrite`; reads go through mongoose.
 * @param named what a collection is called in the database
 */
export function openStore(
  connection: StoreConnection,
  named: (collection: string) => string = (collection) => collection,
): Store {
  // The Doc interfaces above are the types of record; mongoose cannot derive them from definitions with `strict: false`.
  const model = <Doc>(name: string, schema: mongoose.Schema): mongoose.Model<Doc> =>
    connection.model<Doc>(
      name,
      schema as unknown as mongoose.Schema<Doc>,
      named(String(schema.get('collection'))),
    );
  return {
    connection,
    rawRecords: model<RawRecordDoc>('RawRecord', rawRecordSchema),
    records: model<RecordDoc>('Record', recordSchema),
    rawReferences: model<RawReferenceDoc>('RawReference', rawReferenceSchema),
    references: model<ReferenceDoc>('Reference', referenceSchema),
    blockKeys: model<BlockKeyDoc>('BlockKey', blockKeySchema),
    disputes: model<DisputeDoc>('Dispute', disputeSchema),
    searchEntries: model<SearchEntryDoc>('SearchEntry', searchEntrySchema),
    decisions: model<DecisionDoc>('Decision', decisionSchema),
    linkDecisions: model<LinkDecisionDoc>('LinkDecision', linkDecisionSchema),
    workflowMoves: model<WorkflowMoveDoc>('WorkflowMove', workflowMoveSchema),
    timerFirings: model<TimerFiredDoc>('TimerFiring', timerFiringSchema),
    decisionProgress: model<DecisionProgressDoc>('DecisionProgress', decisionProgressSchema),
    links: model<LinkDoc>('Link', linkSchema),
    deadLetters: model<DeadLetterDoc>('DeadLetter', deadLetterSchema),
    connectorCursors: model<ConnectorCursorDoc>('ConnectorCursor', connectorCursorSchema),
    feedStatuses: model<FeedStatusDoc>('FeedStatus', feedStatusSchema),
    deliveries: model<DeliveryDoc>('Delivery', deliverySchema),
    outboundStatuses: model<OutboundStatusDoc>('OutboundStatus', outboundStatusSchema),
    colourDecisions: model<ColourDecisionDoc>('ColourDecision', colourDecisionSchema),
    risks: model<RiskDoc>('Risk', riskSchema),
    riskRules: model<RiskRulesDoc>('RiskRules', riskRulesSchema),
    events: model<EventDoc>('Event', eventSchema),
    eventLogs: model<EventLogDoc>('EventLog', eventLogSchema),
    hotSpots: model<HotSpotDoc>('HotSpot', hotSpotSchema),
    areaDays: model<AreaDayDoc>('AreaDay', areaDaySchema),
    grants: model<GrantDoc>('Grant', grantSchema),
    accessCases: model<AccessCaseDoc>('AccessCase', accessCaseSchema),
    datasetTerms: model<DatasetTermsDoc>('DatasetTerms', datasetTermsSchema),
    riskWebhooks: model<RiskWebhookDoc>('RiskWebhook', riskWebhookSchema),
    webhookDeliveries: model<WebhookDeliveryDoc>('WebhookDelivery', webhookDeliverySchema),
    exportJobs: model<ExportJobDoc>('ExportJob', exportJobSchema),
    exportPages: model<ExportPageDoc>('ExportPage', exportPageSchema),
    savedViews: model<SavedViewDoc>('SavedView', savedViewSchema),
    revocations: model<RevocationDoc>('Revocation', revocationSchema),
    erasures: model<ErasureDoc>('Erasure', erasureSchema),
    legalHolds: model<LegalHoldDoc>('LegalHold', legalHoldSchema),
    partnerUses: model<PartnerUseDoc>('PartnerUse', partnerUseSchema),
    registeredDocuments: model<RegisteredDocumentDoc>('RegisteredDocument', registeredDocumentSchema),
    auditChains: model<AuditChainDoc>('AuditChain', auditChainSchema),
    auditEntries: model<AuditEntryDoc>('AuditEntry', auditEntrySchema),
    repeats: model<RepeatDoc>('Repeat', repeatSchema),
    feedMinutes: model<FeedMinuteDoc>('FeedMinute', feedMinuteSchema),
    feedColumns: model<FeedColumnsDoc>('FeedColumns', feedColumnsSchema),
  };
}

/** False while the driver has no connection to a server: it reconnects by itself. */
export function isConnected(store: Store): boolean {
  return store.connection.readyState === mongoose.ConnectionStates.connected;
}

/**
 * Creates collections and indexes that are missing, all at once: 20 ms when everything is there. Safe to run from every process at once.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function ensureIndexes(store: Store): Promise<void> {
  const models = Object.values(store.connection.models);
  await storing(Promise.all(models.map((model) => model.createIndexes())));
}
