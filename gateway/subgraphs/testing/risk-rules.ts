import type { RiskRulesDoc } from '../../../schema/store/risk-rules.ts';

/** Rules as a pipeline tells them. */
export const TOLD_RULES: Omit<RiskRulesDoc, '_id' | 'since'> = {
  version: 'risk-1',
  thresholds: { GREEN: 0, YELLOW: 30, RED: 60 },
  margin: 5,
  repeatCaller: { days: 30, contacts: 3 },
  text: 'version: risk-1\n',
};
