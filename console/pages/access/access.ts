// Made by `npm run console:generate` from access.graphql; do not edit.
import { gql } from '@urql/core';
import type {
  AccessApplicationState,
  AccessRight,
  AuditKind,
  BreakGlassState,
  CorrectionState,
  DatasetName,
  DisclosureLevel,
  FeedName,
  GrantOrigin,
  GrantState,
  Purpose,
  SensitiveKind,
  Sensitivity,
  ShareClass,
} from '../../vocabulary/enums.ts';

export type AccessCatalogueAnswer = {
  readonly catalogue:
    | readonly {
        readonly name: DatasetName | null;
        readonly titleZh: string | null;
        readonly titleEn: string | null;
        readonly owner: string | null;
        readonly share: ShareClass | null;
        readonly conditions: string | null;
        readonly fields:
          | readonly {
              readonly coordinate: string | null;
              readonly kind: SensitiveKind | null;
            }[]
          | null;
      }[]
    | null;
};
export type AccessCatalogueVariables = Record<string, never>;
export const ACCESS_CATALOGUE = gql<AccessCatalogueAnswer, AccessCatalogueVariables>(`query AccessCatalogue {
  catalogue {
    name
    titleZh
    titleEn
    owner
    share
    conditions
    fields {
      coordinate
      kind
    }
  }
}`);
export type AccessGrantsAnswer = {
  readonly grants: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly partner: string | null;
      readonly actor: string | null;
      readonly dataset: DatasetName | null;
      readonly rows: {
        readonly regionPrefixes: readonly string[] | null;
        readonly sensitivity: Sensitivity | null;
        readonly ownReferralsOnly: boolean | null;
      } | null;
      readonly levels:
        | readonly {
            readonly kind: SensitiveKind | null;
            readonly level: DisclosureLevel | null;
          }[]
        | null;
      readonly withheldFields: readonly string[] | null;
      readonly rights: readonly AccessRight[] | null;
      readonly purposes: readonly Purpose[] | null;
      readonly validFrom: string | null;
      readonly validTo: string | null;
      readonly state: GrantState | null;
      readonly origin: GrantOrigin | null;
      readonly reason: string | null;
      readonly revokedAt: string | null;
      readonly changes:
        | readonly {
            readonly at: string | null;
            readonly what: string | null;
            readonly partner: string | null;
            readonly actor: string | null;
            readonly reason: string | null;
          }[]
        | null;
    }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
  } | null;
};
export type AccessGrantsVariables = {
  readonly filter?: {
    readonly partner?: string | null;
    readonly dataset?: DatasetName | null;
    readonly state?: GrantState | null;
  } | null;
  readonly after?: string | null;
};
export const ACCESS_GRANTS = gql<
  AccessGrantsAnswer,
  AccessGrantsVariables
>(`query AccessGrants($filter: GrantFilter, $after: String) {
  grants(filter: $filter, first: 50, after: $after) {
    totalCount
    nodes {
      id
      partner
      actor
      dataset
      rows {
        regionPrefixes
        sensitivity
        ownReferralsOnly
      }
      levels {
        kind
        level
      }
      withheldFields
      rights
      purposes
      validFrom
      validTo
      state
      origin
      reason
      revokedAt
      changes {
        at
        what
        partner
        actor
        reason
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`);
export type RevokeGrantAnswer = {
  readonly revokeGrant: {
    readonly grant: {
      readonly id: string;
      readonly state: GrantState | null;
    } | null;
  } | null;
};
export type RevokeGrantVariables = {
  readonly input: { readonly clientMutationId: string; readonly id: string; readonly reason: string };
};
export const REVOKE_GRANT = gql<
  RevokeGrantAnswer,
  RevokeGrantVariables
>(`mutation RevokeGrant($input: AccessDecisionInput!) {
  revokeGrant(input: $input) {
    grant {
      id
      state
    }
  }
}`);
export type AccessApplicationsAnswer = {
  readonly accessApplications: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly partner: string | null;
      readonly actor: string | null;
      readonly createdAt: string | null;
      readonly dataset: DatasetName | null;
      readonly levels:
        | readonly {
            readonly kind: SensitiveKind | null;
            readonly level: DisclosureLevel | null;
          }[]
        | null;
      readonly rights: readonly AccessRight[] | null;
      readonly purposes: readonly Purpose[] | null;
      readonly validTo: string | null;
      readonly reason: string | null;
      readonly state: AccessApplicationState | null;
      readonly approvals:
        | readonly {
            readonly partner: string | null;
            readonly actor: string | null;
            readonly at: string | null;
            readonly reason: string | null;
          }[]
        | null;
      readonly answer: string | null;
    }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
  } | null;
};
export type AccessApplicationsVariables = {
  readonly after?: string | null;
};
export const ACCESS_APPLICATIONS = gql<
  AccessApplicationsAnswer,
  AccessApplicationsVariables
