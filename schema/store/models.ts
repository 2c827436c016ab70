import mongoose from 'mongoose';
import type { StoreConnection } from './connection.ts';
import type { AccessCaseDoc, DatasetTermsDoc } from './access-case-docs.ts';
import type { GrantDoc } from './grant-docs.ts';
import type { AreaDayDoc } from './area-days.ts';
import type { AuditChainDoc, AuditEntryDoc } from './audit-docs.ts';
import type { DeliveryDoc, OutboundStatusDoc } from './deliveries.ts';
import { disputeSchema, REPLACED_DISPUTE_INDEXES } from './dispute-schema.ts';
import type { EventDoc, EventLogDoc, RiskDoc } from './event-log.ts';
import type { FeedColumnsDoc, FeedMinuteDoc, RepeatDoc } from './feed-quality.ts';
import type { ErasureDoc, LegalHoldDoc, ListRewriteDoc } from './erasure-docs.ts';
import type { PartnerUseDoc, RegisteredDocumentDoc } from './limit-docs.ts';
import type { RetentionRunsDoc } from './retention-docs.ts';
import type { RevocationDoc } from './revocations.ts';
import type { RiskRulesDoc } from './risk-rules.ts';
import type { ExportJobDoc, ExportPageDoc } from './export-jobs.ts';
import type { SavedViewDoc } from './saved-view-docs.ts';
import { storing } from './store-fault.ts';
import type { RiskWebhookDoc, WebhookDeliveryDoc } from './webhooks.ts';
import type {
  BlockKeyDoc,
  ColourDecisionDoc,
  ConnectorCursorDoc,
  DeadLetterDoc,
  DecisionDoc,
  DecisionProgressDoc,
  DisputeDoc,
  FeedStatusDoc,
  HotSpotDoc,
  LinkDecisionDoc,
  LinkDoc,
  RawRecordDoc,
  RawReferenceDoc,
  RecordDoc,
  ReferenceDoc,
  SearchEntryDoc,
  TimerFiredDoc,
  WorkflowMoveDoc,
} from './documents.ts';
import {
  accessCaseSchema,
  areaDaySchema,
  auditChainSchema,
  auditEntrySchema,
  blockKeySchema,
  colourDecisionSchema,
  connectorCursorSchema,
  datasetTermsSchema,
  deadLetterSchema,
  decisionProgressSchema,
  decisionSchema,
  deliverySchema,
  erasureSchema,
  eventLogSchema,
  eventSchema,
  exportJobSchema,
  exportPageSchema,
  feedColumnsSchema,
  feedMinuteSchema,
  feedStatusSchema,
  grantSchema,
  hotSpotSchema,
  legalHoldSchema,
  retentionRunsSchema,
  listRewriteSchema,
  linkDecisionSchema,
  linkSchema,
  outboundStatusSchema,
  partnerUseSchema,
  rawRecordSchema,
  rawReferenceSchema,
  recordSchema,
  referenceSchema,
  registeredDocumentSchema,
  repeatSchema,
  revocationSchema,
  riskRulesSchema,
  riskSchema,
  riskWebhookSchema,
  savedViewSchema,
  searchEntrySchema,
  timerFiringSchema,
  webhookDeliverySchema,
  workflowMoveSchema,
} from './schemas.ts';

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
  readonly listRewrites: mongoose.Model<ListRewriteDoc>;
  readonly legalHolds: mongoose.Model<LegalHoldDoc>;
  readonly retentionRuns: mongoose.Model<RetentionRunsDoc>;
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
  // The interfaces of `documents.ts` are the types of record; mongoose cannot derive them from definitions with `strict: false`.
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
    listRewrites: model<ListRewriteDoc>('ListRewrite', listRewriteSchema),
    legalHolds: model<LegalHoldDoc>('LegalHold', legalHoldSchema),
    retentionRuns: model<RetentionRunsDoc>('RetentionRuns', retentionRunsSchema),
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

/** MongoDB's IndexNotFound and NamespaceNotFound. */
const NOT_THERE = new Set<unknown>([27, 26]);

async function dropReplaced(
  { collection }: Pick<Store['disputes'], 'collection'>,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    await collection.dropIndex(name).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && NOT_THERE.has(error.code))) throw error;
    });
  }
}

/**
 * Creates collections and indexes that are missing, all at once, and drops those that were replaced: 20 ms when everything is there. Safe to run from every process at once.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function ensureIndexes(store: Store): Promise<void> {
  const models = Object.values(store.connection.models);
  await storing(Promise.all(models.map((model) => model.createIndexes())));
  await storing(dropReplaced(store.disputes, REPLACED_DISPUTE_INDEXES));
}
