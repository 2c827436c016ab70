import type { Store } from './models.ts';
import type { RiskRulesDoc } from './risk-rules.ts';
import { storing } from './store-fault.ts';

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
