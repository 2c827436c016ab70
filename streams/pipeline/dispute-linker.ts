import type { Logger } from 'pino';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { LinkDecision } from '../../schema/canonical/link-decision.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { DecisionProgressDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { backoffMs } from '../kafka/pause.ts';
import type { Linkable } from '../stages/link/linkable.ts';
import { humanConstraintsOf } from '../stages/link/human-constraints.ts';
import { gather, type CandidateLookup, type Neighbourhood } from '../stages/link/neighbourhood.ts';
import { planLinks } from '../stages/link/plan.ts';
import { BlockKeysAhead } from './block-key-writer.ts';
import { writePlan } from './dispute-writer.ts';
import { noFault, type FaultPoint } from './fault-point.ts';
import { storeLookup } from './link-lookup.ts';
import { writeLinks } from './link-writer.ts';
import { recordVersions, type RecordCache } from './record-cache.ts';
import { finishMerges, reopenedRecurrences, unfinishedMerges } from './merge-finisher.ts';

export interface DisputeLinkerOptions {
  readonly store: Store;
  readonly log: Logger;
  readonly now: () => Date;
  /** Records that others of this process have read as well; its own unless told. */
  readonly records?: RecordCache;
  /** Block keys that others of this process have begun to write; none unless told. */
  readonly blockKeys?: Pick<BlockKeysAhead, 'complete'>;
  readonly fault?: FaultPoint;
}

/** What linking did to records. */
export interface Linked {
  /** Disputes that were written, and with that marked to be scored. */
  readonly written: ReadonlySet<string>;
  /** Records that are members of one of these. */
  readonly placed: ReadonlySet<string>;
}

/** Races are lost to somebody who won one, so a handful of rounds is enough; past that the batch is put back and tried later. */
const MOST_ROUNDS = 12;

/**
 * Keeps the disputes around changed records as the records say they should be. Any number of workers may do so at once: block keys are
 * written with majority before candidates are read (rule 4 of the rules of correctness), so of two racing workers at least one sees the
 * other's record; every write is a compare-and-set; and after writing the disputes are read again by member, so that of two workers who
 * made overlapping disputes the later one sees both and merges them.
 */
export class DisputeLinker {
  readonly #store: Store;
  readonly #log: Logger;
  readonly #now: () => Date;
  readonly #fault: FaultPoint;
  readonly #lookup: CandidateLookup;
  readonly #blockKeys: Pick<BlockKeysAhead, 'complete'>;

  constructor(options: DisputeLinkerOptions) {
    this.#store = options.store;
    this.#log = options.log;
    this.#now = options.now;
    this.#fault = options.fault ?? noFault;
    this.#lookup = storeLookup(options.store, options.records);
    this.#blockKeys = options.blockKeys ?? new BlockKeysAhead(options.store);
  }

  /**
   * Brings the disputes around these records up to date with the records that are stored now, so that repeated and reordered calls end
   * alike. @throws HubError HUB_STORE_UNAVAILABLE.
   */
  async link(recordIds: readonly string[]): Promise<Linked> {
    const records = await this.#lookup.records(recordIds);
    await this.#blockKeys.complete(records);
    await this.#fault('block-keys-written');
    return await this.settle(recordIds, records);
  }

