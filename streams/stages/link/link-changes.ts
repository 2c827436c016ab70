import {
  linkIdOf,
  type Link,
  type LinkReviewReason,
  type LinkStatus,
} from '../../../schema/canonical/link.ts';
import { comparePair } from './compare-pair.ts';
import type { Linkable } from './linkable.ts';
import type { LinkMark, Neighbourhood } from './neighbourhood.ts';
import { decide, type PairScore } from './pair-score.ts';
import type { Partition } from './partition.ts';

/** What must change in the stored links; both empty when all are as they should be. */
export interface LinkChanges {
  readonly puts: readonly Link[];
  /** Links that no longer hold, with what was seen of them. */
  readonly removals: readonly LinkMark[];
}

interface Question {
  readonly a: Linkable;
  readonly b: Linkable;
  readonly score: PairScore;
  readonly status: LinkStatus;
  readonly reason: LinkReviewReason | null;
}

/**
 * The links around some records as they should be, against those stored: one for every pair that is linked or for review, that people decided
 * on, or that was broken under the hands of people.
 */
export function linkChangesOf(
  around: Neighbourhood,
  partition: Partition,
  disputeOf: (recordId: string) => string | null,
  at: string,
): LinkChanges {
  const wanted = new Map<string, Link>();
  const want = (question: Question | null): void => {
    if (question === null) return;
    const link = linkOf(question, partition, disputeOf, around.weights.version, at);
    wanted.set(link.id, link);
  };
  for (const { a, b, score } of around.pairs) {
    const [one, other] = [partition.records.get(a), partition.records.get(b)];
    want(
      one !== undefined && other !== undefined
        ? questionOf(one, other, score, partition, disputeOf)
        : edgeQuestionOf(one ?? partition.edge.get(a), other ?? partition.edge.get(b), score),
    );
  }
  for (const [one, other] of brokenPairs(around, partition)) {
    if (partition.human.decided.has(linkIdOf(one.id, other.id))) continue;
    const [a, b] = inOrder(one, other);
    const score = comparePair(a, b, around.weights);
    want({ a, b, score, status: 'REVIEW', reason: 'BROKEN_LINK_WITH_WORKFLOW' });
  }
  for (const [id, { status }] of partition.human.decided) {
    const [a, b] = id.split('|').map((end) => partition.records.get(end));
    if (a === undefined || b === undefined) continue;
    want({ a, b, score: comparePair(a, b, around.weights), status, reason: null });
  }
  const puts = [...wanted.values()].filter((link) => differs(link, around.links.get(link.id)));
  const removals = around.capped
    ? []
    : [...around.links.values()].filter(
        ({ id, recordIds }) =>
          !wanted.has(id) &&
          recordIds.every((end) => around.records.has(end) || partition.edge.get(end)?.isCore === true),
      );
  return { puts, removals };
}

/** Null when the pair is nothing to keep. */
function questionOf(
  a: Linkable,
  b: Linkable,
  score: PairScore,
  partition: Partition,
  disputeOf: (recordId: string) => string | null,
): Question | null {
  // Two records that only hang on others say nothing of each other; of withdrawn ones it would tell who came first.
  if (!a.isCore && !b.isCore) return null;
  // A withdrawn record stays where it once was: a pair that links nothing today would tell of that history.
  if ((!a.isCore || !b.isCore) && decide(score) !== 'LINK') return null;
  const of = disputeOf(a.id);
  if (of !== null && of === disputeOf(b.id) && !recurs(a, b, partition)) {
    return { a, b, score, status: 'LINKED', reason: null };
  }
  const reason = reasonOf(a, b, score, partition);
  if (reason === null) return null;
  // A record that only hangs on others is asked about while it hangs on none.
  const leaf = [a, b].find(({ isCore }) => !isCore);
  if (leaf !== undefined && (leaf.record.state !== 'ACTIVE' || disputeOf(leaf.id) !== null)) return null;
  return { a, b, score, status: 'REVIEW', reason };
}

/** A pair with somebody on the edge is one for people, whatever disputes the two are in. Strangers are asked about in a crowd only. */
function edgeQuestionOf(a: Linkable | undefined, b: Linkable | undefined, score: PairScore): Question | null {
  if (a?.isCore !== true || b?.isCore !== true || score.rule === 'GROUP_QUARREL') return null;
  return { a, b, score, status: 'REVIEW', reason: 'UNCERTAIN' };
}

