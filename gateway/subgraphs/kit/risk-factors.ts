import type { RiskEvidence, RiskFactor } from '../../../schema/canonical/risk.ts';
import { recordIfThere, type PresentRecords } from './present.ts';

/** Fields of the types of `schema/subgraphs/shared/risk.graphql` that are not stored under their own name. */
export const RISK_FACTOR_FIELDS = {
  feeds: ({ evidence }: RiskFactor) => [...new Set(evidence.map(({ feed }) => feed))],
};

export const RISK_EVIDENCE_FIELDS = {
  record: ({ recordId }: RiskEvidence, _: unknown, context: { readonly loaders: PresentRecords }) =>
    recordIfThere(recordId, context),
};
