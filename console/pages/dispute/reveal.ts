// Made by `npm run console:generate` from reveal.graphql; do not edit.
import { gql } from '@urql/core';
import type {
  AccessRight,
  DatasetName,
  DisclosureLevel,
  GrantOrigin,
  PartyKind,
  PartyRole,
  Purpose,
  SensitiveKind,
} from '../../vocabulary/enums.ts';

export type MyGrantsAnswer = {
  readonly grants: {
    readonly nodes: readonly {
      readonly id: string;
      readonly partner: string | null;
      readonly dataset: DatasetName | null;
      readonly levels:
        | readonly {
            readonly kind: SensitiveKind | null;
            readonly level: DisclosureLevel | null;
          }[]
        | null;
      readonly rights: readonly AccessRight[] | null;
      readonly purposes: readonly Purpose[] | null;
      readonly origin: GrantOrigin | null;
      readonly reason: string | null;
      readonly rows: {
        readonly disputeIds: readonly string[] | null;
      } | null;
      readonly validFrom: string | null;
      readonly validTo: string | null;
    }[];
  } | null;
};
export type MyGrantsVariables = Record<string, never>;
export const MY_GRANTS = gql<MyGrantsAnswer, MyGrantsVariables>(`query MyGrants {
  grants(filter: {state: ACTIVE}, first: 100) {
    nodes {
      id
      partner
      dataset
      levels {
        kind
        level
      }
      rights
      purposes
      origin
      reason
      rows {
        disputeIds
      }
      validFrom
      validTo
    }
  }
}`);
export type RevealPartiesAnswer = {
  readonly dispute: {
    readonly id: string;
    readonly code: string;
    readonly parties:
      | readonly {
          readonly id: string;
          readonly kind: PartyKind | null;
          readonly roles: readonly PartyRole[] | null;
          readonly name: string | null;
          readonly phones: readonly string[] | null;
          readonly idNumber: string | null;
          readonly addresses: readonly string[] | null;
        }[]
      | null;
  } | null;
};
export type RevealPartiesVariables = {
  readonly code: string;
};
export const REVEAL_PARTIES = gql<
  RevealPartiesAnswer,
  RevealPartiesVariables
>(`query RevealParties($code: String!) {
  dispute(code: $code) {
    id
    code
    parties {
      id
      kind
      roles
      name
      phones
      idNumber
      addresses
    }
  }
}`);
export type RevealRecordAnswer = {
  readonly node:
    | {
        readonly id: string;
      }
    | {
        readonly id: string;
        readonly title: string | null;
        readonly narrative: string | null;
      }
    | null;
};
export type RevealRecordVariables = {
  readonly id: string;
};
export const REVEAL_RECORD = gql<RevealRecordAnswer, RevealRecordVariables>(`query RevealRecord($id: ID!) {
  node(id: $id) {
    id
    ... on Record {
      title
      narrative
    }
  }
}`);
export type BreakGlassAnswer = {
  readonly breakGlass: {
    readonly breakGlass: {
      readonly id: string;
      readonly until: string | null;
    } | null;
  } | null;
};
export type BreakGlassVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly disputeId?: string | null;
    readonly code?: string | null;
    readonly caseNumber: string;
    readonly reason: string;
    readonly minutes: number;
  };
};
export const BREAK_GLASS = gql<
  BreakGlassAnswer,
  BreakGlassVariables
>(`mutation BreakGlass($input: BreakGlassInput!) {
  breakGlass(input: $input) {
    breakGlass {
      id
      until
    }
  }
}`);
