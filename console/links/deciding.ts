// Made by `npm run console:generate` from deciding.graphql; do not edit.
import { gql } from '@urql/core';
import type { LinkDecisionKind } from '../vocabulary/enums.ts';

export type Decided = {
  readonly applied: boolean | null;
  readonly message: string | null;
  readonly decision: {
    readonly id: string;
    readonly kind: LinkDecisionKind | null;
  } | null;
  readonly disputes:
    | readonly {
        readonly id: string;
        readonly code: string;
      }[]
    | null;
};
export type ConfirmLinkAnswer = {
  readonly decided: {
    readonly applied: boolean | null;
    readonly message: string | null;
    readonly decision: {
      readonly id: string;
      readonly kind: LinkDecisionKind | null;
    } | null;
    readonly disputes:
      | readonly {
          readonly id: string;
          readonly code: string;
        }[]
      | null;
  } | null;
};
export type ConfirmLinkVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly recordIds: readonly string[];
    readonly note?: string | null;
  };
};
export const CONFIRM_LINK = gql<
  ConfirmLinkAnswer,
  ConfirmLinkVariables
>(`mutation ConfirmLink($input: DecideLinkInput!) {
  decided: confirmLink(input: $input) {
    ...Decided
  }
}

fragment Decided on LinkDecisionPayload {
  applied
  message
  decision {
    id
    kind
  }
  disputes {
    id
    code
  }
}`);
export type RejectLinkAnswer = {
  readonly decided: {
    readonly applied: boolean | null;
    readonly message: string | null;
    readonly decision: {
      readonly id: string;
      readonly kind: LinkDecisionKind | null;
    } | null;
    readonly disputes:
      | readonly {
          readonly id: string;
          readonly code: string;
        }[]
      | null;
  } | null;
};
export type RejectLinkVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly recordIds: readonly string[];
    readonly note?: string | null;
  };
};
export const REJECT_LINK = gql<
  RejectLinkAnswer,
  RejectLinkVariables
>(`mutation RejectLink($input: DecideLinkInput!) {
  decided: rejectLink(input: $input) {
    ...Decided
  }
}

fragment Decided on LinkDecisionPayload {
  applied
  message
  decision {
    id
    kind
  }
  disputes {
    id
    code
  }
}`);
export type UndoLinkDecisionAnswer = {
  readonly decided: {
    readonly applied: boolean | null;
    readonly message: string | null;
    readonly decision: {
      readonly id: string;
      readonly kind: LinkDecisionKind | null;
    } | null;
    readonly disputes:
      | readonly {
          readonly id: string;
          readonly code: string;
        }[]
      | null;
  } | null;
};
export type UndoLinkDecisionVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly decisionId: string;
    readonly note?: string | null;
  };
};
export const UNDO_LINK_DECISION = gql<
  UndoLinkDecisionAnswer,
  UndoLinkDecisionVariables
>(`mutation UndoLinkDecision($input: UndoLinkDecisionInput!) {
  decided: undoLinkDecision(input: $input) {
    ...Decided
  }
}

fragment Decided on LinkDecisionPayload {
  applied
  message
  decision {
    id
    kind
  }
  disputes {
    id
    code
  }
}`);
