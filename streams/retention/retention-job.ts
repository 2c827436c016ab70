import type { Logger } from 'pino';
import { OPEN_DELIVERIES } from '../../schema/store/deliveries.ts';
import type { Store } from '../../schema/store/models.ts';
import { inserting, storing } from '../../schema/store/store-fault.ts';
import type { Marker } from '../../schema/erasure/marks.ts';
import { ERASED_LETTER } from '../erasure/erased-version.ts';
import { repeating } from '../pipeline/repeating.ts';
import { endRefused } from './end-refused.ts';
import { endUnits } from './end-units.ts';
import type { RetentionTerms } from './terms.ts';
import type { Limits } from './units.ts';

export interface RetentionOptions {
  readonly store: Store;
  readonly terms: RetentionTerms;
  readonly now: () => Date;
  /** By which people under a legal hold are known in records; without it such a hold keeps all of them. */
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
const ERASED_BY_TERM = {
  ...ERASED_LETTER,
  reason: 'its words and bytes were kept for as long as their term says',
  reasonClass: 'ended by its term',
} as const;

/** Ends what is over its term, and writes down how much. Answers how many documents. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function endOverdue({ store, terms, now, marker = null }: RetentionOptions): Promise<number> {
  const at = now();
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
  await ended('deadLetters', terms.deadLettersDays, async (before) => {
    const over = {
      at: { $lt: before },
      reasonClass: { $nin: [ERASED_BY_TERM.reasonClass, ERASED_LETTER.reasonClass] },
    };
    const { modifiedCount } = await storing(
      store.deadLetters.collection.updateMany(over, { $set: ERASED_BY_TERM }, MAJORITY),
    );
    return modifiedCount;
  });
  await ended('refused', terms.refusedDays, (before) =>
    endRefused({ store, before, marker, at, ruleVersion: terms.version }),
  );
  await ended('deliveries', terms.deliveriesDays, async (before) => {
    const held = await storing(
      store.legalHolds.distinct('disputeId', { releasedAt: null, disputeId: { $ne: null } }).exec(),
    );
    const over = {
      queuedAt: { $lt: before },
      state: { $nin: [...OPEN_DELIVERIES] },
      disputeId: { $nin: held },
    };
    const { deletedCount } = await storing(store.deliveries.collection.deleteMany(over as never, MAJORITY));
    return deletedCount;
  });
  const limits = limitsOf(terms, at.getTime());
  const units = await endUnits({ store, limits, marker, at, ruleVersion: terms.version });
  await note('disputes', momentOf(limits.disputesMs), units.disputes);
  await note('records', null, units.records);
  return sum;
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
