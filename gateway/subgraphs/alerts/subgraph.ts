import { buildSubgraph } from '../kit/build-subgraph.ts';
import { CONNECTION_FIELDS } from '../kit/connection.ts';
import { presentDisputes, presentHotSpots } from '../kit/present.ts';
import type { Subgraph } from '../kit/subgraph.ts';
import {
  disputeIfThere,
  disputesIfThere,
  HOT_SPOT_FIELDS,
  hotSpotList,
  type AlertContext,
  type AlertLoaders,
  type HotSpotListArguments,
} from './hot-spots.ts';

/** Hot spots: areas in which a category of disputes is reported far more often than usual. */
export function buildAlerts(): Subgraph {
  return buildSubgraph<AlertLoaders>({
    name: 'alerts',
    loadersFor: (store) => ({
      ...presentDisputes(store),
      ...presentHotSpots(store),
    }),
    references: {
      HotSpot: ({ id }: { id: string }, { loaders }) => loaders.hotSpotById.load(id),
    },
    resolvers: {
      Query: {
        hotSpots: (_: unknown, args: HotSpotListArguments, context: AlertContext) =>
          hotSpotList(args, context),
        hotSpot: (_: unknown, { id }: { id: string }, { loaders }: AlertContext) =>
          loaders.hotSpotById.load(id),
      },
      HotSpot: HOT_SPOT_FIELDS,
      HotSpotConnection: CONNECTION_FIELDS,
      HotSpotDisputeConnection: { ...CONNECTION_FIELDS, nodes: disputesIfThere },
      HotSpotDisputeEdge: { node: disputeIfThere },
    },
  });
}
