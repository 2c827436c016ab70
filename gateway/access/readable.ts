import type { FeedColumnsDoc, FeedMinuteDoc, RepeatDoc } from '../../schema/store/feed-quality.ts';
import type {
  ColourDecisionDoc,
  DeadLetterDoc,
  DecisionProgressDoc,
  DisputeDoc,
  FeedStatusDoc,
  HotSpotDoc,
  LinkDecisionDoc,
  LinkDoc,
  RawRecordDoc,
  RecordDoc,
  ReferenceDoc,
  RiskColourDoc,
  SearchEntryDoc,
} from '../../schema/store/documents.ts';
import type { RiskRulesDoc } from '../../schema/store/risk-rules.ts';
import type { EventDoc, EventLogDoc } from '../../schema/store/event-log.ts';
import type { RiskWebhookDoc, WebhookDeliveryDoc } from '../../schema/store/webhooks.ts';
import type { ExportJobDoc, ExportPageDoc } from '../../schema/store/export-jobs.ts';
import type { SavedViewDoc } from '../../schema/store/saved-view-docs.ts';
import type { AccessCaseDoc, DatasetTermsDoc } from '../../schema/store/access-case-docs.ts';
import type { GrantDoc } from '../../schema/store/grant-docs.ts';
import type { AuditEntryDoc } from '../../schema/store/audit-docs.ts';
import type { Filter } from './criteria.ts';
import type { ReadableCollection } from './rows/readable-collections.ts';

/** What is read of each collection. */
export interface DocOf {
  records: RecordDoc;
  rawRecords: RawRecordDoc;
  disputes: DisputeDoc;
  /** Disputes, as indicators count them. */
  countedDisputes: DisputeDoc;
  searchEntries: SearchEntryDoc;
  feedStatuses: FeedStatusDoc;
  deadLetters: DeadLetterDoc;
  repeats: RepeatDoc;
  feedMinutes: FeedMinuteDoc;
  feedColumns: FeedColumnsDoc;
  references: ReferenceDoc;
  links: LinkDoc;
  linkDecisions: LinkDecisionDoc;
  /** Decisions about links, for nothing but where their order has come to. */
  decisionClock: LinkDecisionDoc;
  decisionProgress: DecisionProgressDoc;
  hotSpots: HotSpotDoc;
  /** Of `decisions`, those that tell of colours. */
  colourDecisions: ColourDecisionDoc | RiskColourDoc;
  riskRules: RiskRulesDoc;
  events: EventDoc;
  eventLogs: EventLogDoc;
  riskWebhooks: RiskWebhookDoc;
  webhookDeliveries: WebhookDeliveryDoc;
  savedViews: SavedViewDoc;
  exportJobs: ExportJobDoc;
  exportPages: ExportPageDoc;
  auditEntries: AuditEntryDoc;
  grants: GrantDoc;
  accessCases: AccessCaseDoc;
  datasetTerms: DatasetTermsDoc;
}

export interface FindOptions {
  /** Fields to give or leave out, or expressions that the server evaluates. */
  readonly projection?: Readonly<Record<string, 0 | 1 | object>>;
  readonly sort?: Readonly<Record<string, 1 | -1>>;
  readonly limit?: number;
  /** Of disputes: true of every stored one that can match, though it is shown otherwise; saves making views. */
  readonly narrow?: Filter;
  /** Stages that leave out more, before the limit. */
  readonly judge?: readonly object[];
}

/** Told of what is added to a collection. */
export interface Watch {
  readonly changed: () => void;
  /** The watching is over, by a fault or because the server ended it: begin again. */
  readonly ended: () => void;
}

/** One of several pages that are read at once. */
export interface PageToFind {
  readonly filter: Filter;
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly limit: number;
}

/** Disputes are not read in pages of which there are several. */
export type PagedCollection = Exclude<ReadableCollection, 'disputes' | 'countedDisputes'>;

/** Told of every read, for metrics and for tests that count them. */
export type OnRead = (collection: ReadableCollection, operation: 'find' | 'count') => void;
