import { randomUUID } from 'node:crypto';
import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import type { DisputeRisk } from '../../schema/canonical/risk.ts';
import { insertAll, updateAll } from '../../schema/store/bulk-command.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { RiskRules } from '../stages/score/rules.ts';
import { noFault, type FaultPoint } from './fault-point.ts';
import type { WithOutbox } from './outbox.ts';
import { RecordCache } from './record-cache.ts';
import { readToScore, type ScoreReadOptions } from './score-reads.ts';
import {
  colourRowOf,
  replacement,
  RISK_BYTES,
  scoredWrite,
  sizeOf,
  type ScoredWrite,
} from './scored-write.ts';

export type ScoreFaultPlace = 'read' | 'colours-noted' | 'risks-written' | 'copied';

export interface RiskScorerOptions {
  readonly store: Store;
  readonly rules: RiskRules;
  readonly now: () => Date;
  /** Age of a mark, ms, from which on it was left by somebody else: a gateway, or a pipeline that died; 200 unless told. */
  readonly leftBehindMs?: number;
  /** Records that others of this process have read as well; its own unless told. */
  readonly records?: RecordCache;
  /** Told of disputes that have events to be published, each with all that it has; they are stored. */
  readonly minted?: (told: readonly WithOutbox<HubEvent>[]) => void;
  readonly fault?: FaultPoint<ScoreFaultPlace>;
}

/** Disputes that are scored together. */
const AT_ONCE = 200;
const LEFT_BEHIND_MS = 200;
const COLOUR_ROW_BYTES = 1_000;

/**
 * Keeps the risk of disputes as their records, their workflow, people's decisions and the clock say it should be. What changes a dispute marks it
 * (`scoreDue`); the scorer writes `risks` under compare-and-set, events and all, then copies the risk into the dispute and takes away the mark that it
 * has seen. Every step may be done twice, by any number of scorers; a crash between two leaves the mark.
 */
export class RiskScorer {
  readonly #options: RiskScorerOptions;
  readonly #fault: FaultPoint<ScoreFaultPlace>;
  readonly #records: RecordCache;

  constructor(options: RiskScorerOptions) {
    this.#options = options;
    this.#fault = options.fault ?? noFault;
    this.#records = options.records ?? new RecordCache(options.store);
  }

  /**
   * Scores those of these disputes that are still marked. Answers how many were scored. @throws HubError HUB_STORE_UNAVAILABLE: what is left keeps its mark.
   * @param how `asLinked` see `ScoreReadOptions`
   */
  async scoreThese(
    disputeIds: readonly string[],
    how: Pick<ScoreReadOptions, 'asLinked'> = {},
  ): Promise<number> {
    let scored = 0;
    for (let from = 0; from < disputeIds.length; from += AT_ONCE) {
      scored += await this.#score(disputeIds.slice(from, from + AT_ONCE), { ...how, markedOnly: true });
    }
    return scored;
  }

  /**
   * Scores what is due: disputes that were marked by others, once their mark has some age; then what is due by time. Answers how many were
   * scored. @throws HubError HUB_STORE_UNAVAILABLE: what is left keeps its mark.
   */
  async scoreDue(): Promise<number> {
    let scored = 0;
    for (;;) {
      const left = await this.#leftBehind();
      scored += await this.#score(left, { markedOnly: true });
      if (left.length < AT_ONCE) break;
    }
    return scored + (await this.#fireTimers());
  }

  /**
   * Marks some disputes, in the order of their ids, that were scored by other rules, or never, so that they are scored by these. Answers the last of
   * them, from which to go on; null when there was none. @throws HubError HUB_STORE_UNAVAILABLE.
   */
  async markOutdated(mark: string, after = ''): Promise<string | null> {
    const { store, rules } = this.#options;
    const outdated = await storing(
      store.disputes
        .find(
          {
            _id: { $gt: after },
            state: 'ACTIVE',
            'risk.ruleVersion': { $ne: rules.version },
            scoreDue: { $exists: false },
          },
          { _id: 1 },
        )
        .sort({ _id: 1 })
        .limit(AT_ONCE)
        .lean()
        .exec(),
    );
    const last = outdated.at(-1);
    if (last === undefined) return null;
    await storing(
      store.disputes.collection.updateMany(
        { _id: { $in: outdated.map(({ _id }) => _id) as never[] }, scoreDue: { $exists: false } },
        { $set: { scoreDue: mark } },
      ),
    );
    return last._id;
  }

  async #leftBehind(): Promise<readonly string[]> {
    const { store, now, leftBehindMs = LEFT_BEHIND_MS } = this.#options;
    const before = new Date(now().getTime() - leftBehindMs).toISOString();
    const found = await storing(
      store.disputes
        .find({ scoreDue: { $gt: '', $lt: before } }, { _id: 1 })
        .sort({ scoreDue: 1 })
        .limit(AT_ONCE)
        .lean()
        .exec(),
    );
    return found.map(({ _id }) => _id);
  }

