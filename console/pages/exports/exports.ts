// Made by `npm run console:generate` from exports.graphql; do not edit.
import { gql } from '@urql/core';
import type {
  AccessApplicationState,
  AuditKind,
  AuditUsageKey,
  BreakGlassState,
  Colour,
  CorrectionState,
  DatasetName,
  DisputeCategory,
  DisputeChange,
  DisputeGrouping,
  DisputeOrder,
  DisputeState,
  ExportFormat,
  ExportLanguage,
  ExportList,
  ExportState,
  FeedName,
  GrantState,
  HandlingMark,
  HotSpotLevel,
  HotSpotState,
  LinkReviewReason,
  LinkStatus,
  Nature,
  RecordOrder,
  RecordState,
  RegionLevel,
  RiskEventKind,
  RiskWebhookDeliveryState,
  SavedViewKind,
  TimelineOrder,
  WorkflowState,
} from '../../vocabulary/enums.ts';

export type OneExport = {
  readonly id: string;
  readonly state: ExportState | null;
  readonly list: ExportList | null;
  readonly format: ExportFormat | null;
  readonly language: ExportLanguage | null;
  readonly timeZone: string | null;
  readonly criteria: string | null;
  readonly progress: {
    readonly rows: number | null;
    readonly total: number | null;
    readonly truncated: boolean | null;
  } | null;
  readonly fileName: string | null;
  readonly watermark: string | null;
  readonly createdAt: string | null;
  readonly finishedAt: string | null;
  readonly expiresAt: string | null;
  readonly url: string | null;
  readonly error: {
    readonly code: string;
    readonly message: string | null;
  } | null;
};
export type ExportJobsAnswer = {
  readonly exportJobs: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly state: ExportState | null;
      readonly list: ExportList | null;
      readonly format: ExportFormat | null;
      readonly language: ExportLanguage | null;
      readonly timeZone: string | null;
      readonly criteria: string | null;
      readonly progress: {
        readonly rows: number | null;
        readonly total: number | null;
        readonly truncated: boolean | null;
      } | null;
      readonly fileName: string | null;
      readonly watermark: string | null;
      readonly createdAt: string | null;
      readonly finishedAt: string | null;
      readonly expiresAt: string | null;
      readonly url: string | null;
      readonly error: {
        readonly code: string;
        readonly message: string | null;
      } | null;
    }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
  } | null;
};
export type ExportJobsVariables = {
  readonly after?: string | null;
};
export const EXPORT_JOBS = gql<ExportJobsAnswer, ExportJobsVariables>(`query ExportJobs($after: String) {
  exportJobs(first: 50, after: $after) {
    totalCount
    nodes {
      ...OneExport
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}

fragment OneExport on ExportJob {
  id
  state
  list
  format
  language
  timeZone
  criteria
  progress {
    rows
    total
    truncated
  }
  fileName
  watermark
  createdAt
  finishedAt
  expiresAt
  url
  error {
    code
    message
  }
}`);
export type ExportJobAnswer = {
  readonly exportJob: {
    readonly id: string;
    readonly state: ExportState | null;
    readonly list: ExportList | null;
    readonly format: ExportFormat | null;
    readonly language: ExportLanguage | null;
    readonly timeZone: string | null;
    readonly criteria: string | null;
    readonly progress: {
      readonly rows: number | null;
      readonly total: number | null;
      readonly truncated: boolean | null;
    } | null;
    readonly fileName: string | null;
    readonly watermark: string | null;
    readonly createdAt: string | null;
    readonly finishedAt: string | null;
    readonly expiresAt: string | null;
    readonly url: string | null;
    readonly error: {
      readonly code: string;
      readonly message: string | null;
    } | null;
  } | null;
};
export type ExportJobVariables = {
  readonly id: string;
};
export const EXPORT_JOB = gql<ExportJobAnswer, ExportJobVariables>(`query ExportJob($id: ID!) {
  exportJob(id: $id) {
    ...OneExport
  }
}

fragment OneExport on ExportJob {
  id
  state
  list
  format
  language
  timeZone
  criteria
  progress {
    rows
    total
    truncated
  }
  fileName
  watermark
  createdAt
  finishedAt
  expiresAt
  url
  error {
    code
    message
  }
}`);
export type ExportColumnsAnswer = {
  readonly exportColumns:
    | readonly {
        readonly name: string | null;
        readonly labelZhCn: string | null;
        readonly labelZhTw: string | null;
        readonly labelEn: string | null;
      }[]
    | null;
};
export type ExportColumnsVariables = {
  readonly list: ExportList;
};
export const EXPORT_COLUMNS = gql<
  ExportColumnsAnswer,
  ExportColumnsVariables
