import type { Logger } from 'pino';
import type { Marker } from '../../schema/erasure/marks.ts';
import type { Store } from '../../schema/store/models.ts';
import type {
  Ending,
  EndingDocuments,
  RetentionCounts,
  RetentionRun,
} from '../../schema/store/retention-docs.ts';
import { RetentionTurn } from '../../schema/store/retention-runs.ts';
import { batchesOf } from '../pipeline/batches.ts';
import { noFault, type FaultPoint } from '../pipeline/fault-point.ts';
import { repeating } from '../pipeline/repeating.ts';
import type { DocumentEnding } from './document-ending.ts';
import { DEAD_LETTERS } from './end-dead-letters.ts';
import { DELIVERIES } from './end-deliveries.ts';
import { REFUSED } from './end-refused.ts';
import { endUnit, leftOfUnit, overdueUnits, type UnitFaultPlace } from './end-units.ts';
import { readHolding, type Holding } from './holding.ts';
import type { RetentionTerms } from './terms.ts';
import { unitLeft, type Limits } from './units.ts';

export type RetentionFaultPlace = `${string} noted` | `${string} ended` | 'run ended' | UnitFaultPlace;

export interface RetentionOptions {
  readonly store: Store;
  readonly terms: RetentionTerms;
  readonly now: () => Date;
  /** By which people under a legal hold are known; without it such a hold keeps everything. */
  readonly marker?: Marker | null;
  /** How long a pipeline that is not heard of keeps the turn. */
  readonly leaseMs?: number;
  /** For tests that kill it between two steps. */
  readonly fault?: FaultPoint<RetentionFaultPlace>;
}

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
const LEASE_MS = 60_000;
const AT_ONCE = 500;

const DOCUMENTS: Readonly<Record<EndingDocuments['of'], DocumentEnding>> = {
  deadLetters: DEAD_LETTERS,
  refused: REFUSED,
  deliveries: DELIVERIES,
};

/**
 * Ends what is over its term, and writes down how much; nothing while another pipeline does. What a crash cut in two is finished first and counts with the
 * run that began it. Answers how many documents, those of that run included. @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function endOverdue(options: RetentionOptions): Promise<number> {
  const turn = await RetentionTurn.take(options.store, options.leaseMs ?? LEASE_MS);
  if (turn === null) return 0;
  const holding = await readHolding(options.store, options.marker ?? null);
  const run = new Run(options, turn, holding);
  const finished = turn.run === null ? 0 : await run.finish(turn.run);
  const ended = await run.endAll();
  await turn.giveBack();
  return finished + ended;
}

/** One turn's work. */
class Run {
  readonly #options: RetentionOptions;
  readonly #turn: RetentionTurn;
  readonly #holding: Holding;
  readonly #fault: FaultPoint<RetentionFaultPlace>;

  constructor(options: RetentionOptions, turn: RetentionTurn, holding: Holding) {
    this.#options = options;
    this.#turn = turn;
    this.#holding = holding;
    this.#fault = options.fault ?? noFault;
  }

  /** Finishes what a crash has left: what was being ended, unless it is held since. */
  async finish({ ending, ...run }: RetentionRun): Promise<number> {
    if (ending !== null) {
      if (!(await this.#isHeld(ending))) await this.#end(ending, run);
      await this.#turn.ended(await this.#left(ending));
    }
    return this.#turn.writeDown();
  }

  async endAll(): Promise<number> {
    const { store, terms, now } = this.#options;
    const at = now();
    const limits = limitsOf(terms, at.getTime());
    const before = beforesOf(terms, at.getTime());
    const keep = (): Promise<void> => this.#turn.keep();
    await this.#turn.begin({ at: at.toISOString(), ruleVersion: terms.version, before });
    for (const of of Object.keys(DOCUMENTS) as EndingDocuments['of'][]) {
      const moment = before[of];
      if (moment == null) continue;
      const over = DOCUMENTS[of].over(store, moment, this.#holding);
      for await (const ids of batchesOf(keeping(over, keep), AT_ONCE)) {
        await this.#endNoted({ of, ids }, { [of]: ids.length });
      }
    }
    for await (const unit of overdueUnits({ store, limits, holding: this.#holding, at, keep })) {
      await this.#endNoted(unit, { disputes: unit.disputeIds.length, records: unit.records.length });
    }
    await this.#fault('run ended');
    return this.#turn.writeDown();
  }

  async #endNoted(ending: Ending, counts: RetentionCounts): Promise<void> {
    await this.#turn.ending(ending, counts);
    await this.#fault(`${ending.of} noted`);
    const { run } = this.#turn;
    if (run !== null) await this.#end(ending, run);
    await this.#fault(`${ending.of} ended`);
    await this.#turn.ended(await this.#left(ending));
  }

  #end(ending: Ending, run: Pick<RetentionRun, 'at' | 'ruleVersion'>): Promise<void> {
    const { store } = this.#options;
    return ending.of === 'units'
      ? endUnit(store, ending, run, this.#fault)
      : DOCUMENTS[ending.of].end(store, ending.ids, run);
  }

  async #left(ending: Ending): Promise<RetentionCounts> {
    const { store } = this.#options;
    if (ending.of === 'units') return leftOfUnit(store, ending);
    return { [ending.of]: await DOCUMENTS[ending.of].left(store, ending.ids) };
  }

  /** Documents are judged one by one anew where there is a hold. */
  async #isHeld(ending: Ending): Promise<boolean> {
    if (this.#holding.isNothing) return false;
    return ending.of !== 'units' || this.#holding.keeps(await unitLeft(this.#options.store, ending));
  }
}

async function* keeping(ids: AsyncIterable<string>, keep: () => Promise<void>): AsyncGenerator<string> {
  for await (const id of ids) {
    await keep();
    yield id;
  }
}

function beforesOf(terms: RetentionTerms, nowMs: number): RetentionRun['before'] {
  const before = (days: number | null): string | null =>
    days === null ? null : new Date(nowMs - days * DAY_MS).toISOString();
  return {
    deadLetters: before(terms.deadLettersDays),
    refused: before(terms.refusedDays),
    deliveries: before(terms.deliveriesDays),
    disputes: before(terms.disputesDays),
  };
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
