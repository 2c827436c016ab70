import type { DisputeRisk, RiskEvidence, RiskFactor } from '../../../../schema/canonical/risk.ts';
import type { DisputeDoc } from '../../../../schema/store/models.ts';
import { COLOUR_LABELS } from '../../../../schema/vocabulary/risk-terms.ts';
import { recordReference } from '../../kit/references.ts';
import { CONNECTION_FIELDS, type PageArguments } from '../../kit/connection.ts';
import type { DisputesContext } from '../loaders.ts';
import { colourHistory, HISTORY_ENTRY_FIELDS } from './history.ts';

/** `type DisputeRisk`: as stored, with the feeds of its dispute, all of whose records were looked at. */
type RiskView = DisputeRisk & Pick<DisputeDoc, 'feeds'>;

/** Fields of `type Dispute` that tell of its risk. */
export const RISK_DISPUTE_FIELDS = {
  risk: ({ risk, feeds }: DisputeDoc): RiskView | null => (risk == null ? null : { ...risk, feeds }),
  riskHistory: (dispute: DisputeDoc, args: PageArguments, context: DisputesContext) =>
    colourHistory(dispute, args, context),
};

export const RISK_TYPES = {
  DisputeRisk: {
    colourTerm: ({ colour }: RiskView) => ({ code: colour, label: COLOUR_LABELS[colour] }),
    awaitsConfirmation: ({ colour, confirmed, decision }: RiskView) =>
      colour === 'RED' && !confirmed && decision === null,
  },
  RiskFactor: {
    feeds: ({ evidence }: RiskFactor) => [...new Set(evidence.map(({ feed }) => feed))],
  },
  RiskEvidence: {
    record: ({ recordId }: RiskEvidence) => recordReference(recordId),
  },
  RiskHistoryEntry: HISTORY_ENTRY_FIELDS,
  RiskHistoryConnection: CONNECTION_FIELDS,
};
