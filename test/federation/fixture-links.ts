import { LINK_REVIEW_REASONS, linkIdOf } from '../../schema/canonical/link.ts';
import { linkDecisionIdOf, recordIdsOf, type RecordPair } from '../../schema/canonical/link-decision.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { DisputeDoc, LinkDecisionDoc, LinkDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { momentOf as at, type Seeded } from './seeded.ts';

type Recurrence = DisputeDoc['recurrences'][number];

/** Sometimes a record that hangs on a dispute of these members. */
export function recurrencesOf(
  [founder]: readonly CanonicalRecord[],
  records: readonly CanonicalRecord[],
  random: Seeded,
): Recurrence[] {
  if (founder === undefined || random.chance(0.5)) return [];
  const { id: recordId, feed } = random.pick(records);
  return [{ recordId, feed, linkedTo: founder.id, probability: 0.97, attachedAt: at(random) }];
}

/** Fills a store with links within and between disputes, what people decided about some, and what came of it. */
export async function fillLinks(
  store: Store,
  disputes: readonly DisputeDoc[],
  records: readonly CanonicalRecord[],
  random: Seeded,
): Promise<void> {
  const byId = new Map(records.map((record) => [record.id, record]));
  const links = new Map<string, LinkDoc>();
  const decisions: LinkDecisionDoc[] = [];
  for (const { _id: disputeId, members, recurrences } of disputes) {
    const [founder, ...others] = members.flatMap(({ recordId }) => byId.get(recordId) ?? []);
    if (founder === undefined) continue;
    const hanging = recurrences.flatMap(({ recordId }) => byId.get(recordId) ?? []);
    for (const other of [...others, ...hanging, random.pick(records)]) {
      if (other.id === founder.id) continue;
      const decision = random.chance(0.4) ? decisionOf(decisions, [founder.id, other.id], random) : null;
      const link = linkOf(founder, other, disputeId, decision, random);
      links.set(link._id, link);
    }
  }
  await store.links.collection.insertMany([...links.values()] as never[]);
  await store.linkDecisions.collection.insertMany(decisions as never[]);
  await store.decisionProgress.collection.insertMany(
    decisions
      .filter(() => random.chance(0.7))
      .map(({ _id }) => ({ _id, appliedAt: at(random), outcome: 'APPLIED', disputeIds: [] })) as never[],
  );
}

/** A decision about a pair, sometimes with its undoing behind it. */
function decisionOf(decisions: LinkDecisionDoc[], pair: RecordPair, random: Seeded): LinkDecisionDoc {
  const confirms = random.chance(0.5);
  const made = (given: Partial<LinkDecisionDoc>): LinkDecisionDoc => {
    const decision: LinkDecisionDoc = {
      _id: linkDecisionIdOf(decisions.length + 1),
      kind: confirms ? 'LINK_CONFIRMED' : 'LINK_REJECTED',
      recordIds: recordIdsOf([pair]),
      together: confirms ? [pair] : [],
      apart: confirms ? [] : [pair],
      undoes: null,
      partner: 'hotline',
      actor: 'reviewer@hotline',
      note: random.chance(0.5) ? '双方为同一起纠纷' : null,
      at: at(random),
      ...given,
    };
    decisions.push(decision);
    return decision;
  };
  const decision = made({});
  if (random.chance(0.4))
    made({ kind: 'LINK_DECISION_UNDONE', together: [], apart: [], undoes: decision._id });
  return decision;
}

function linkOf(
  one: CanonicalRecord,
  other: CanonicalRecord,
  disputeId: string,
  decision: LinkDecisionDoc | null,
  random: Seeded,
): LinkDoc {
  const [a, b] = one.id < other.id ? [one, other] : [other, one];
  const waits = decision === null && random.chance(0.5);
  const decided = decision?.kind === 'LINK_CONFIRMED' ? 'CONFIRMED' : 'REJECTED';
  return {
    _id: linkIdOf(a.id, b.id),
    recordIds: [a.id, b.id],
    versionKeys: [a.versionKey, b.versionKey],
    feeds: [a.feed, b.feed],
    regionCodes: [a.place.regionCode, b.place.regionCode],
    status: decision !== null ? decided : waits ? 'REVIEW' : 'LINKED',
    reason: waits ? random.pick(LINK_REVIEW_REASONS) : null,
    // Few values, so that pages end among equal ones.
    probability: random.int(10, 20) / 20,
    weight: random.int(-3, 9) / 2,
    rule: random.chance(0.5) ? 'QUOTED_NUMBER' : null,
    fields: [
      { field: 'phone', level: 'EXACT', weight: 8.25, note: 'the same telephone (电话相同)' },
      { field: 'category', level: 'DIFFERENT', weight: -1.5, note: 'another category (类别不同)' },
    ],
    version: 'test-1',
    disputeIds: [disputeId],
    decidedBy:
      decision === null
        ? null
        : {
            decisionId: decision._id,
            kind: decision.kind,
            partner: decision.partner,
            actor: decision.actor,
            note: decision.note,
            at: decision.at,
          },
    at: at(random),
  };
}