>(`query ExportColumns($list: ExportList!) {
  exportColumns(list: $list) {
    name
    labelZhCn
    labelZhTw
    labelEn
  }
}`);
export type CreateExportAnswer = {
  readonly createExport: {
    readonly job: {
      readonly id: string;
      readonly state: ExportState | null;
      readonly list: ExportList | null;
      readonly format: ExportFormat | null;
      readonly language: ExportLanguage | null;
      readonly timeZone: string | null;
      readonly criteria: string | null;
      readonly progress: {
        readonly rows: number | null;
        readonly total: number | null;
        readonly truncated: boolean | null;
      } | null;
      readonly fileName: string | null;
      readonly watermark: string | null;
      readonly createdAt: string | null;
      readonly finishedAt: string | null;
      readonly expiresAt: string | null;
      readonly url: string | null;
      readonly error: {
        readonly code: string;
        readonly message: string | null;
      } | null;
    } | null;
  } | null;
};
export type CreateExportVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly list: ExportList;
    readonly disputes?: {
      readonly filter?: {
        readonly feeds?: readonly FeedName[] | null;
        readonly category?: readonly DisputeCategory[] | null;
        readonly categoryThatHolds?: readonly DisputeCategory[] | null;
        readonly regionCode?: string | null;
        readonly state?: readonly DisputeState[] | null;
        readonly openedBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
        readonly activeBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
        readonly minRecords?: number | null;
        readonly text?: string | null;
        readonly colour?: readonly Colour[] | null;
        readonly minScore?: number | null;
        readonly awaitingConfirmation?: boolean | null;
        readonly handling?: {
          readonly states?: readonly WorkflowState[] | null;
          readonly registeredBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
          readonly dueBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
          readonly supervised?: boolean | null;
          readonly agency?: string | null;
          readonly countsAs?: HandlingMark | null;
        } | null;
      } | null;
      readonly orderBy?: DisputeOrder | null;
    } | null;
    readonly search?: {
      readonly query: string;
      readonly filter?: { readonly feeds?: readonly FeedName[] | null } | null;
    } | null;
    readonly linkReviews?: {
      readonly filter?: {
        readonly reason?: readonly LinkReviewReason[] | null;
        readonly feeds?: readonly FeedName[] | null;
        readonly regionCode?: string | null;
        readonly disputeId?: string | null;
        readonly recordId?: string | null;
        readonly minProbability?: number | null;
        readonly maxProbability?: number | null;
      } | null;
    } | null;
    readonly auditEntries?: {
      readonly filter?: {
        readonly disputeId?: string | null;
        readonly code?: string | null;
        readonly rowId?: string | null;
        readonly partner?: string | null;
        readonly actor?: string | null;
        readonly kinds?: readonly AuditKind[] | null;
        readonly from?: string | null;
        readonly to?: string | null;
      } | null;
    } | null;
    readonly auditUsage?: {
      readonly by: AuditUsageKey;
      readonly filter?: {
        readonly disputeId?: string | null;
        readonly code?: string | null;
        readonly rowId?: string | null;
        readonly partner?: string | null;
        readonly actor?: string | null;
        readonly kinds?: readonly AuditKind[] | null;
        readonly from?: string | null;
        readonly to?: string | null;
      } | null;
    } | null;
    readonly grants?: {
      readonly filter?: {
        readonly partner?: string | null;
        readonly dataset?: DatasetName | null;
        readonly state?: GrantState | null;
      } | null;
    } | null;
    readonly accessApplications?: {
      readonly filter?: {
        readonly partner?: string | null;
        readonly state?: readonly AccessApplicationState[] | null;
      } | null;
    } | null;
    readonly corrections?: {
      readonly filter?: {
        readonly partner?: string | null;
        readonly state?: readonly CorrectionState[] | null;
      } | null;
    } | null;
    readonly breakGlasses?: {
      readonly filter?: {
        readonly partner?: string | null;
        readonly state?: readonly BreakGlassState[] | null;
      } | null;
    } | null;
    readonly riskEvents?: {
      readonly filter?: {
        readonly kinds?: readonly RiskEventKind[] | null;
        readonly colours?: readonly Colour[] | null;
        readonly minScore?: number | null;
        readonly regionCode?: string | null;
        readonly category?: readonly DisputeCategory[] | null;
        readonly feeds?: readonly FeedName[] | null;
        readonly subjectIds?: readonly string[] | null;
        readonly changes?: readonly DisputeChange[] | null;
      } | null;
      readonly since?: string | null;
    } | null;
    readonly hotSpots?: {
      readonly filter?: {
        readonly state?: readonly HotSpotState[] | null;
        readonly level?: readonly HotSpotLevel[] | null;
        readonly regionCode?: string | null;
        readonly category?: readonly DisputeCategory[] | null;
        readonly openedFrom?: string | null;
        readonly openedTo?: string | null;
      } | null;
    } | null;
    readonly hotSpotDisputes?: { readonly id: string } | null;
    readonly webhookDeliveries?: {
      readonly id: string;
      readonly state?: readonly RiskWebhookDeliveryState[] | null;
    } | null;
    readonly deadLetters?: { readonly name: FeedName; readonly code?: string | null } | null;
    readonly columnDrift?: { readonly name: FeedName; readonly includeClosed?: boolean | null } | null;
    readonly feedColumns?: { readonly name: FeedName } | null;
    readonly policeIncidents?: {
      readonly filter?: {
        readonly category?: readonly DisputeCategory[] | null;
        readonly regionCode?: string | null;
        readonly nature?: readonly Nature[] | null;
        readonly state?: readonly RecordState[] | null;
        readonly reportedBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
        readonly updatedBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
      } | null;
      readonly orderBy?: RecordOrder | null;
    } | null;
    readonly hotlineTickets?: {
      readonly filter?: {
        readonly category?: readonly DisputeCategory[] | null;
        readonly regionCode?: string | null;
        readonly nature?: readonly Nature[] | null;
        readonly state?: readonly RecordState[] | null;
        readonly reportedBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
        readonly updatedBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
      } | null;
      readonly orderBy?: RecordOrder | null;
    } | null;
    readonly courtCases?: {
      readonly filter?: {
        readonly category?: readonly DisputeCategory[] | null;
        readonly regionCode?: string | null;
        readonly nature?: readonly Nature[] | null;
        readonly state?: readonly RecordState[] | null;
        readonly reportedBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
        readonly updatedBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
      } | null;
      readonly orderBy?: RecordOrder | null;
    } | null;
    readonly gridEvents?: {
      readonly filter?: {
        readonly category?: readonly DisputeCategory[] | null;
        readonly regionCode?: string | null;
        readonly nature?: readonly Nature[] | null;
        readonly state?: readonly RecordState[] | null;
        readonly reportedBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
        readonly updatedBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
      } | null;
      readonly orderBy?: RecordOrder | null;
    } | null;
    readonly serviceRequests?: {
      readonly filter?: {
        readonly category?: readonly DisputeCategory[] | null;
        readonly regionCode?: string | null;
        readonly nature?: readonly Nature[] | null;
        readonly state?: readonly RecordState[] | null;
        readonly reportedBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
        readonly updatedBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
      } | null;
      readonly orderBy?: RecordOrder | null;
    } | null;
    readonly grids?: {
      readonly filter?: {
        readonly regionCode?: string | null;
        readonly name?: string | null;
        readonly inUse?: boolean | null;
      } | null;
    } | null;
    readonly communities?: {
      readonly filter?: {
        readonly regionCode?: string | null;
        readonly name?: string | null;
        readonly inUse?: boolean | null;
      } | null;
    } | null;
    readonly mediationCommittees?: {
      readonly filter?: {
        readonly regionCode?: string | null;
        readonly name?: string | null;
        readonly inUse?: boolean | null;
      } | null;
    } | null;
    readonly mediators?: {
      readonly filter?: {
        readonly committeeCode?: string | null;
        readonly speciality?: string | null;
        readonly name?: string | null;
        readonly inUse?: boolean | null;
      } | null;
    } | null;
    readonly timeline?: { readonly code: string; readonly order?: TimelineOrder | null } | null;
    readonly disputeRecords?: { readonly code: string } | null;
    readonly links?: { readonly code: string; readonly status?: readonly LinkStatus[] | null } | null;
    readonly linkDecisions?: { readonly code: string } | null;
    readonly riskHistory?: { readonly code: string } | null;
    readonly workflowEvents?: { readonly code: string } | null;
    readonly disputeStats?: {
      readonly groupBy: readonly DisputeGrouping[];
      readonly filter: {
        readonly from: string;
        readonly to: string;
        readonly regionCode?: string | null;
        readonly agency?: string | null;
        readonly category?: readonly DisputeCategory[] | null;
      };
      readonly regionLevel?: RegionLevel | null;
    } | null;
    readonly mediatorPoints?: {
      readonly asOf: string;
      readonly since?: string | null;
      readonly agency?: string | null;
      readonly regionCode?: string | null;
    } | null;
    readonly agencyPoints?: {
      readonly asOf: string;
      readonly since?: string | null;
      readonly agency?: string | null;
      readonly regionCode?: string | null;
    } | null;
    readonly savedViews?: { readonly kind?: readonly SavedViewKind[] | null } | null;
    readonly columns?: readonly string[] | null;
    readonly format: ExportFormat;
    readonly timeZone?: string | null;
    readonly language?: ExportLanguage | null;
  };
};
export const CREATE_EXPORT = gql<
  CreateExportAnswer,
  CreateExportVariables
