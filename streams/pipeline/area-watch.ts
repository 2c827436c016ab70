import type { Logger } from 'pino';
import type { AreaCell, AreaDayDoc } from '../../schema/store/area-days.ts';
import { plainStep, type Step } from '../../schema/store/dispute-move.ts';
import type { HotSpotDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { AreaDetector, HUB_LIMITS, type AreaLimits } from '../stages/detect/area/judge.ts';
import { pastPeriods, statesAfter } from '../stages/detect/area/replay.ts';
import { areaCounts, cellKey, type CellCounts } from './area-counts.ts';
import { dayAfter, lastClosedDay } from './area-day.ts';
import { lastLoggedDay, logAlarm, logClosing, loggedAlarms } from './area-log.ts';
import { applySpotDay } from './hot-spot-writer.ts';
import { repeating } from './repeating.ts';

export interface AreaWatchOptions {
  readonly store: Store;
  readonly now: () => Date;
  readonly limits?: AreaLimits;
  /** For tests that crash between two awaits. */
  readonly step?: Step;
}

const HOUR_MS = 3_600_000;

/**
 * Watches areas for categories of disputes that are reported more often than usual. A day is closed once, in order, by a row of `decisions`
 * that says which cells alarmed; only then are hot spots opened, updated and closed by it, so that what a crash left undone is done from the
 * row. The detector keeps no state: it follows from the counts as they are known and the alarms as they were logged. Several watchers may
 * watch at once.
 */
export class AreaWatch {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #detector: AreaDetector;
  readonly #step: Step;
  /** The day whose row has had its effect, as far as this process knows. */
  #applied: string | null = null;
  #lookedAt = -1;

  constructor({ store, now, limits = HUB_LIMITS, step = plainStep }: AreaWatchOptions) {
    this.#store = store;
    this.#now = now;
    this.#detector = new AreaDetector('DAY', limits);
    this.#step = step;
  }

  /**
   * Closes every day that can be, and once an hour looks at the day under way.
   * @throws HubError HUB_STORE_UNAVAILABLE: what is left is done by the next call.
   */
  async look(): Promise<void> {
    const now = this.#now();
    const closable = lastClosedDay(now);
    if (this.#applied === null || this.#applied < closable) await this.#closeThrough(closable, now);
    const hour = Math.floor(now.getTime() / HOUR_MS);
    if (hour === this.#lookedAt) return;
    await this.#lookAhead(dayAfter(closable), now);
    this.#lookedAt = hour;
  }

  async #closeThrough(closable: string, now: Date): Promise<void> {
    const last = await this.#step('read-last-day', () => lastLoggedDay(this.#store));
    if (last !== null && last.day !== this.#applied) await this.#apply(last, now);
    // A hub that is new has no days to make up for: what was before is history.
    for (let day = last === null ? closable : dayAfter(last.day); day <= closable; day = dayAfter(day)) {
      const { cells } = await this.#judge(day);
      const row = await this.#step('log-day', () => logClosing(this.#store, day, cells, this.#detector, now));
      await this.#apply(row, now);
    }
  }

  async #apply({ day, cells, ruleVersion }: AreaDayDoc, now: Date): Promise<void> {
    for (const cell of cells) {
      await this.#step('apply-cell', () =>
        applySpotDay(this.#store, { ...cell, day, provisional: false, ruleVersion }, now),
      );
    }
    this.#applied = day;
  }

  /** The day under way: its counts only grow, so that an alarm need not wait for its end. */
  async #lookAhead(day: string, now: Date): Promise<void> {
    const { cells } = await this.#judge(day);
    for (const cell of cells) {
      if (cell.alarm)
        await this.#step('log-alarm', () => logAlarm(this.#store, day, cell, this.#detector, now));
      await this.#step('apply-ahead', () =>
        applySpotDay(
          this.#store,
          { ...cell, day, provisional: true, ruleVersion: this.#detector.rules.version },
          now,
        ),
      );
    }
  }

  /** Cells that alarm on this day, by judgement or as already logged, and those with an open hot spot. */
  async #judge(day: string): Promise<{ cells: AreaCell[] }> {
    const first = dayAfter(day, -pastPeriods(this.#detector));
    const [counted, alarms, open] = await this.#step('read-counts', () =>
      Promise.all([
        areaCounts(this.#store, first, day),
        loggedAlarms(this.#store, first),
        storing(
          this.#store.hotSpots
            .find({ state: 'OPEN' }, { regionCode: 1, category: 1 })
            .lean<Pick<HotSpotDoc, 'regionCode' | 'category'>[]>()
            .exec(),
        ),
      ]),
    );
    // Days before the hub knew of any dispute say nothing of what is usual.
    const begin = Math.min(
      ...counted.map(({ counts }) => counts.findIndex((count) => count > 0)),
      pastPeriods(this.#detector),
    );
    const days = pastPeriods(this.#detector) + 1 - begin;
    const opened = new Set(open.map(cellKey));
    const known = new Set(counted.map(cellKey));
    const cells: CellCounts[] = [
      ...counted.map((cell) => ({ ...cell, counts: cell.counts.slice(begin) })),
      ...open
        .filter((cell) => !known.has(cellKey(cell)))
        .map(({ regionCode, category }) => ({
          regionCode,
          category,
          counts: new Array<number>(days).fill(0),
        })),
    ];
    const alarmsByPlace = Array.from({ length: days }, (_, at) => alarms.get(dayAfter(first, begin + at)));
    const states = statesAfter(
      this.#detector,
      cells.map((cell) => ({
        counts: cell.counts.slice(0, -1),
        alarmed: alarmsByPlace.slice(0, -1).map((ofDay) => ofDay?.has(cellKey(cell)) === true),
      })),
    );
    const today = alarms.get(day);
    const verdicts = this.#detector.judge(
      states,
      cells.map(({ counts }) => counts.at(-1) ?? 0),
    );
    return {
      cells: verdicts.flatMap(({ look, threshold, alarm }, at): AreaCell[] => {
        const cell = cells[at];
        if (cell === undefined) return [];
        const key = cellKey(cell);
        const alarmed = alarm || today?.has(key) === true;
        if (!alarmed && !opened.has(key)) return [];
        return [
          {
            regionCode: cell.regionCode,
            category: cell.category,
            count: look.count,
            baseline: rounded(look.baseline?.mean ?? 0),
            score: rounded(look.score ?? 0),
            threshold: rounded(threshold ?? 0),
            alarm: alarmed,
          },
        ];
      }),
    };
  }
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

const EVERY_MS = 60_000;

/** Looks once a minute, from the start on. Returns a function that stops it once what is under way is done. */
export function startAreaWatch(options: AreaWatchOptions, log: Logger): () => Promise<void> {
  const watch = new AreaWatch(options);
  return repeating(() => watch.look(), EVERY_MS, log, 'areas could not be looked at yet: again in a minute')
    .stop;
}
