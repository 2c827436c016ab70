import type { Dispute } from '../../schema/canonical/dispute.ts';
import type { Link } from '../../schema/canonical/link.ts';
import type { LinkDecision } from '../../schema/canonical/link-decision.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { storedKeysOf } from '../stages/link/block-keys.ts';
import { linkableOf } from '../stages/link/linkable.ts';
import {
  gather,
  type BlockQuestion,
  type CandidateLookup,
  type Neighbourhood,
} from '../stages/link/neighbourhood.ts';
import type { ScoredPair } from '../stages/link/pair-score.ts';
import { planLinks } from '../stages/link/plan.ts';

import type { WorkflowState } from '../../schema/vocabulary/workflow-terms.ts';
import { workflowIn } from './workflow-in.ts';

/** The store as linking sees it, in memory and without races: for tests of what linking decides. */
export class LinkWorld {
  readonly records = new Map<string, CanonicalRecord>();
  readonly disputes = new Map<string, Dispute>();
  readonly links = new Map<string, Link>();
  readonly decisions: LinkDecision[] = [];
  readonly #keys = new Map<string, Set<string>>();
  readonly #now = new Date('2026-11-25T00:00:00.000Z');

  readonly #lookup: CandidateLookup = {
    records: (ids) => Promise.resolve(ids.flatMap((id) => this.records.get(id) ?? [])),
    recordIdsNear: (questions) => Promise.resolve(questions.map((question) => this.#near(question))),
    disputes: (recordIds, disputeIds) =>
      Promise.resolve(
        [...this.disputes.values()].filter(
          ({ id, members, recurrences }) =>
            disputeIds.includes(id) ||
            [...members, ...recurrences].some(({ recordId }) => recordIds.includes(recordId)),
        ),
      ),
    links: (ids) =>
      Promise.resolve(
        [...this.links.values()]
          .filter(({ recordIds }) => recordIds.some((id) => ids.includes(id)))
          .map((link) => ({ ...link, decisionId: link.decidedBy?.decisionId ?? null })),
      ),
    placements: (ids) =>
      Promise.resolve(
        new Map(
          ids.flatMap((id) => {
            const own = this.disputeOf(id);
            const dispute = own?.state === 'ACTIVE' ? own : this.#recurrenceOf(id);
            return dispute === undefined ? [] : [[id, dispute.id] as const];
          }),
        ),
      ),
    decisions: (ids) =>
      Promise.resolve(this.decisions.filter(({ recordIds }) => recordIds.some((id) => ids.includes(id)))),
  };

  /** Replaces the score of a pair, for tests of what follows from it. */
  rescore: (pair: ScoredPair) => ScoredPair = (pair) => pair;

  /** A version arrives: stored unless an as new or newer one is there, then linked. */
  async arrive(record: CanonicalRecord): Promise<void> {
    this.put(record);
    await this.settle([record.id]);
  }

  /** Stores a version, and its keys, without linking it. */
  put(record: CanonicalRecord): void {
    const stored = this.records.get(record.id);
    if (stored === undefined || record.versionKey > stored.versionKey) this.records.set(record.id, record);
    const current = this.records.get(record.id) ?? record;
    for (const key of storedKeysOf(linkableOf(current))) {
      this.#keys.set(key, (this.#keys.get(key) ?? new Set()).add(record.id));
    }
  }

  /** People take the dispute of a record in hand. */
  handle(recordId: string, state: WorkflowState): void {
    const dispute = this.disputeOf(recordId);
    if (dispute === undefined) throw new Error(`${recordId} is in no dispute`);
    this.disputes.set(dispute.id, { ...dispute, workflow: workflowIn(state) });
  }

  /** People decide. */
  async decide(decision: LinkDecision): Promise<void> {
    this.decisions.push(decision);
    await this.settle(decision.recordIds);
  }

  /** All that a decision about some records depends on. */
  around(seeds: readonly string[]): Promise<Neighbourhood> {
    return gather(seeds, this.#lookup);
  }

  async settle(seeds: readonly string[]): Promise<void> {
    for (let round = 0; round < 10; round += 1) {
      const around = await this.around(seeds);
      const pairs = around.pairs.map((pair) => this.rescore(pair));
      const plan = planLinks({ ...around, pairs }, this.#now);
      for (const { dispute, codeChoices } of plan.disputes) {
        const code = dispute.code === '' ? (codeChoices[0] ?? '') : dispute.code;
        this.disputes.set(dispute.id, { ...dispute, code });
      }
      for (const link of plan.links.puts) this.links.set(link.id, link);
      for (const { id } of plan.links.removals) this.links.delete(id);
      const merged = this.#finishMerges();
      const { puts, removals } = plan.links;
      if (plan.disputes.length + puts.length + removals.length === 0 && !merged) return;
    }
    throw new Error('linking does not settle');
  }

  #recurrenceOf(id: string): Dispute | undefined {
    return [...this.disputes.values()].find(({ recurrences }) =>
      recurrences.some(({ recordId }) => recordId === id),
    );
  }

  #near({ key, reportedAt, most }: BlockQuestion): string[] {
    const block = [...(this.#keys.get(key) ?? [])].flatMap((id) => this.records.get(id) ?? []);
    const at = (record: CanonicalRecord): string => new Date(record.reportedAt).toISOString();
    const sorted = block.sort((a, b) => (at(a) < at(b) ? -1 : 1));
    const before = sorted.filter((record) => at(record) <= reportedAt).slice(-most);
    const after = sorted.filter((record) => at(record) > reportedAt).slice(0, most);
    return [...before, ...after].map(({ id }) => id);
  }

  #finishMerges(): boolean {
    let merged = false;
    for (const holder of this.disputes.values()) {
      for (const id of holder.absorbing) {
        const absorbed = this.disputes.get(id);
        if (absorbed === undefined || absorbed.state === 'MERGED') continue;
        this.disputes.set(id, {
          ...absorbed,
          state: 'MERGED',
          mergedInto: holder.id,
          members: [],
          recurrences: [],
          parties: [],
        });
        merged = true;
      }
      if (holder.absorbing.length > 0) this.disputes.set(holder.id, { ...holder, absorbing: [] });
    }
    return merged;
  }

  /** Disputes that stand, by their active members: what must not depend on the order of arrival. */
  picture(): unknown[] {
    return [...this.disputes.values()]
      .filter(({ state }) => state === 'ACTIVE')
      .map((dispute) => ({
        members: dispute.members.filter(({ state }) => state === 'ACTIVE').map(({ recordId }) => recordId),
        title: dispute.title,
        category: dispute.category,
        regionCode: dispute.regionCode,
        amountFen: dispute.amountFen,
        sensitivity: dispute.sensitivity,
        openedAt: dispute.openedAt,
        lastActivityAt: dispute.lastActivityAt,
        parties: dispute.parties.map((party) => ({ ...party, id: '' })),
      }))
      .sort((a, b) => (JSON.stringify(a.members) < JSON.stringify(b.members) ? -1 : 1));
  }

  /** The dispute that stands and has this record, or undefined. */
  disputeOf(recordId: string): Dispute | undefined {
    return [...this.disputes.values()].find(({ members }) =>
      members.some((member) => member.recordId === recordId),
    );
  }
}