>(`mutation CreateExport($input: CreateExportInput!) {
  createExport(input: $input) {
    job {
      ...OneExport
    }
  }
}

fragment OneExport on ExportJob {
  id
  state
  list
  format
  language
  timeZone
  criteria
  progress {
    rows
    total
    truncated
  }
  fileName
  watermark
  createdAt
  finishedAt
  expiresAt
  url
  error {
    code
    message
  }
}`);
export type CancelExportAnswer = {
  readonly cancelExport: {
    readonly job: {
      readonly id: string;
      readonly state: ExportState | null;
      readonly list: ExportList | null;
      readonly format: ExportFormat | null;
      readonly language: ExportLanguage | null;
      readonly timeZone: string | null;
      readonly criteria: string | null;
      readonly progress: {
        readonly rows: number | null;
        readonly total: number | null;
        readonly truncated: boolean | null;
      } | null;
      readonly fileName: string | null;
      readonly watermark: string | null;
      readonly createdAt: string | null;
      readonly finishedAt: string | null;
      readonly expiresAt: string | null;
      readonly url: string | null;
      readonly error: {
        readonly code: string;
        readonly message: string | null;
      } | null;
    } | null;
  } | null;
};
export type CancelExportVariables = {
  readonly input: { readonly clientMutationId: string; readonly id: string };
};
export const CANCEL_EXPORT = gql<
  CancelExportAnswer,
  CancelExportVariables
>(`mutation CancelExport($input: CancelExportInput!) {
  cancelExport(input: $input) {
    job {
      ...OneExport
    }
  }
}

fragment OneExport on ExportJob {
  id
  state
  list
  format
  language
  timeZone
  criteria
  progress {
    rows
    total
    truncated
  }
  fileName
  watermark
  createdAt
  finishedAt
  expiresAt
  url
  error {
    code
    message
  }
}`);
