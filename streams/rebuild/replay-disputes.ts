import type { Dispute } from '../../schema/canonical/dispute.ts';
import { insertAll } from '../../schema/store/bulk-command.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { recordOfDocument } from '../pipeline/record-document.ts';
import { derivedFieldsOf } from '../../schema/linking/dispute-fields.ts';
import { linkableOf, type Linkable } from '../stages/link/linkable.ts';
import { batchesOf, groupsOf } from '../pipeline/batches.ts';
import { toldDisputeOf, type DisputeRow, type ToldDispute } from './dispute-history.ts';

const AT_ONCE = 200;
const DISPUTE_BYTES = 64 * 1024;

/** `decisions` → `disputes`: each with its code, records and workflow, and what its records say. Answers how many. */
export async function replayDisputes(store: Store): Promise<number> {
  const cursor = store.decisions
    .find({ disputeId: { $gt: '' } })
    .sort({ disputeId: 1 })
    .batchSize(1_000)
    .lean<DisputeRow[]>()
    .cursor();
  const groups = groupsOf<DisputeRow>(cursor, ({ disputeId }) => disputeId);
  let count = 0;
  for await (const batch of batchesOf(groups, AT_ONCE)) {
    const told = batch.flatMap((rows) => toldDisputeOf(rows[0]?.disputeId ?? '', rows) ?? []);
    const records = await recordsOf(store, told);
    const disputes = told.map((one) => disputeOf(one, records));
    await insertAll(
      store.disputes,
      disputes.map(({ id, ...fields }) => ({ write: { _id: id, ...fields }, bytes: DISPUTE_BYTES })),
    );
    count += disputes.length;
  }
  return count;
}

function disputeOf({ dispute, lastMembers }: ToldDispute, records: ReadonlyMap<string, Linkable>): Dispute {
  const members = lastMembers.flatMap(({ recordId }) => records.get(recordId) ?? []);
  const { id, code, rev, foundingKey, state, mergedInto, absorbing, members: own, recurrences } = dispute;
  const said = derivedFieldsOf(id, members);
  return {
    id,
    code,
    rev,
    foundingKey,
    state,
    mergedInto,
    absorbing,
    recurrences,
    members: own,
    ...said,
    parties: state === 'MERGED' ? [] : said.parties,
    workflow: dispute.workflow,
    outbox: dispute.outbox,
  };
}

async function recordsOf(store: Store, told: readonly ToldDispute[]): Promise<ReadonlyMap<string, Linkable>> {
  const ids = new Set(told.flatMap(({ lastMembers }) => lastMembers.map(({ recordId }) => recordId)));
  const found = await storing(store.records.find({ _id: { $in: [...ids] } }).lean());
  return new Map(found.map((record) => [record._id, linkableOf(recordOfDocument(record))]));
}
