import { HubError } from '../../../../schema/canonical/hub-error.ts';
import { DAILY_CALIBRATION } from './calibrated-daily.ts';
import { WEEKLY_CALIBRATION } from './calibrated-weekly.ts';
import { Calibrated } from './calibration.ts';
import { look, type CellState, type Look } from './cell.ts';
import { commonOf } from './common.ts';
import { discoveryLimit } from './false-discovery.ts';
import { DAILY_RULES, WEEKLY_RULES, type AreaRules } from './rules.ts';
import { windowSums } from './window.ts';

/** How many false alarms are borne. */
export interface AreaLimits {
  /** Of each cell, by its threshold. */
  readonly falseAlarmsPerCellYear: number;
  /** Share of a period's alarms that may be false, over all cells together; null: each cell for itself. */
  readonly falseDiscoveryRate: number | null;
}

/** As the hub itself watches. */
export const HUB_LIMITS: AreaLimits = { falseAlarmsPerCellYear: 1, falseDiscoveryRate: 0.1 };

/** What becomes of one cell in one period. */
export interface Verdict {
  readonly look: Look;
  /** That the score has to reach in this cell; null while it is being learned. */
  readonly threshold: number | null;
  readonly alarm: boolean;
}

/** The area detector for daily or weekly counts. Pure: the same states and counts give the same verdicts. */
export class AreaDetector {
  readonly rules: AreaRules;
  readonly limits: AreaLimits;
  readonly #calibrated: Calibrated;
  readonly #ratePerPeriod: number;

  /** @throws HubError HUB_BAD_REQUEST naming the limit that cannot be. */
  constructor(period: AreaRules['period'], limits: AreaLimits) {
    this.rules = period === 'DAY' ? DAILY_RULES : WEEKLY_RULES;
    this.limits = limits;
    this.#calibrated = new Calibrated(period === 'DAY' ? DAILY_CALIBRATION : WEEKLY_CALIBRATION);
    this.#ratePerPeriod = (limits.falseAlarmsPerCellYear * this.rules.periodDays) / DAYS_A_YEAR;
    if (!(this.#ratePerPeriod >= LEAST_RATE && this.#ratePerPeriod <= MOST_RATE)) {
      const [least, most] = [LEAST_RATE, MOST_RATE].map(
        (rate) => (rate * DAYS_A_YEAR) / this.rules.periodDays,
      );
      throw new HubError(
        'HUB_BAD_REQUEST',
        `${limits.falseAlarmsPerCellYear} false alarms per cell and year cannot be kept; name a number from ${least?.toFixed(3)} to ${most?.toFixed(1)}`,
        { field: 'falseAlarmsPerCellYear' },
      );
    }
    const { falseDiscoveryRate } = limits;
    if (falseDiscoveryRate !== null && !(falseDiscoveryRate > 0 && falseDiscoveryRate < 1)) {
      throw new HubError(
        'HUB_BAD_REQUEST',
        `a false discovery rate is over 0 and below 1, not ${falseDiscoveryRate}`,
        {
          field: 'falseDiscoveryRate',
        },
      );
    }
  }

  /**
   * Judges one period of all cells at once: they tell each other how counts scatter and where the season goes.
   * @param counts of the period, in the order of the cells
   */
  judge(cells: readonly CellState[], counts: ArrayLike<number>): Verdict[] {
    const looks = this.look(cells, counts);
    const most = this.#mostLikely(looks);
    return looks.map((seen) => {
      const { score, baseline, mayAlarm } = seen;
      if (score === null || baseline === null) return { look: seen, threshold: null, alarm: false };
      const threshold = this.#calibrated.threshold(this.#ratePerPeriod, baseline);
      const alarm =
        mayAlarm && score >= threshold && (most === null || this.#calibrated.rate(score, baseline) <= most);
      return { look: seen, threshold, alarm };
    });
  }

  /** Looks at one period of all cells without judging it. */
  look(cells: readonly CellState[], counts: ArrayLike<number>): Look[] {
    const { rules } = this;
    const windows = cells.map((cell) => windowSums(cell.counts, cell.alarmed, rules));
    const common = commonOf(windows, rules);
    return cells.map((cell, at) => look(cell, windows[at] ?? null, counts[at] ?? 0, common, rules));
  }

  /** The largest rate that stands among all cells; null without false-discovery control. */
  #mostLikely(looks: readonly Look[]): number | null {
    const { falseDiscoveryRate } = this.limits;
    if (falseDiscoveryRate === null) return null;
    const rates = looks.flatMap(({ score, baseline, mayAlarm }) => {
      if (score === null || baseline === null) return [];
      return mayAlarm ? this.#calibrated.rate(score, baseline) : 1;
    });
    return discoveryLimit(rates, falseDiscoveryRate);
  }
}

const DAYS_A_YEAR = 365;
/** Beyond these the calibration was not measured. */
const LEAST_RATE = 1e-5;
const MOST_RATE = 0.1;
