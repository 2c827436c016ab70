import type { Dispute } from '../../schema/canonical/dispute.ts';
import { insertOnce } from '../../schema/store/bulk-command.ts';
import type { DecisionDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { placementOf } from '../../schema/store/placements.ts';
import { scoreMark } from '../../schema/store/score-mark.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { isSettledForMachines } from '../stages/link/standing.ts';
import { humanConstraintsOf } from '../stages/link/human-constraints.ts';
import { noFault, type FaultPoint } from './fault-point.ts';
import { decisionsAbout, disputeOf } from './link-lookup.ts';
import { insertPlacements, noteStored } from './placement-log.ts';

/** Longest chain of merges that is followed to the dispute that stands; founding keys shrink along it, so it cannot be a circle. */
const LONGEST_CHAIN = 100;

/**
 * Finishes the merges that a dispute has in its outbox (`absorbing`). Each step is a compare-and-set and may be done twice: members that
 * the absorbed dispute gained in the meantime are carried over, then it becomes MERGED without members, then its entry leaves the outbox.
 * A dispute that has got a workflow in the meantime is not absorbed, unless people joined the two: its entry is dropped and its records are
 * looked at again.
 * Answers the records whose place must be looked at again, or null when a race was lost and it must be tried again.
 */
export async function finishMerges(
  store: Store,
  disputeId: string,
  now: Date,
  fault: FaultPoint = noFault,
): Promise<readonly string[] | null> {
  const holder = await read(store, disputeId);
  if (holder === undefined || holder.absorbing.length === 0) return [];
  const again = new Set<string>();
  for (const id of holder.absorbing) {
    const target = await standing(store, holder);
    const absorbed = await read(store, id);
    if (absorbed !== undefined && absorbed.state !== 'MERGED' && absorbed.id !== target.id) {
      if (absorbed.workflow !== null && !(await joinedByPeople(store, target, absorbed))) {
        // Registered by people since the plan was made: let it be planned anew, so that it survives or goes to review.
        await noteStored(store, [absorbed.id], now.toISOString());
        for (const { recordId } of absorbed.members) again.add(recordId);
        continue;
      }
      const moved = await absorb(store, target, absorbed, now, fault);
      if (moved === null) return null;
      for (const recordId of moved) again.add(recordId);
    }
  }
  const { matchedCount } = await storing(
    store.disputes.collection.updateOne(
      { _id: holder.id as never, absorbing: holder.absorbing },
      { $set: { absorbing: [] }, $inc: { rev: 1 } },
    ),
  );
  return matchedCount === 1 ? [...again] : null;
}

type MergedAway = Pick<Dispute, 'state' | 'mergedInto' | 'members' | 'recurrences'>;

async function absorb(
  store: Store,
  target: Dispute,
  absorbed: Dispute,
  now: Date,
  fault: FaultPoint,
): Promise<readonly string[] | null> {
  const decision: DecisionDoc = {
    _id: `merged:${absorbed.id}:${absorbed.rev}`,
    kind: 'DISPUTES_MERGED',
    disputeId: absorbed.id,
    code: absorbed.code,
    mergedInto: target.id,
    at: now.toISOString(),
  };
  await insertOnce(store.decisions, decision);
  const there = new Set(target.members.map(({ recordId }) => recordId));
  const late = absorbed.members.filter(({ recordId }) => !there.has(recordId));
  const gained = [...target.members, ...late].sort((a, b) => (a.recordId < b.recordId ? -1 : 1));
  const merged: MergedAway = { state: 'MERGED', mergedInto: target.id, members: [], recurrences: [] };
  const carried = late.length === 0 ? [] : [{ ...target, members: gained, rev: target.rev + 1 }];
  await insertPlacements(
    store,
    [...carried, { ...absorbed, ...merged, rev: absorbed.rev + 1 }].map((dispute) =>
      placementOf(dispute, 'PLANNED', now.toISOString()),
    ),
  );
  await fault('merge-noted');
  const lost = async (): Promise<null> => {
    await noteStored(store, [target.id, absorbed.id], now.toISOString());
    return null;
  };
  if (late.length > 0) {
    const { matchedCount } = await storing(
      store.disputes.collection.updateOne({ _id: target.id as never, rev: target.rev }, {
        $push: { members: { $each: late, $sort: { recordId: 1 } } },
        $set: { scoreDue: scoreMark(now) },
        $inc: { rev: 1 },
      } as never),
    );
    if (matchedCount === 0) return await lost();
  }
  await fault('members-carried');
  const { matchedCount } = await storing(
    store.disputes.collection.updateOne(
      { _id: absorbed.id as never, rev: absorbed.rev },
      {
        $set: { ...merged, parties: [], scoreDue: scoreMark(now) },
        $inc: { rev: 1 },
      },
    ),
  );
  await fault('merged');
  return matchedCount === 0 ? await lost() : absorbed.members.map(({ recordId }) => recordId);
}

/** True when a decision of people that holds ties a member of one to a member of the other. */
async function joinedByPeople(store: Store, target: Dispute, absorbed: Dispute): Promise<boolean> {
  const own = new Set(absorbed.members.map(({ recordId }) => recordId));
  const others = new Set(
    target.members.map(({ recordId }) => recordId).filter((recordId) => !own.has(recordId)),
  );
  const decisions = await decisionsAbout(store, [...own, ...others]);
  return humanConstraintsOf(decisions).mustLink.some(
    ([a, b]) => (own.has(a) && others.has(b)) || (own.has(b) && others.has(a)),
  );
}

async function read(store: Store, id: string): Promise<Dispute | undefined> {
  const found = await storing(store.disputes.findById(id).lean());
  return found === null ? undefined : disputeOf(found);
}

/** The dispute that stands for this one after merges of its own. */
async function standing(store: Store, from: Dispute): Promise<Dispute> {
  let dispute = (await read(store, from.id)) ?? from;
  for (let step = 0; step < LONGEST_CHAIN && dispute.mergedInto !== null; step += 1) {
    const next = await read(store, dispute.mergedInto);
    if (next === undefined) break;
    dispute = next;
  }
  return dispute;
}

/** Disputes with records that recur, which machines may change again since people reopened them: by id, the records to look at. */
export async function reopenedRecurrences(store: Store): Promise<readonly string[]> {
  const found = await storing(
    store.disputes
      .find({
        'recurrences.recordId': { $gt: '' },
        'workflow.state': { $nin: ['CLOSED', 'LITIGATED'] },
      } as never)
      .limit(1_000)
      .lean(),
  );
  return found
    .map(disputeOf)
    .filter((dispute) => !isSettledForMachines(dispute))
    .flatMap(({ recurrences }) => recurrences.map(({ recordId }) => recordId));
}

/** Disputes with unfinished merges: left by a worker that crashed between two writes. */
export async function unfinishedMerges(store: Store): Promise<readonly string[]> {
  const found = await storing(
    store.disputes
      .find({ absorbing: { $gt: '' } }, { _id: 1 })
      .limit(100)
      .lean(),
  );
  return found.map(({ _id }) => _id);
}
