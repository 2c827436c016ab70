import { beside } from '../../kit/beside.ts';
import type { DisputeRisk } from '../../../../schema/canonical/risk.ts';
import type { DisputeDoc } from '../../../../schema/store/documents.ts';
import { COLOUR_LABELS } from '../../../../schema/vocabulary/risk-terms.ts';
import { CONNECTION_FIELDS, type PageArguments } from '../../kit/connection.ts';
import { RISK_EVIDENCE_FIELDS, RISK_FACTOR_FIELDS } from '../../kit/risk-factors.ts';
import type { DisputesContext } from '../loaders.ts';
import { colourHistory, HISTORY_ENTRY_FIELDS } from './history.ts';

/** `type DisputeRisk`: as stored, with the feeds of its dispute, all of whose records were looked at. */
type RiskView = DisputeRisk & Pick<DisputeDoc, 'feeds'>;

/** Fields of `type Dispute` that tell of its risk. */
export const RISK_DISPUTE_FIELDS = {
  risk: ({ risk, feeds }: DisputeDoc): RiskView | null => (risk == null ? null : beside(risk, { feeds })),
  riskHistory: (dispute: DisputeDoc, args: PageArguments, context: DisputesContext) =>
    colourHistory(dispute, args, context),
};

export const RISK_TYPES = {
  DisputeRisk: {
    colourTerm: ({ colour }: RiskView) => ({ code: colour, label: COLOUR_LABELS[colour] }),
    awaitsConfirmation: ({ colour, confirmed, decision }: RiskView) =>
      colour === 'RED' && !confirmed && decision === null,
  },
  RiskFactor: RISK_FACTOR_FIELDS,
  RiskEvidence: RISK_EVIDENCE_FIELDS,
  RiskHistoryEntry: HISTORY_ENTRY_FIELDS,
  RiskHistoryConnection: CONNECTION_FIELDS,
};
