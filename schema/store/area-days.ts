/** A cell of the area detector on one day, as it was judged. */
export interface AreaCell {
  /** 9 digits of a street or 6 of a county. */
  readonly regionCode: string;
  readonly category: string;
  readonly count: number;
  readonly baseline: number;
  readonly score: number;
  readonly threshold: number;
  readonly alarm: boolean;
}

/**
 * What the area detector decided about one day: a row of `decisions`, written before its effect; the first row of a day counts (rule 8).
 * AREA_DAY_CLOSED: the day is over; its alarms stand for ever, whatever later records say of the counts.
 * AREA_DAY_ALARMED: alarms in the middle of the day, one row for each cell; they belong to the day's alarms when it is closed.
 */
export interface AreaDayDoc {
  /** `area-day:<day>`; of alarms in the middle of the day `area-alarm:<day>:<region>:<category>`. */
  _id: string;
  kind: 'AREA_DAY_CLOSED' | 'AREA_DAY_ALARMED';
  /** `YYYY-MM-DD` in the hub's time zone. */
  day: string;
  ruleVersion: string;
  falseAlarmsPerCellYear: number;
  falseDiscoveryRate: number | null;
  /** Cells that alarmed, and cells whose hot spot was open. */
  cells: AreaCell[];
  /** UTC. */
  at: string;
}
