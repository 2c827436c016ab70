// Made by `npm run console:generate` from trends.graphql; do not edit.
import { gql } from '@urql/core';
import type { Colour, DisputeCategory, FeedName, RegionLevel } from '../../vocabulary/enums.ts';

export type RateParts = {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly isSuppressed: boolean | null;
};
export type TrendIndicators = {
  readonly registered: number | null;
  readonly responseRate: {
    readonly value: number | null;
    readonly numerator: number | null;
    readonly denominator: number | null;
    readonly isSuppressed: boolean | null;
  } | null;
  readonly resolutionRate: {
    readonly value: number | null;
    readonly numerator: number | null;
    readonly denominator: number | null;
    readonly isSuppressed: boolean | null;
  } | null;
  readonly satisfactionRate: {
    readonly value: number | null;
    readonly numerator: number | null;
    readonly denominator: number | null;
    readonly isSuppressed: boolean | null;
  } | null;
  readonly onTimeRate: {
    readonly value: number | null;
    readonly numerator: number | null;
    readonly denominator: number | null;
    readonly isSuppressed: boolean | null;
  } | null;
  readonly firstDispatchAccuracy: {
    readonly value: number | null;
    readonly numerator: number | null;
    readonly denominator: number | null;
    readonly isSuppressed: boolean | null;
  } | null;
  readonly daysToSettle: {
    readonly count: number | null;
    readonly mean: number | null;
    readonly median: number | null;
  } | null;
};
export type TrendCountsAnswer = {
  readonly byDay: {
    readonly total: number | null;
    readonly isWithheld: boolean | null;
    readonly suppressedCells: number | null;
    readonly cells:
      | readonly {
          readonly day: string | null;
          readonly count: number | null;
        }[]
      | null;
  } | null;
  readonly byCategory: {
    readonly isWithheld: boolean | null;
    readonly suppressedCells: number | null;
    readonly cells:
      | readonly {
          readonly category: DisputeCategory | null;
          readonly count: number | null;
        }[]
      | null;
  } | null;
  readonly byRegion: {
    readonly isWithheld: boolean | null;
    readonly suppressedCells: number | null;
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
  readonly byBoth: {
    readonly isWithheld: boolean | null;
    readonly suppressedCells: number | null;
    readonly cells:
      | readonly {
          readonly regionCode: string | null;
          readonly region: {
            readonly name: string | null;
            readonly path: readonly string[] | null;
          } | null;
          readonly category: DisputeCategory | null;
          readonly count: number | null;
        }[]
      | null;
  } | null;
  readonly byColour: {
    readonly isWithheld: boolean | null;
    readonly suppressedCells: number | null;
    readonly cells:
      | readonly {
          readonly colour: Colour | null;
          readonly count: number | null;
        }[]
      | null;
  } | null;
  readonly byFeed: {
    readonly isWithheld: boolean | null;
    readonly suppressedCells: number | null;
    readonly cells:
      | readonly {
          readonly feed: FeedName | null;
          readonly count: number | null;
        }[]
      | null;
  } | null;
};
export type TrendCountsVariables = {
  readonly filter: {
    readonly from: string;
    readonly to: string;
    readonly regionCode?: string | null;
    readonly agency?: string | null;
    readonly category?: readonly DisputeCategory[] | null;
  };
  readonly level?: RegionLevel | null;
};
export const TREND_COUNTS = gql<
  TrendCountsAnswer,
  TrendCountsVariables
>(`query TrendCounts($filter: IndicatorFilter!, $level: RegionLevel) {
  byDay: disputeStats(groupBy: [DAY], filter: $filter) {
    total
    isWithheld
    suppressedCells
    cells {
      day
      count
    }
  }
  byCategory: disputeStats(groupBy: [CATEGORY], filter: $filter) {
    isWithheld
    suppressedCells
    cells {
      category
      count
    }
  }
  byRegion: disputeStats(groupBy: [REGION], filter: $filter, regionLevel: $level) {
    isWithheld
    suppressedCells
    cells {
      regionCode
      region {
        name
        path
      }
      count
    }
  }
  byBoth: disputeStats(
    groupBy: [REGION, CATEGORY]
    filter: $filter
    regionLevel: $level
  ) {
    isWithheld
    suppressedCells
    cells {
      regionCode
      region {
        name
        path
      }
      category
      count
    }
  }
  byColour: disputeStats(groupBy: [COLOUR], filter: $filter) {
    isWithheld
    suppressedCells
    cells {
      colour
      count
    }
  }
  byFeed: disputeStats(groupBy: [FEED], filter: $filter) {
    isWithheld
    suppressedCells
    cells {
      feed
      count
    }
  }
}`);
export type TrendRatesAnswer = {
  readonly whole: {
    readonly registered: number | null;
    readonly responseRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly resolutionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly satisfactionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly onTimeRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly firstDispatchAccuracy: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly daysToSettle: {
      readonly count: number | null;
      readonly mean: number | null;
      readonly median: number | null;
    } | null;
  } | null;
  readonly first: {
    readonly registered: number | null;
    readonly responseRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly resolutionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly satisfactionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly onTimeRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly firstDispatchAccuracy: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly daysToSettle: {
      readonly count: number | null;
      readonly mean: number | null;
      readonly median: number | null;
    } | null;
  } | null;
  readonly second: {
    readonly registered: number | null;
    readonly responseRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly resolutionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly satisfactionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly onTimeRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly firstDispatchAccuracy: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly daysToSettle: {
      readonly count: number | null;
      readonly mean: number | null;
      readonly median: number | null;
    } | null;
  } | null;
  readonly third: {
    readonly registered: number | null;
    readonly responseRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly resolutionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly satisfactionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly onTimeRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly firstDispatchAccuracy: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly daysToSettle: {
      readonly count: number | null;
      readonly mean: number | null;
      readonly median: number | null;
    } | null;
  } | null;
  readonly fourth: {
    readonly registered: number | null;
    readonly responseRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly resolutionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly satisfactionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly onTimeRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly firstDispatchAccuracy: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly daysToSettle: {
      readonly count: number | null;
      readonly mean: number | null;
      readonly median: number | null;
    } | null;
  } | null;
  readonly fifth: {
    readonly registered: number | null;
    readonly responseRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly resolutionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly satisfactionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly onTimeRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly firstDispatchAccuracy: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly daysToSettle: {
      readonly count: number | null;
      readonly mean: number | null;
      readonly median: number | null;
    } | null;
  } | null;
  readonly sixth: {
    readonly registered: number | null;
    readonly responseRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly resolutionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly satisfactionRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly onTimeRate: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly firstDispatchAccuracy: {
      readonly value: number | null;
      readonly numerator: number | null;
      readonly denominator: number | null;
      readonly isSuppressed: boolean | null;
    } | null;
    readonly daysToSettle: {
      readonly count: number | null;
      readonly mean: number | null;
      readonly median: number | null;
    } | null;
  } | null;
};
export type TrendRatesVariables = {
  readonly whole: {
    readonly from: string;
    readonly to: string;
    readonly regionCode?: string | null;
    readonly agency?: string | null;
    readonly category?: readonly DisputeCategory[] | null;
  };
  readonly first: {
    readonly from: string;
    readonly to: string;
    readonly regionCode?: string | null;
    readonly agency?: string | null;
    readonly category?: readonly DisputeCategory[] | null;
  };
  readonly second: {
    readonly from: string;
    readonly to: string;
    readonly regionCode?: string | null;
    readonly agency?: string | null;
    readonly category?: readonly DisputeCategory[] | null;
  };
  readonly third: {
    readonly from: string;
    readonly to: string;
    readonly regionCode?: string | null;
    readonly agency?: string | null;
    readonly category?: readonly DisputeCategory[] | null;
  };
  readonly fourth: {
    readonly from: string;
    readonly to: string;
    readonly regionCode?: string | null;
    readonly agency?: string | null;
    readonly category?: readonly DisputeCategory[] | null;
  };
  readonly fifth: {
    readonly from: string;
    readonly to: string;
    readonly regionCode?: string | null;
    readonly agency?: string | null;
    readonly category?: readonly DisputeCategory[] | null;
  };
  readonly sixth: {
    readonly from: string;
    readonly to: string;
    readonly regionCode?: string | null;
    readonly agency?: string | null;
    readonly category?: readonly DisputeCategory[] | null;
  };
};
export const TREND_RATES = gql<
  TrendRatesAnswer,
  TrendRatesVariables
>(`query TrendRates($whole: IndicatorFilter!, $first: IndicatorFilter!, $second: IndicatorFilter!, $third: IndicatorFilter!, $fourth: IndicatorFilter!, $fifth: IndicatorFilter!, $sixth: IndicatorFilter!) {
  whole: indicators(filter: $whole) {
    ...TrendIndicators
  }
  first: indicators(filter: $first) {
    ...TrendIndicators
  }
  second: indicators(filter: $second) {
    ...TrendIndicators
  }
  third: indicators(filter: $third) {
    ...TrendIndicators
  }
  fourth: indicators(filter: $fourth) {
    ...TrendIndicators
  }
  fifth: indicators(filter: $fifth) {
    ...TrendIndicators
  }
  sixth: indicators(filter: $sixth) {
    ...TrendIndicators
  }
}

fragment TrendIndicators on Indicators {
  registered
  responseRate {
    ...RateParts
  }
  resolutionRate {
    ...RateParts
  }
  satisfactionRate {
    ...RateParts
  }
  onTimeRate {
    ...RateParts
  }
  firstDispatchAccuracy {
    ...RateParts
  }
  daysToSettle {
    count
    mean
    median
  }
}

fragment RateParts on Rate {
  value
  numerator
  denominator
  isSuppressed
}`);
