import { COLOURS, type Colour } from '../vocabulary/risk-terms.ts';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';

/** The rules by which the pipeline scores, as it told when it started. One document. */
export interface RiskRulesDoc {
  _id: 'current';
  version: string;
  /** Score from which each colour holds, 0 to 100; a colour that the rules do not have is missing. */
  thresholds: Partial<Record<Colour, number>>;
  /** Points below its threshold at which a colour is given up. */
  margin: number;
  repeatCaller: { days: number; contacts: number };
  /** The whole of the rules, YAML. */
  text: string;
  /** Since when a pipeline scores by them, UTC. */
  since: string;
}

/** Keeps by which rules is scored from now on; `since` stays while they stay the same. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function keepRiskRules(
  store: Store,
  rules: Omit<RiskRulesDoc, '_id' | 'since'>,
  now: Date,
): Promise<void> {
  const known = await riskRulesInForce(store);
  if (known?.text === rules.text) return;
  await storing(
    store.riskRules.collection.replaceOne(
      { _id: 'current' as never },
      { ...rules, since: now.toISOString() },
      { upsert: true },
    ),
  );
}

/** Null before the first pipeline has started. @throws HubError HUB_STORE_UNAVAILABLE. */
export function riskRulesInForce(store: Store): Promise<RiskRulesDoc | null> {
  return storing(store.riskRules.findOne({ _id: 'current' }).lean<RiskRulesDoc>().exec());
}

/** The colours that rules have, calm to grave. */
export function coloursOf({ thresholds }: Pick<RiskRulesDoc, 'thresholds'>): readonly Colour[] {
  return COLOURS.filter((colour) => thresholds[colour] !== undefined);
}