>(`query AccessApplications($after: String) {
  accessApplications(first: 50, after: $after) {
    totalCount
    nodes {
      id
      partner
      actor
      createdAt
      dataset
      levels {
        kind
        level
      }
      rights
      purposes
      validTo
      reason
      state
      approvals {
        partner
        actor
        at
        reason
      }
      answer
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`);
export type ApplyForAccessAnswer = {
  readonly applyForAccess: {
    readonly application: {
      readonly id: string;
      readonly state: AccessApplicationState | null;
    } | null;
  } | null;
};
export type ApplyForAccessVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly dataset: DatasetName;
    readonly rows?: {
      readonly regionPrefixes?: readonly string[] | null;
      readonly sensitivity?: Sensitivity | null;
      readonly ownReferralsOnly?: boolean | null;
      readonly disputeIds?: readonly string[] | null;
    } | null;
    readonly levels?: readonly { readonly kind: SensitiveKind; readonly level: DisclosureLevel }[] | null;
    readonly rights?: readonly AccessRight[] | null;
    readonly purposes: readonly Purpose[];
    readonly actor?: string | null;
    readonly validFrom?: string | null;
    readonly validTo: string;
    readonly reason: string;
  };
};
export const APPLY_FOR_ACCESS = gql<
  ApplyForAccessAnswer,
  ApplyForAccessVariables
>(`mutation ApplyForAccess($input: ApplyForAccessInput!) {
  applyForAccess(input: $input) {
    application {
      id
      state
    }
  }
}`);
export type ApproveAccessAnswer = {
  readonly approveAccess: {
    readonly application: {
      readonly id: string;
      readonly state: AccessApplicationState | null;
    } | null;
  } | null;
};
export type ApproveAccessVariables = {
  readonly input: { readonly clientMutationId: string; readonly id: string; readonly reason: string };
};
export const APPROVE_ACCESS = gql<
  ApproveAccessAnswer,
  ApproveAccessVariables
>(`mutation ApproveAccess($input: AccessDecisionInput!) {
  approveAccess(input: $input) {
    application {
      id
      state
    }
  }
}`);
export type RefuseAccessAnswer = {
  readonly refuseAccess: {
    readonly application: {
      readonly id: string;
      readonly state: AccessApplicationState | null;
    } | null;
  } | null;
};
export type RefuseAccessVariables = {
  readonly input: { readonly clientMutationId: string; readonly id: string; readonly reason: string };
};
export const REFUSE_ACCESS = gql<
  RefuseAccessAnswer,
  RefuseAccessVariables
>(`mutation RefuseAccess($input: AccessDecisionInput!) {
  refuseAccess(input: $input) {
    application {
      id
      state
    }
  }
}`);
export type WithdrawAccessAnswer = {
  readonly withdrawAccess: {
    readonly application: {
      readonly id: string;
      readonly state: AccessApplicationState | null;
    } | null;
  } | null;
};
export type WithdrawAccessVariables = {
  readonly input: { readonly clientMutationId: string; readonly id: string; readonly reason: string };
};
export const WITHDRAW_ACCESS = gql<
  WithdrawAccessAnswer,
  WithdrawAccessVariables
>(`mutation WithdrawAccess($input: AccessDecisionInput!) {
  withdrawAccess(input: $input) {
    application {
      id
      state
    }
  }
}`);
export type AccessCorrectionsAnswer = {
  readonly corrections: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly partner: string | null;
      readonly createdAt: string | null;
      readonly owner: string | null;
      readonly feed: FeedName | null;
      readonly recordId: string | null;
      readonly field: string | null;
      readonly proposed: string | null;
      readonly reason: string | null;
      readonly state: CorrectionState | null;
      readonly answer: string | null;
    }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
  } | null;
};
export type AccessCorrectionsVariables = {
  readonly after?: string | null;
};
export const ACCESS_CORRECTIONS = gql<
  AccessCorrectionsAnswer,
  AccessCorrectionsVariables
