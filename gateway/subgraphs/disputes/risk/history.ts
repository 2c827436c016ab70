import type { ColourStepDoc } from '../../../access/risk-reads.ts';
import type { DisputeDoc } from '../../../../schema/store/documents.ts';
import {
  connectionOf,
  pageSizeOf,
  momentAfter,
  type Connection,
  type PageArguments,
} from '../../kit/connection.ts';
import type { DisputesContext } from '../loaders.ts';

/** A page of how a dispute's colour came to be, latest first. */
export async function colourHistory(
  { _id: disputeId }: DisputeDoc,
  args: PageArguments,
  { loaders, store }: DisputesContext,
): Promise<Connection<ColourStepDoc>> {
  const listing = store.listing(`${disputeId}:riskHistory`);
  const size = pageSizeOf(args);
  const after = momentAfter(listing, args);
  return connectionOf({
    listing,
    found: await loaders.colourHistoryPage.load({ disputeId, after, limit: size + 1 }),
    size,
    isFirst: after === null,
    position: ({ at, _id }) => [at, _id],
    count: () => loaders.colourHistoryCount.load(disputeId),
  });
}

const ORIGINS = {
  RISK_COLOUR: 'MACHINE',
  COLOUR_CONFIRM: 'CONFIRM',
  COLOUR_RAISE: 'RAISE',
  COLOUR_LOWER: 'LOWER',
  COLOUR_CLEAR: 'CLEAR',
} as const satisfies Record<ColourStepDoc['kind'], string>;

/** Fields of `type RiskHistoryEntry` that are not stored under their own name. */
export const HISTORY_ENTRY_FIELDS = {
  id: ({ _id }: ColourStepDoc) => _id,
  origin: ({ kind }: ColourStepDoc) => ORIGINS[kind],
  to: (step: ColourStepDoc) => (step.kind === 'RISK_COLOUR' ? step.to : step.colour),
  partner: (step: ColourStepDoc) => (step.kind === 'RISK_COLOUR' ? 'hub' : step.partner),
};
