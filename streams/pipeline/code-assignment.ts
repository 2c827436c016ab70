import { HubError } from '../../schema/canonical/hub-error.ts';
import { insertAll } from '../../schema/store/bulk-command.ts';
import type { DecisionDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { DisputeWrite } from '../stages/link/plan.ts';

/**
 * Gives each new dispute its code (docs/decisions/0002). The assignment is a row of `decisions` whose id is the code, written before the
 * dispute that carries it: two disputes cannot get one code, and a dispute that is written again finds the code it was given.
 */
export async function assignCodes(
  store: Store,
  writes: readonly DisputeWrite[],
  at: string,
): Promise<ReadonlyMap<string, string>> {
  const assigned = new Map<string, string>();
  // A founder may have changed since: what a dispute was given stays.
  const known = await storing(
    store.decisions
      .find({ disputeId: { $in: writes.map(({ dispute }) => dispute.id) }, kind: 'CODE_ASSIGNED' })
      .lean(),
  );
  for (const { disputeId, code } of known) if (code !== null) assigned.set(disputeId, code);
  for (let choice = 0; ; choice += 1) {
    const open = writes.filter(({ dispute }) => !assigned.has(dispute.id));
    if (open.length === 0) return assigned;
    const wanted = open.map(({ dispute, codeChoices }) => {
      const code = codeChoices[choice];
      if (code === undefined) {
        throw new HubError(
          'HUB_INTERNAL',
          `dispute ${dispute.id}: all its ${codeChoices.length} codes are taken`,
        );
      }
      return rowOf(dispute.id, code, at);
    });
    const there = await insertAll(
      store.decisions,
      wanted.map((write) => ({ write, bytes: CODE_ROW_BYTES })),
    );
    const owners = await ownersOf(store, there.length === 0 ? [] : wanted);
    for (const { _id, disputeId, code } of wanted) {
      if ((owners.get(_id) ?? disputeId) === disputeId) assigned.set(disputeId, code);
    }
  }
}

const CODE_ROW_BYTES = 600;

type CodeRow = DecisionDoc & { readonly code: string };

function rowOf(disputeId: string, code: string, at: string): CodeRow {
  return { _id: `code:${code}`, kind: 'CODE_ASSIGNED', disputeId, code, mergedInto: null, at };
}

/** Whose each of these codes is. */
async function ownersOf(store: Store, rows: readonly CodeRow[]): Promise<ReadonlyMap<string, string>> {
  if (rows.length === 0) return new Map();
  const stored = await storing(store.decisions.find({ _id: { $in: rows.map(({ _id }) => _id) } }).lean());
  return new Map(stored.map(({ _id, disputeId }) => [_id, disputeId]));
}
