import { Mixed, schemaOf, text } from './schema-of.ts';

/** 35 days. */
const FEED_MINUTES_KEPT_S = 35 * 86_400;

export const rawRecordSchema = schemaOf(
  'rawRecords',
  { _id: text, recordId: text, feed: text, bytes: Buffer },
  [],
);
// Only what was refused has an entry, so that storing costs nothing more.
rawRecordSchema.index({ feed: 1 }, { partialFilterExpression: { refused: true } });
// Likewise only what has ended.
rawRecordSchema.index({ recordId: 1 }, { partialFilterExpression: { ended: { $exists: true } } });
export const recordSchema = schemaOf(
  'records',
  { _id: text, feed: text, versionKey: text, place: Mixed, parties: Mixed, details: Mixed },
  [{ feed: 1, reportedAt: -1, _id: 1 }],
);
// Events of a grid; records of the other feeds have no entry, so that storing them costs nothing more.
recordSchema.index(
  { 'details.gridCode': 1, reportedAt: -1, _id: 1 },
  { partialFilterExpression: { feed: 'grid' } },
);
export const rawReferenceSchema = schemaOf(
  'rawReferences',
  { _id: text, referenceId: text, bytes: Buffer },
  [],
);
export const referenceSchema = schemaOf(
  'references',
  { _id: text, feed: text, kind: text, code: text, versionKey: text, details: Mixed },
  [
    { kind: 1, code: 1 },
    { kind: 1, regionCode: 1, code: 1 },
    { kind: 1, committeeCode: 1, code: 1 },
    { kind: 1, communityCode: 1, code: 1 },
  ],
);
export const blockKeySchema = schemaOf(
  'blockKeys',
  { _id: text, key: text, recordId: text, reportedAt: text },
  [{ key: 1, reportedAt: -1, recordId: 1 }],
);
export const searchEntrySchema = schemaOf(
  'searchEntries',
  { _id: text, feed: text, keys: [String], grams: [String], text },
  [{ keys: 1 }, { grams: 1 }],
);
export const decisionSchema = schemaOf('decisions', { _id: text, kind: text, disputeId: text }, [
  { disputeId: 1 },
]);
// Decisions of people alone have records: assignments of codes, thousands of times as many, cost nothing more.
export const linkDecisionSchema = schemaOf(
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
export const workflowMoveSchema = schemaOf(
  'decisions',
  { _id: text, kind: text, disputeId: text, event: Mixed },
  [],
);
export const timerFiringSchema = schemaOf(
  'decisions',
  { _id: text, kind: text, disputeId: text, timer: Mixed },
  [],
);
export const decisionProgressSchema = schemaOf('decisionProgress', { _id: text }, []);
export const linkSchema = schemaOf('links', { _id: text, status: text, fields: Mixed }, [
  { recordIds: 1 },
  { status: 1, at: -1, _id: 1 },
  { status: 1, probability: -1, _id: 1 },
  { disputeIds: 1 },
]);
export const deadLetterSchema = schemaOf(
  'deadLetters',
  { _id: text, feed: text, key: Buffer, value: Buffer },
  [
    { feed: 1, at: -1, _id: 1 },
    { feed: 1, code: 1, reasonClass: 1 },
  ],
);
export const repeatSchema = schemaOf('repeats', { _id: text, feed: text }, []);
export const feedMinuteSchema = schemaOf('feedMinutes', { _id: text, feed: text, minute: Date }, [
  { feed: 1, minute: -1 },
]);
feedMinuteSchema.index({ minute: 1 }, { expireAfterSeconds: FEED_MINUTES_KEPT_S });
export const feedColumnsSchema = schemaOf(
  'feedColumns',
  { _id: text, feed: text, columns: Mixed, findings: Mixed },
  [{ feed: 1 }],
);
export const connectorCursorSchema = schemaOf('connectorCursors', { _id: text, cursor: Mixed }, []);
export const feedStatusSchema = schemaOf('feedStatuses', { _id: text }, []);
export const deliverySchema = schemaOf(
  'deliveries',
  { _id: text, connector: text, agency: text, state: text },
  [
    { connector: 1, state: 1, nextTryAt: 1 },
    { connector: 1, disputeId: 1, seq: 1 },
    { agency: 1, queuedAt: 1 },
  ],
);
export const outboundStatusSchema = schemaOf('outboundStatuses', { _id: text }, []);
export const colourDecisionSchema = schemaOf('decisions', { _id: text, kind: text, disputeId: text }, []);
export const riskSchema = schemaOf('risks', { _id: text, rev: Number, risk: Mixed, outbox: Mixed }, []);
riskSchema.index({ 'risk.nextAt': 1 }, { partialFilterExpression: { 'risk.nextAt': { $gt: '' } } });
riskSchema.index({ 'outbox.id': 1 }, { partialFilterExpression: { 'outbox.id': { $gt: '' } } });
export const riskRulesSchema = schemaOf('riskRules', { _id: text, version: text, thresholds: Mixed }, []);
export const eventSchema = schemaOf('events', { _id: text, partition: Number, offset: Number }, [
  { partition: 1, offset: 1 },
  { subjectId: 1, seq: -1 },
  { keptAt: 1 },
]);
export const eventLogSchema = schemaOf('eventLogs', { _id: text }, []);
export const hotSpotSchema = schemaOf('hotSpots', { _id: text, state: text, disputeIds: Mixed }, [
  { openedOn: -1, _id: 1 },
  { state: 1, openedOn: -1, _id: 1 },
  { regionCode: 1, category: 1, openedOn: -1 },
]);
hotSpotSchema.index({ 'outbox.id': 1 }, { partialFilterExpression: { 'outbox.id': { $gt: '' } } });
export const areaDaySchema = schemaOf('decisions', { _id: text, kind: text, cells: Mixed }, []);

// Never deleted: what held at any moment can be told.
export const grantSchema = schemaOf(
  'grants',
  { _id: text, partner: text, rows: Mixed, levels: Mixed, changes: Mixed, changedAt: Date },
  [{ changedAt: 1 }, { partner: 1, createdAt: -1, _id: 1 }, { createdAt: -1, _id: 1 }],
);
export const accessCaseSchema = schemaOf(
  'accessCases',
  { _id: text, kind: text, asked: Mixed, changes: Mixed, changedAt: Date },
  [
    { kind: 1, createdAt: -1, _id: 1 },
    { kind: 1, partner: 1, createdAt: -1 },
  ],
);
export const datasetTermsSchema = schemaOf(
  'datasetTerms',
  { _id: text, changes: Mixed, changedAt: Date },
  [],
);
export const riskWebhookSchema = schemaOf(
  'riskWebhooks',
  { _id: text, partner: text, secrets: Mixed, position: Mixed, lease: Mixed },
  [{ partner: 1, createdAt: -1, _id: 1 }, { state: 1 }, { 'lease.holder': 1 }],
);
export const webhookDeliverySchema = schemaOf(
  'webhookDeliveries',
  { _id: text, webhookId: text, partner: text, state: text, after: Mixed, expiresAt: Date },
  [
    { webhookId: 1, queuedAt: -1, _id: 1 },
    { webhookId: 1, state: 1, queuedAt: 1, _id: 1 },
  ],
);
webhookDeliverySchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const savedViewSchema = schemaOf(
  'savedViews',
  { _id: text, partner: text, actor: text, kind: text, name: text },
  [{ partner: 1, name: 1, _id: -1 }],
  [{ partner: 1, actor: 1, kind: 1, name: 1 }],
);
export const exportJobSchema = schemaOf(
  'exportJobs',
  { _id: text, partner: text, actor: text, state: text, lease: Mixed, error: Mixed, removeAt: Date },
  [{ partner: 1, actor: 1, createdAt: -1, _id: 1 }],
);
exportJobSchema.index(
  { createdAt: 1 },
  { partialFilterExpression: { state: { $in: ['QUEUED', 'RUNNING'] } } },
);
exportJobSchema.index({ removeAt: 1 }, { expireAfterSeconds: 0 });
export const exportPageSchema = schemaOf('exportPages', { _id: text, jobId: text, removeAt: Date }, [
  { jobId: 1 },
]);
exportPageSchema.index({ removeAt: 1 }, { expireAfterSeconds: 0 });
export const revocationSchema = schemaOf('revocations', { _id: text, expiresAt: Date, changedAt: Date }, [
  { changedAt: 1 },
]);
revocationSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const erasureSchema = schemaOf('erasures', { _id: text, counts: Mixed, by: Mixed, changedAt: Date }, [
  { changedAt: 1 },
]);
export const listRewriteSchema = schemaOf('listRewrites', { _id: text, dueAt: text, isWritten: Boolean }, [
  { dueAt: 1 },
]);
export const legalHoldSchema = schemaOf('legalHolds', { _id: text, by: Mixed }, [
  { disputeId: 1 },
  { numbers: 1 },
]);
export const retentionRunsSchema = schemaOf('retentionRuns', { _id: text, lease: Mixed, run: Mixed }, []);
export const partnerUseSchema = schemaOf('partnerUses', { _id: text, people: Mixed, expiresAt: Date }, []);
partnerUseSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const registeredDocumentSchema = schemaOf('registeredDocuments', { _id: text }, []);
export const auditChainSchema = schemaOf('auditChains', { _id: text, host: text }, [
  { host: 1, startedAt: -1 },
]);
export const auditEntrySchema = schemaOf(
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