  /** Finishes the merges that a crashed worker left in outboxes. */
  async sweep(): Promise<void> {
    for (const id of await unfinishedMerges(this.#store)) {
      const again = await finishMerges(this.#store, id, this.#now(), this.#fault);
      if (again !== null && again.length > 0) await this.settle(again);
    }
    const recurring = await reopenedRecurrences(this.#store);
    if (recurring.length > 0) await this.settle(recurring);
  }

  /**
   * Brings disputes and links into line with what people decided, and notes what became of it. Every step may be done twice, by any number
   * of workers. @throws HubError HUB_STORE_UNAVAILABLE.
   */
  async applyDecision(decision: LinkDecision): Promise<void> {
    await this.settle(decision.recordIds);
    await this.#fault('decision-settled');
    const [records, disputes, { decisions }] = await Promise.all([
      this.#lookup.records(decision.recordIds),
      this.#lookup.disputes(decision.recordIds, []),
      gather(decision.recordIds, this.#lookup),
    ]);
    const { outcomes } = humanConstraintsOf([...decisions.values()]);
    const progress: DecisionProgressDoc = {
      _id: decision.id,
      appliedAt: this.#now().toISOString(),
      outcome: records.length === 0 ? 'UNKNOWN_RECORDS' : (outcomes.get(decision.id) ?? 'APPLIED'),
      disputeIds: disputes.map(({ id }) => id).sort(),
    };
    await storing(
      this.#store.decisionProgress.collection.updateOne(
        { _id: decision.id as never },
        { $setOnInsert: progress as object },
        { upsert: true },
      ),
    );
  }

  /**
   * The same for records whose block keys are there already. @throws HubError HUB_STORE_UNAVAILABLE.
   * @param known those of them that were read just now
   */
  async settle(recordIds: readonly string[], known: readonly CanonicalRecord[] = []): Promise<Linked> {
    const written = new Set<string>();
    let seeds = recordIds;
    let around: Neighbourhood | null = null;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      around ??= await gather(seeds, this.#lookup, { known: round === 0 ? known : [] });
      if (around.capped) this.#log.warn({ records: around.records.size }, 'too many linked records: cut off');
      await this.#fault('neighbourhood-read');
      const { disputes, links } = planLinks(around, this.#now());
      if (disputes.length === 0 && links.puts.length === 0 && links.removals.length === 0) {
        const again = await this.#finishMergesIn(around);
        if (again.length === 0) return { written, placed: membersOf(around, written) };
        // The others are as they should be.
        seeds = again;
        around = null;
        continue;
      }
      const isWritten =
        disputes.length === 0 || (await writePlan(this.#store, disputes, this.#now(), this.#fault));
      await this.#fault('plan-written');
      if (isWritten) {
        for (const { dispute } of disputes) written.add(dispute.id);
        await writeLinks(this.#store, links);
      }
      await this.#fault('links-written');
      around = isWritten ? await this.#readAgain(around) : null;
      if (!isWritten) await pause(backoffMs(round, 5, 200, Math.random));
    }
    throw new HubError(
      'HUB_STORE_UNAVAILABLE',
      `other workers changed the same disputes ${MOST_ROUNDS} times in a row; trying again`,
    );
  }

  /** The same neighbourhood with its disputes and links as they are now; null when they reach beyond it or a record has changed. */
  async #readAgain(around: Neighbourhood): Promise<Neighbourhood | null> {
    const ids = [...around.records.keys()];
    const edge = [...around.edge.keys()];
    const [disputes, links, edgeDisputes, versions] = await Promise.all([
      this.#lookup.disputes(ids, [...around.disputes.keys()]),
      this.#lookup.links(ids),
      this.#lookup.placements(edge),
      recordVersions(this.#store, [...ids, ...edge]),
    ]);
    const isHere = (id: string): boolean => around.records.has(id);
    const isKnown = (id: string): boolean => isHere(id) || around.edge.has(id);
    const isCurrent = ({ id, record }: Linkable): boolean => record.versionKey === versions.get(id);
    const within =
      disputes.every(({ members }) => members.every(({ recordId }) => isHere(recordId))) &&
      (around.capped || links.every(({ recordIds }) => recordIds.every(isKnown))) &&
      [...around.records.values(), ...around.edge.values()].every(isCurrent);
    if (!within) return null;
    return {
      ...around,
      disputes: new Map(disputes.map((dispute) => [dispute.id, dispute])),
      links: new Map(links.map((link) => [link.id, link])),
      edgeDisputes,
    };
  }

  /** Answers the records to look at again: none when nothing was left to finish. */
  async #finishMergesIn(around: Neighbourhood): Promise<readonly string[]> {
    const again: string[] = [];
    for (const { id, absorbing } of around.disputes.values()) {
      if (absorbing.length === 0) continue;
      const moved = await finishMerges(this.#store, id, this.#now(), this.#fault);
      again.push(...(moved ?? around.records.keys()));
    }
    return again;
  }
}

function membersOf({ disputes }: Neighbourhood, ids: ReadonlySet<string>): ReadonlySet<string> {
  const members = [...ids].flatMap((id) => disputes.get(id)?.members ?? []);
  return new Set(members.map(({ recordId }) => recordId));
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
