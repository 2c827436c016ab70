import { canonicalJson } from '../../schema/canonical/canonical-json.ts';
import type { DisputeRisk } from '../../schema/canonical/risk.ts';
import { updateAll } from '../../schema/store/bulk-command.ts';
import { scoreMark } from '../../schema/store/score-mark.ts';
import type { Store } from '../../schema/store/models.ts';
import { RISK_BYTES, riskFor } from '../pipeline/scored-write.ts';
import { RecordCache } from '../pipeline/record-cache.ts';
import { readToScore, type ToScore } from '../pipeline/score-reads.ts';
import type { RiskRules } from '../stages/score/rules.ts';
import { batchesOf } from '../pipeline/batches.ts';

const AT_ONCE = 200;

/**
 * Scores every dispute of a shadow as of the moment for which the hub had scored it last, from the colour that held then: by the same rules the same
 * risk comes back. `risks` of the live store is read and stays. Disputes that are not as they were told last are marked, so that the pipeline tells what the
 * rebuild has mended.
 */
export async function rescore(live: Store, shadow: Store, rules: RiskRules, now: Date): Promise<void> {
  const records = new RecordCache(shadow);
  const cursor = shadow.disputes.find({}, { _id: 1 }).sort({ _id: 1 }).lean().cursor();
  for await (const batch of batchesOf(cursor, AT_ONCE)) {
    const found = await readToScore(
      shadow,
      batch.map(({ _id }) => _id),
      records,
      { risksIn: live },
    );
    await updateAll(
      shadow.disputes,
      found.map((one) => {
        const asOf = one.known?.risk?.asOf;
        const risk = asOf === undefined ? null : riskFor(one, rules, asOf);
        const u = isAsTold(one, risk)
          ? { $set: { risk }, $unset: { scoreDue: '' } }
          : { $set: { risk, scoreDue: scoreMark(now) } };
        return { write: { q: { _id: one.dispute.id }, u, upsert: false }, bytes: RISK_BYTES };
      }),
    );
  }
}

/** Whether what was told of a dispute last is what there is to tell now. */
function isAsTold({ dispute, known }: ToScore, risk: DisputeRisk | null): boolean {
  if (known === null) return false;
  const { state, mergedInto, members, workflow } = dispute;
  const { seen } = known;
  const now = [state, mergedInto, members.map(({ recordId }) => recordId), workflow?.version ?? 0, risk];
  const told = [seen.state, seen.mergedInto, seen.recordIds, seen.workflowVersion, known.risk];
  return canonicalJson(now) === canonicalJson(told);
}
