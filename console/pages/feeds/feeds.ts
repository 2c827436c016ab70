// Made by `npm run console:generate` from feeds.graphql; do not edit.
import { gql } from '@urql/core';
import type {
  ColumnValueKind,
  DriftKind,
  FeedName,
  KeyField,
  SilenceLimitSource,
  SilenceState,
} from '../../vocabulary/enums.ts';

export type RateFields = {
  readonly minutes: number | null;
  readonly stored: number | null;
  readonly repeats: number | null;
  readonly refused: number | null;
  readonly perMinute: number | null;
};
export type SilenceFields = {
  readonly state: SilenceState | null;
  readonly since: string | null;
  readonly limitSeconds: number | null;
  readonly limitFrom: SilenceLimitSource | null;
};
export type FeedOverviewAnswer = {
  readonly feeds:
    | readonly {
        readonly name: FeedName | null;
        readonly lastSourceTime: string | null;
        readonly lastStoredAt: string | null;
        readonly secondsBehind: number | null;
        readonly connectorState: string | null;
        readonly recordCount: number | null;
        readonly repeatCount: number | null;
        readonly deadLetterCount: number | null;
        readonly errorRate: number | null;
        readonly lag: {
          readonly messages: number | null;
          readonly seconds: number | null;
        } | null;
        readonly freshness: {
          readonly sourceToReceivedSeconds: number | null;
          readonly receivedToStoredSeconds: number | null;
        } | null;
        readonly rates: {
          readonly lastMinute: {
            readonly minutes: number | null;
            readonly stored: number | null;
            readonly repeats: number | null;
            readonly refused: number | null;
            readonly perMinute: number | null;
          } | null;
          readonly last15Minutes: {
            readonly minutes: number | null;
            readonly stored: number | null;
            readonly repeats: number | null;
            readonly refused: number | null;
            readonly perMinute: number | null;
          } | null;
          readonly lastHour: {
            readonly minutes: number | null;
            readonly stored: number | null;
            readonly repeats: number | null;
            readonly refused: number | null;
            readonly perMinute: number | null;
          } | null;
          readonly last24Hours: {
            readonly minutes: number | null;
            readonly stored: number | null;
            readonly repeats: number | null;
            readonly refused: number | null;
            readonly perMinute: number | null;
          } | null;
        } | null;
        readonly silence: {
          readonly state: SilenceState | null;
          readonly since: string | null;
          readonly limitSeconds: number | null;
          readonly limitFrom: SilenceLimitSource | null;
        } | null;
        readonly minutes:
          | readonly {
              readonly at: string | null;
              readonly stored: number | null;
              readonly repeats: number | null;
              readonly refused: number | null;
            }[]
          | null;
        readonly drift:
          | readonly {
              readonly kind: DriftKind | null;
            }[]
          | null;
      }[]
    | null;
};
export type FeedOverviewVariables = Record<string, never>;
export const FEED_OVERVIEW = gql<FeedOverviewAnswer, FeedOverviewVariables>(`query FeedOverview {
  feeds {
    name
    lastSourceTime
    lastStoredAt
    secondsBehind
    connectorState
    recordCount
    repeatCount
    deadLetterCount
    errorRate
    lag {
      messages
      seconds
    }
    freshness {
      sourceToReceivedSeconds
      receivedToStoredSeconds
    }
    rates {
      lastMinute {
        ...RateFields
      }
      last15Minutes {
        ...RateFields
      }
      lastHour {
        ...RateFields
      }
      last24Hours {
        ...RateFields
      }
    }
    silence {
      ...SilenceFields
    }
    minutes(count: 60) {
      at
      stored
      repeats
      refused
    }
    drift {
      kind
    }
  }
}

fragment RateFields on FeedRate {
  minutes
  stored
  repeats
  refused
  perMinute
}

fragment SilenceFields on FeedSilence {
  state
  since
  limitSeconds
  limitFrom
}`);
export type FeedDetailAnswer = {
  readonly feed: {
    readonly name: FeedName | null;
    readonly connectors:
      | readonly {
          readonly name: string | null;
          readonly class: string | null;
          readonly state: string | null;
          readonly trace: string | null;
          readonly lastContactAt: string | null;
          readonly lastRecordAt: string | null;
          readonly startedAt: string | null;
          readonly silence: {
            readonly state: SilenceState | null;
            readonly since: string | null;
            readonly limitSeconds: number | null;
            readonly limitFrom: SilenceLimitSource | null;
          } | null;
        }[]
      | null;
    readonly drift:
      | readonly {
          readonly kind: DriftKind | null;
          readonly form: string | null;
          readonly column: string | null;
          readonly foundAt: string | null;
          readonly firstSeenAt: string | null;
          readonly lastSeenAt: string | null;
          readonly sample: string | null;
          readonly was: ColumnValueKind | null;
          readonly now: ColumnValueKind | null;
          readonly closedAt: string | null;
        }[]
      | null;
    readonly completeness: {
      readonly records: number | null;
      readonly fields:
        | readonly {
            readonly field: KeyField | null;
            readonly filled: number | null;
            readonly share: number | null;
          }[]
        | null;
    } | null;
    readonly deadLettersByReason:
      | readonly {
          readonly code: string;
          readonly reason: string | null;
          readonly count: number | null;
        }[]
      | null;
  } | null;
};
export type FeedDetailVariables = {
  readonly name: FeedName;
};
export const FEED_DETAIL = gql<FeedDetailAnswer, FeedDetailVariables>(`query FeedDetail($name: FeedName!) {
  feed(name: $name) {
    name
    connectors {
      name
      class
      state
      trace
      lastContactAt
      lastRecordAt
      startedAt
      silence {
        ...SilenceFields
      }
    }
    drift(includeClosed: true) {
      kind
      form
      column
      foundAt
      firstSeenAt
      lastSeenAt
      sample
      was
      now
      closedAt
    }
    completeness {
      records
      fields {
        field
        filled
        share
      }
    }
    deadLettersByReason {
      code
      reason
      count
    }
  }
}

fragment SilenceFields on FeedSilence {
  state
  since
  limitSeconds
  limitFrom
}`);
export type FeedDeadLettersAnswer = {
  readonly feed: {
    readonly name: FeedName | null;
    readonly deadLetters: {
      readonly totalCount: number;
      readonly nodes: readonly {
        readonly id: string;
        readonly at: string | null;
        readonly code: string;
        readonly reason: string | null;
        readonly connector: string | null;
        readonly stage: string | null;
        readonly key: string | null;
        readonly sizeBytes: number | null;
        readonly bytesBase64: string | null;
        readonly text: string | null;
      }[];
      readonly pageInfo: {
        readonly hasNextPage: boolean;
        readonly endCursor: string | null;
      };
    } | null;
  } | null;
};
export type FeedDeadLettersVariables = {
  readonly name: FeedName;
  readonly code?: string | null;
  readonly after?: string | null;
};
export const FEED_DEAD_LETTERS = gql<
  FeedDeadLettersAnswer,
  FeedDeadLettersVariables
>(`query FeedDeadLetters($name: FeedName!, $code: String, $after: String) {
  feed(name: $name) {
    name
    deadLetters(code: $code, first: 20, after: $after) {
      totalCount
      nodes {
        id
        at
        code
        reason
        connector
        stage
        key
        sizeBytes
        bytesBase64
        text
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}`);
export type FeedStatusStreamAnswer = {
  readonly feedStatus: {
    readonly name: FeedName | null;
    readonly lastSourceTime: string | null;
    readonly lastStoredAt: string | null;
    readonly secondsBehind: number | null;
    readonly connectorState: string | null;
    readonly recordCount: number | null;
    readonly deadLetterCount: number | null;
  } | null;
};
export type FeedStatusStreamVariables = Record<string, never>;
export const FEED_STATUS_STREAM = gql<
  FeedStatusStreamAnswer,
  FeedStatusStreamVariables
>(`subscription FeedStatusStream {
  feedStatus {
    name
    lastSourceTime
    lastStoredAt
    secondsBehind
    connectorState
    recordCount
    deadLetterCount
  }
}`);
