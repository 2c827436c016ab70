import type { ScopedStore } from '../../../access/door.ts';
import type { ColourHistoryQuery, ColourStepDoc } from '../../../access/risk-reads.ts';
import { byQuery, type LoadedByQuery } from '../../kit/batch.ts';
import { COUNT_UP_TO } from '../links/link-loaders.ts';

/** DataLoaders of colours: all lists of one request that are in the same place are one read. */
export interface RiskLoaders {
  readonly colourHistoryPage: LoadedByQuery<ColourHistoryQuery, readonly ColourStepDoc[]>;
  /** By dispute. */
  readonly colourHistoryCount: LoadedByQuery<string, number>;
}

export function riskLoaders(store: ScopedStore): RiskLoaders {
  return {
    colourHistoryPage: byQuery((queries) => store.colourHistoryPages(queries)),
    colourHistoryCount: byQuery((disputeIds) => store.countColourHistoryEach(disputeIds, COUNT_UP_TO)),
  };
}
