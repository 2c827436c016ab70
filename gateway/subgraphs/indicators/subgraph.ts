import { buildSubgraph } from '../kit/build-subgraph.ts';
import { CONNECTION_FIELDS } from '../kit/connection.ts';
import type { Subgraph, SubgraphContext } from '../kit/subgraph.ts';
import { indicatorLoaders, type IndicatorLoaders, type IndicatorsContext } from './counting.ts';
import type { IndicatorFilter } from './filter.ts';
import { indicators, SETTLE_DAYS_FIELDS } from './indicators.ts';
import { POINTS_FIELDS, pointsPage, type PointsArguments } from './points.ts';
import { disputeStats, type StatsArguments } from './stats.ts';

/** What the city is judged by: rates, counts and points, added up in the store. */
export function buildIndicators(): Subgraph {
  return buildSubgraph<IndicatorLoaders>({
    name: 'indicators',
    loadersFor: indicatorLoaders,
    references: {},
    resolvers: {
      Query: {
        indicators: (_: unknown, args: { filter: IndicatorFilter }, context: SubgraphContext) =>
          indicators(args, context),
        disputeStats: (_: unknown, args: StatsArguments, context: IndicatorsContext) =>
          disputeStats(args, context),
        mediatorPoints: (_: unknown, args: PointsArguments, context: SubgraphContext) =>
          pointsPage('MEDIATORS', args, context),
        agencyPoints: (_: unknown, args: PointsArguments, context: SubgraphContext) =>
          pointsPage('AGENCIES', args, context),
      },
      SettleDays: SETTLE_DAYS_FIELDS,
      Points: POINTS_FIELDS,
      PointsConnection: CONNECTION_FIELDS,
    },
  });
}
