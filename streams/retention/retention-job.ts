import type { Logger } from 'pino';
import { OPEN_DELIVERIES } from '../../schema/store/deliveries.ts';
import type { Store } from '../../schema/store/models.ts';
import { inserting, storing } from '../../schema/store/store-fault.ts';
import type { Marker } from '../../schema/erasure/marks.ts';
import { repeating } from '../pipeline/repeating.ts';
import { endDeadLetters } from './end-dead-letters.ts';
import { endRefused } from './end-refused.ts';
import { endUnits } from './end-units.ts';
import { readHolding, type Holding } from './holding.ts';
import type { RetentionTerms } from './terms.ts';
import type { Limits } from './units.ts';

export interface RetentionOptions {
  readonly store: Store;
  readonly terms: RetentionTerms;
  readonly now: () => Date;
  /** By which people under a legal hold are known; without it such a hold keeps everything. */
  readonly marker?: Marker | null;
}

/** What ended because its term was over: a row of `decisions`, one for each dataset and run that found something. */
export interface RetentionDoc {
  /** `retention:<dataset>:<moment>`. */
  _id: string;
  kind: 'RETENTION_ENDED';
  dataset: 'deadLetters' | 'refused' | 'deliveries' | 'disputes' | 'records';
  /** What was older than that, UTC; null where it has several terms. */
  before: string | null;
  documents: number;
  ruleVersion: string;
  at: string;
}

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MAJORITY = { writeConcern: { w: 'majority' } } as const;
/** Ends what is over its term, and writes down how much. Answers how many documents. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function endOverdue({ store, terms, now, marker = null }: RetentionOptions): Promise<number> {
  const at = now();
  const holding = await readHolding(store, marker);
  const beforeOf = (days: number): string => new Date(at.getTime() - days * DAY_MS).toISOString();
  let sum = 0;
  const ended = async (
    dataset: RetentionDoc['dataset'],
    days: number | null,
    end: (before: string) => Promise<number>,
  ): Promise<void> => {
    if (days === null) return;
    const before = beforeOf(days);
    const documents = await end(before);
    await note(dataset, before, documents);
  };
  const note = async (
    dataset: RetentionDoc['dataset'],
    before: string | null,
    documents: number,
  ): Promise<void> => {
    if (documents === 0) return;
    sum += documents;
    const document: RetentionDoc = {
      _id: `retention:${dataset}:${at.toISOString()}`,
      kind: 'RETENTION_ENDED',
      dataset,
      before,
      documents,
      ruleVersion: terms.version,
      at: at.toISOString(),
    };
    await inserting(
      store.decisions.collection.bulkWrite([{ insertOne: { document } }] as never, { ordered: false }),
    );
  };
  await ended('deadLetters', terms.deadLettersDays, (before) => endDeadLetters(store, before, holding));
  await ended('refused', terms.refusedDays, (before) =>
    endRefused({ store, before, holding, at, ruleVersion: terms.version }),
  );
  await ended('deliveries', terms.deliveriesDays, (before) => endDeliveries(store, before, holding));
  const limits = limitsOf(terms, at.getTime());
  const units = await endUnits({ store, limits, holding, at, ruleVersion: terms.version });
  await note('disputes', momentOf(limits.disputesMs), units.disputes);
  await note('records', null, units.records);
  return sum;
}

/** What agencies were told, once it is over; of what a legal hold is on, it stays. */
async function endDeliveries(store: Store, before: string, holding: Holding): Promise<number> {
  const over = { queuedAt: { $lt: before }, state: { $nin: [...OPEN_DELIVERIES] } };
  const held: string[] = [];
  const ids = holding.isNothing ? [] : await storing(store.deliveries.distinct('disputeId', over).exec());
  for (const id of ids) if (await holding.ofDispute(id)) held.push(id);
  const { deletedCount } = await storing(
    store.deliveries.collection.deleteMany({ ...over, disputeId: { $nin: held } }, MAJORITY),
  );
  return deletedCount;
}

function momentOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function limitsOf({ disputesDays, recordsDays }: RetentionTerms, nowMs: number): Limits {
  const before = (days: number | null | undefined): number | null =>
    days == null ? null : nowMs - days * DAY_MS;
  return {
    disputesMs: before(disputesDays),
    recordsMs: (feed) =>
      before(typeof recordsDays === 'object' && recordsDays !== null ? recordsDays[feed] : recordsDays),
  };
}

/** Runs `endOverdue` at the start and once an hour. Returns a function that stops it. */
export function startRetention(options: RetentionOptions, log: Logger): () => Promise<void> {
  const fault = 'what is over its term could not be ended: again in an hour';
  return repeating(() => endOverdue(options), EVERY_MS, log, fault).stop;
}