>(`query AccessCorrections($after: String) {
  corrections(first: 50, after: $after) {
    totalCount
    nodes {
      id
      partner
      createdAt
      owner
      feed
      recordId
      field
      proposed
      reason
      state
      answer
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`);
export type AnswerCorrectionAnswer = {
  readonly answerCorrection: {
    readonly correction: {
      readonly id: string;
      readonly state: CorrectionState | null;
    } | null;
  } | null;
};
export type AnswerCorrectionVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly id: string;
    readonly corrected: boolean;
    readonly answer: string;
  };
};
export const ANSWER_CORRECTION = gql<
  AnswerCorrectionAnswer,
  AnswerCorrectionVariables
>(`mutation AnswerCorrection($input: AnswerCorrectionInput!) {
  answerCorrection(input: $input) {
    correction {
      id
      state
    }
  }
}`);
export type AccessEmergenciesAnswer = {
  readonly breakGlasses: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly partner: string | null;
      readonly actor: string | null;
      readonly code: string;
      readonly caseNumber: string | null;
      readonly reason: string | null;
      readonly createdAt: string | null;
      readonly until: string | null;
      readonly state: BreakGlassState | null;
      readonly review: {
        readonly partner: string | null;
        readonly actor: string | null;
        readonly reason: string | null;
      } | null;
    }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
  } | null;
};
export type AccessEmergenciesVariables = {
  readonly after?: string | null;
};
export const ACCESS_EMERGENCIES = gql<
  AccessEmergenciesAnswer,
  AccessEmergenciesVariables
>(`query AccessEmergencies($after: String) {
  breakGlasses(first: 50, after: $after) {
    totalCount
    nodes {
      id
      partner
      actor
      code
      caseNumber
      reason
      createdAt
      until
      state
      review {
        partner
        actor
        reason
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`);
export type ReviewBreakGlassAnswer = {
  readonly reviewBreakGlass: {
    readonly breakGlass: {
      readonly id: string;
      readonly state: BreakGlassState | null;
    } | null;
  } | null;
};
export type ReviewBreakGlassVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly id: string;
    readonly justified: boolean;
    readonly reason: string;
  };
};
export const REVIEW_BREAK_GLASS = gql<
  ReviewBreakGlassAnswer,
  ReviewBreakGlassVariables
>(`mutation ReviewBreakGlass($input: ReviewBreakGlassInput!) {
  reviewBreakGlass(input: $input) {
    breakGlass {
      id
      state
    }
  }
}`);
export type AccessAuditAnswer = {
  readonly auditEntries: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly chain: string | null;
      readonly seq: number | null;
      readonly at: string | null;
      readonly partner: string | null;
      readonly actor: string | null;
      readonly streams:
        | readonly {
            readonly actor: string | null;
          }[]
        | null;
      readonly purpose: string | null;
      readonly reason: string | null;
      readonly kind: AuditKind | null;
      readonly operationName: string | null;
      readonly fields: readonly string[] | null;
      readonly rowCount: number | null;
      readonly codes: readonly string[] | null;
      readonly previous: string | null;
      readonly hash: string | null;
    }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
  } | null;
};
export type AccessAuditVariables = {
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
  readonly after?: string | null;
};
export const ACCESS_AUDIT = gql<
  AccessAuditAnswer,
  AccessAuditVariables
>(`query AccessAudit($filter: AuditFilter, $after: String) {
  auditEntries(filter: $filter, first: 50, after: $after) {
    totalCount
    nodes {
      id
      chain
      seq
      at
      partner
      actor
      streams {
        actor
      }
      purpose
      reason
      kind
      operationName
      fields
      rowCount
      codes
      previous
      hash
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`);
export type AccessUsageAnswer = {
  readonly auditUsage:
    | readonly {
        readonly key: string | null;
        readonly looks: number | null;
        readonly lastAt: string | null;
      }[]
    | null;
};
export type AccessUsageVariables = Record<string, never>;
export const ACCESS_USAGE = gql<AccessUsageAnswer, AccessUsageVariables>(`query AccessUsage {
  auditUsage(by: FIELD, first: 50) {
    key
    looks
    lastAt
  }
}`);