  /** Scores each dispute whose time has come as of the moment that it was due, also long ago, one due moment after the other. */
  async #fireTimers(): Promise<number> {
    const { store, now } = this.#options;
    let fired = 0;
    for (;;) {
      const due = await storing(
        store.risks
          .find({ 'risk.nextAt': { $gt: '', $lte: now().toISOString() } }, { 'risk.nextAt': 1 })
          .sort({ 'risk.nextAt': 1 })
          .limit(AT_ONCE)
          .lean<{ _id: string; risk: Pick<DisputeRisk, 'nextAt'> }[]>()
          .exec(),
      );
      if (due.length === 0) return fired;
      const scored = await this.#score(
        due.map(({ _id }) => _id),
        {},
        new Map(due.map(({ _id, risk }) => [_id, risk.nextAt ?? now().toISOString()])),
      );
      // Another scorer is at them: the next look finds what is left.
      if (scored === 0) return fired;
      fired += scored;
    }
  }

  /** Answers how many were written. `asOf`: moments by dispute; now unless told. */
  async #score(
    ids: readonly string[],
    how: ScoreReadOptions,
    asOf: ReadonlyMap<string, string> = new Map(),
  ): Promise<number> {
    if (ids.length === 0) return 0;
    const { store, rules, now, minted } = this.#options;
    const isTimed = asOf.size > 0;
    const found = await readToScore(store, ids, this.#records, how);
    await this.#fault('read');
    if (isTimed && found.length < ids.length)
      await this.#stopTimers(ids, new Set(found.map(({ dispute }) => dispute.id)));
    const at = now().toISOString();
    const by = randomUUID();
    const writes = found.map((one) => scoredWrite(one, rules, asOf.get(one.dispute.id) ?? at, at, by));
    await this.#noteColours(writes, at);
    await this.#fault('colours-noted');
    const won = await this.#writeRisks(writes, by);
    await this.#fault('risks-written');
    const done = writes.filter(({ dispute }) => won.has(dispute.id));
    const toTell = done.filter(({ document }) => document.outbox.length > 0);
    if (toTell.length > 0) minted?.(toTell.map(({ document: { _id, outbox } }) => ({ _id, outbox })));
    await this.#copy(done);
    await this.#fault('copied');
    return done.length;
  }

  /** Of disputes that are there no more: they would be due for ever. */
  async #stopTimers(ids: readonly string[], there: ReadonlySet<string>): Promise<void> {
    const gone = ids.filter((id) => !there.has(id));
    await storing(
      this.#options.store.risks.collection.updateMany(
        { _id: { $in: gone as never[] }, 'risk.nextAt': { $gt: '' } },
        { $set: { 'risk.nextAt': null } },
      ),
    );
  }

  /** A row of `decisions` for each colour that is about to change, before its effect (rule 8). */
  async #noteColours(writes: readonly ScoredWrite[], at: string): Promise<void> {
    const rows = writes.flatMap((write) => colourRowOf(write, at) ?? []);
    await insertAll(
      this.#options.store.decisions,
      rows.map((write) => ({ write, bytes: COLOUR_ROW_BYTES })),
    );
  }

  /** Answers the disputes for which this was the write that came through. */
  async #writeRisks(writes: readonly ScoredWrite[], by: string): Promise<ReadonlySet<string>> {
    const [first, again] = await Promise.all([
      this.#insertRisks(writes.filter(({ known }) => known === null)),
      this.#replaceRisks(
        writes.filter(({ known }) => known !== null),
        by,
      ),
    ]);
    const lost = new Set([...first, ...again].map(({ dispute }) => dispute.id));
    return new Set(writes.map(({ dispute }) => dispute.id).filter((id) => !lost.has(id)));
  }

  /** Answers those that somebody else inserted first. */
  async #insertRisks(fresh: readonly ScoredWrite[]): Promise<readonly ScoredWrite[]> {
    const there = await insertAll(
      this.#options.store.risks,
      fresh.map(({ document }) => ({ write: document, bytes: sizeOf(document) })),
    );
    return there.flatMap((index) => fresh[index] ?? []);
  }

  /** Answers those that somebody else replaced first. */
  async #replaceRisks(replaced: readonly ScoredWrite[], by: string): Promise<readonly ScoredWrite[]> {
    if (replaced.length === 0) return [];
    const { risks } = this.#options.store;
    const met = await updateAll(risks, replaced.map(replacement));
    if (met === replaced.length) return [];
    const mine = await storing(
      risks
        .find({ _id: { $in: replaced.map(({ dispute }) => dispute.id) }, by }, { _id: 1 })
        .lean()
        .exec(),
    );
    const written = new Set(mine.map(({ _id }) => _id));
    return replaced.filter(({ dispute }) => !written.has(dispute.id));
  }

  /** Shows the risk in the dispute and takes away the mark, unless somebody has changed the dispute or marked it anew. */
  async #copy(writes: readonly ScoredWrite[]): Promise<void> {
    await updateAll(
      this.#options.store.disputes,
      writes.map(({ dispute, mark, document }) => ({
        write: {
          q: {
            _id: dispute.id,
            rev: dispute.rev,
            ...(mark === null ? {} : { scoreDue: mark }),
            // What another scorer has found for a later moment stays.
            ...(document.risk === null ? {} : { 'risk.asOf': { $not: { $gt: document.risk.asOf } } }),
          },
          u: { $set: { risk: document.risk }, ...(mark === null ? {} : { $unset: { scoreDue: '' } }) },
          upsert: false,
        },
        bytes: RISK_BYTES,
      })),
    );
  }
}
