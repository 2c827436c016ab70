// Made by `npm run console:generate` from exports.graphql; do not edit.
import { gql } from '@urql/core';
import type {
  AuditKind,
  Colour,
  DisputeCategory,
  DisputeOrder,
  DisputeState,
  ExportFormat,
  ExportLanguage,
  ExportList,
  ExportState,
  FeedName,
  HandlingMark,
  LinkReviewReason,
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