/** One of the two is in a dispute that no machine changes, the other not: it hangs on it. */
function recurs(a: Linkable, b: Linkable, { held: { settledIn } }: Partition): boolean {
  return a.isCore && b.isCore && settledIn.has(a.id) !== settledIn.has(b.id);
}

/** Null when there is nothing to ask. */
function reasonOf(
  a: Linkable,
  b: Linkable,
  score: PairScore,
  { questions, held: { heldIn, settledIn } }: Partition,
): LinkReviewReason | null {
  const asked = questions.get(linkIdOf(a.id, b.id)) ?? null;
  const [one, other] = [heldIn.get(a.id), heldIn.get(b.id)];
  const bothInHand = one !== undefined && other !== undefined && one !== other;
  const settled = settledIn.has(a.id) || settledIn.has(b.id);
  if (asked === 'CLUSTER_CAP' || (!bothInHand && !settled)) return asked;
  if (decide(score) !== 'LINK') return settled || asked !== null ? 'UNCERTAIN' : null;
  return bothInHand ? 'BOTH_HAVE_WORKFLOW' : 'STANDING_DISPUTE';
}

/** Records that stay in a dispute only because people have it in hand, each with the member that it was linked to. */
function brokenPairs(
  around: Neighbourhood,
  { held, human, records, placed, freelyPlaced }: Partition,
): (readonly [Linkable, Linkable])[] {
  return [...held.heldIn].flatMap(([id, dispute]) => {
    const one = records.get(id);
    const anchor = records.get(held.anchors.get(dispute.id) ?? '');
    if (one === undefined || anchor === undefined || id === anchor.id) return [];
    const freely = freelyPlaced(id);
    if (freely !== undefined && freely === freelyPlaced(anchor.id)) return [];
    if (placed(id) !== placed(anchor.id) || human.ties.areTogether(id, anchor.id)) return [];
    const before = around.disputes.get(dispute.id)?.members.find(({ recordId }) => recordId === id)?.linkedTo;
    const linked = records.get(before ?? '');
    const wasLinked = linked !== undefined && held.heldIn.get(linked.id) === dispute;
    return [[one, wasLinked && freelyPlaced(linked.id) !== freely ? linked : anchor] as const];
  });
}

function linkOf(
  { a, b, score, status, reason }: Question,
  { human }: Partition,
  disputeOf: (recordId: string) => string | null,
  version: string,
  at: string,
): Link {
  const id = linkIdOf(a.id, b.id);
  const decided = human.decided.get(id);
  const disputes = [disputeOf(a.id), disputeOf(b.id)].filter((one) => one !== null);
  return {
    id,
    recordIds: [a.id, b.id],
    versionKeys: [a.record.versionKey, b.record.versionKey],
    feeds: [a.record.feed, b.record.feed],
    regionCodes: [a.record.place.regionCode, b.record.place.regionCode],
    status: decided?.status ?? status,
    reason: decided === undefined ? reason : null,
    probability: score.probability,
    weight: score.weight,
    rule: score.rule,
    fields: score.fields.map(({ field, level, weight, note }) => ({ field, level, weight, note })),
    version,
    disputeIds: [...new Set(disputes)].sort(),
    decidedBy:
      decided === undefined
        ? null
        : {
            decisionId: decided.decision.id,
            kind: decided.decision.kind,
            partner: decided.decision.partner,
            actor: decided.decision.actor,
            note: decided.decision.note,
            at: decided.decision.at,
          },
    at,
  };
}

function inOrder(one: Linkable, other: Linkable): [Linkable, Linkable] {
  return one.id < other.id ? [one, other] : [other, one];
}

function differs(link: Link, stored: LinkMark | undefined): boolean {
  return (
    stored === undefined ||
    link.status !== stored.status ||
    link.reason !== stored.reason ||
    link.version !== stored.version ||
    (link.decidedBy?.decisionId ?? null) !== stored.decisionId ||
    link.versionKeys.join() !== stored.versionKeys.join() ||
    link.disputeIds.join() !== stored.disputeIds.join()
  );
}
