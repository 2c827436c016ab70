import type { Dispute } from '../../schema/canonical/dispute.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { blockKeysOf, linkableOf } from '../stages/link/linkable.ts';
import { gather, type CandidateLookup } from '../stages/link/neighbourhood.ts';
import { planLinks } from '../stages/link/plan.ts';

/** The store as linking sees it, in memory and without races: for tests of what linking decides. */
export class LinkWorld {
  readonly records = new Map<string, CanonicalRecord>();
  readonly disputes = new Map<string, Dispute>();
  readonly #keys = new Map<string, Set<string>>();
  readonly #now = new Date('2026-11-25T00:00:00.000Z');

  readonly #lookup: CandidateLookup = {
    records: (ids) => Promise.resolve(ids.flatMap((id) => this.records.get(id) ?? [])),
    recordIdsByKey: (keys, most) =>
      Promise.resolve(new Map(keys.map((key) => [key, [...(this.#keys.get(key) ?? [])].slice(0, most)]))),
    disputes: (recordIds, disputeIds) =>
      Promise.resolve(
        [...this.disputes.values()].filter(
          ({ id, members }) =>
            disputeIds.includes(id) || members.some(({ recordId }) => recordIds.includes(recordId)),
        ),
      ),
  };

  /** A version arrives: stored unless an as new or newer one is there, then linked. */
  async arrive(record: CanonicalRecord): Promise<void> {
    const stored = this.records.get(record.id);
    if (stored === undefined || record.versionKey > stored.versionKey) this.records.set(record.id, record);
    const current = this.records.get(record.id) ?? record;
    for (const key of blockKeysOf(linkableOf(current))) {
      this.#keys.set(key, (this.#keys.get(key) ?? new Set()).add(record.id));
    }
    await this.settle([record.id]);
  }

  async settle(seeds: readonly string[]): Promise<void> {
    for (let round = 0; round < 10; round += 1) {
      const plan = planLinks(await gather(seeds, this.#lookup), this.#now);
      for (const { dispute, codeChoices } of plan) {
        const code = dispute.code === '' ? (codeChoices[0] ?? '') : dispute.code;
        this.disputes.set(dispute.id, { ...dispute, code });
      }
      const merged = this.#finishMerges();
      if (plan.length === 0 && !merged) return;
    }
    throw new Error('linking does not settle');
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
