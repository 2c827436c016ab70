// Made by `npm run console:generate` from colour.graphql; do not edit.
import { gql } from '@urql/core';
import type { Colour } from '../../vocabulary/enums.ts';

export type ConfirmColourAnswer = {
  readonly decided: {
    readonly applied: boolean | null;
    readonly decision: {
      readonly id: string;
    } | null;
  } | null;
};
export type ConfirmColourVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly disputeId?: string | null;
    readonly code?: string | null;
    readonly reason: string;
    readonly expiresAt?: string | null;
  };
};
export const CONFIRM_COLOUR = gql<
  ConfirmColourAnswer,
  ConfirmColourVariables
>(`mutation ConfirmColour($input: ConfirmColourInput!) {
  decided: confirmColour(input: $input) {
    applied
    decision {
      id
    }
  }
}`);
export type RaiseColourAnswer = {
  readonly decided: {
    readonly applied: boolean | null;
    readonly decision: {
      readonly id: string;
    } | null;
  } | null;
};
export type RaiseColourVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly disputeId?: string | null;
    readonly code?: string | null;
    readonly colour: Colour;
    readonly reason: string;
    readonly expiresAt: string;
  };
};
export const RAISE_COLOUR = gql<
  RaiseColourAnswer,
  RaiseColourVariables
>(`mutation RaiseColour($input: ChangeColourInput!) {
  decided: raiseColour(input: $input) {
    applied
    decision {
      id
    }
  }
}`);
export type LowerColourAnswer = {
  readonly decided: {
    readonly applied: boolean | null;
    readonly decision: {
      readonly id: string;
    } | null;
  } | null;
};
export type LowerColourVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly disputeId?: string | null;
    readonly code?: string | null;
    readonly colour: Colour;
    readonly reason: string;
    readonly expiresAt: string;
  };
};
export const LOWER_COLOUR = gql<
  LowerColourAnswer,
  LowerColourVariables
>(`mutation LowerColour($input: ChangeColourInput!) {
  decided: lowerColour(input: $input) {
    applied
    decision {
      id
    }
  }
}`);
export type ClearColourAnswer = {
  readonly decided: {
    readonly applied: boolean | null;
    readonly decision: {
      readonly id: string;
    } | null;
  } | null;
};
export type ClearColourVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly disputeId?: string | null;
    readonly code?: string | null;
    readonly reason: string;
  };
};
export const CLEAR_COLOUR = gql<
  ClearColourAnswer,
  ClearColourVariables
>(`mutation ClearColour($input: ClearColourDecisionInput!) {
  decided: clearColourDecision(input: $input) {
    applied
    decision {
      id
    }
  }
}`);
