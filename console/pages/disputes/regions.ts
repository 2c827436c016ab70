// Made by `npm run console:generate` from regions.graphql; do not edit.
import { gql } from '@urql/core';
import type { DisputeCategory } from '../../vocabulary/enums.ts';

export type KnownRegionsAnswer = {
  readonly disputeStats: {
    readonly cells:
      | readonly {
          readonly regionCode: string | null;
          readonly region: {
            readonly name: string | null;
            readonly path: readonly string[] | null;
          } | null;
          readonly count: number | null;
        }[]
      | null;
  } | null;
};
export type KnownRegionsVariables = {
  readonly filter: {
    readonly from: string;
    readonly to: string;
    readonly regionCode?: string | null;
    readonly agency?: string | null;
    readonly category?: readonly DisputeCategory[] | null;
  };
};
export const KNOWN_REGIONS = gql<
  KnownRegionsAnswer,
  KnownRegionsVariables
>(`query KnownRegions($filter: IndicatorFilter!) {
  disputeStats(groupBy: [REGION], filter: $filter, regionLevel: COUNTY) {
    cells {
      regionCode
      region {
        name
        path
      }
      count
    }
  }
}`);
