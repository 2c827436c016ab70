import { insertOnce } from '../../schema/store/bulk-command.ts';
import type { AreaCell, AreaDayDoc } from '../../schema/store/area-days.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { AreaDetector } from '../stages/detect/area/judge.ts';
import { cellKey } from './area-counts.ts';

const CLOSED = 'area-day:';
const ALARMED = 'area-alarm:';

/** The last day that was closed, or null. */
export async function lastLoggedDay(store: Store): Promise<AreaDayDoc | null> {
  return storing(store.areaDays.findOne(withPrefix(CLOSED)).sort({ _id: -1 }).lean<AreaDayDoc>().exec());
}

/** Alarms from one day on, as `<region>:<category>` by day: of days that are closed, and in the middle of those that are not. */
export async function loggedAlarms(store: Store, first: string): Promise<Map<string, Set<string>>> {
  const rows = await storing(
    store.areaDays
      .find(
        { $or: [withPrefix(CLOSED, first), withPrefix(ALARMED, first)] },
        { day: 1, 'cells.regionCode': 1, 'cells.category': 1, 'cells.alarm': 1 },
      )
      .lean<Pick<AreaDayDoc, '_id' | 'day' | 'cells'>[]>()
      .exec(),
  );
  const alarms = new Map<string, Set<string>>();
  for (const { day, cells } of rows) {
    const ofDay = alarms.get(day) ?? new Set<string>();
    for (const cell of cells) if (cell.alarm) ofDay.add(cellKey(cell));
    alarms.set(day, ofDay);
  }
  return alarms;
}

/** Closes a day in the log, unless it is closed already: answers the row that counts. */
export async function logClosing(
  store: Store,
  day: string,
  cells: readonly AreaCell[],
  detector: AreaDetector,
  now: Date,
): Promise<AreaDayDoc> {
  return logged(store, rowOf(`${CLOSED}${day}`, 'AREA_DAY_CLOSED', day, cells, detector, now));
}

/** An alarm in the middle of a day, once for each cell and day. */
export async function logAlarm(
  store: Store,
  day: string,
  cell: AreaCell,
  detector: AreaDetector,
  now: Date,
): Promise<AreaDayDoc> {
  const id = `${ALARMED}${day}:${cellKey(cell)}`;
  return logged(store, rowOf(id, 'AREA_DAY_ALARMED', day, [cell], detector, now));
}

async function logged(store: Store, row: AreaDayDoc): Promise<AreaDayDoc> {
  if (await insertOnce(store.areaDays, row)) return row;
  return (await storing(store.areaDays.findById(row._id).lean<AreaDayDoc>().exec())) ?? row;
}

function rowOf(
  _id: string,
  kind: AreaDayDoc['kind'],
  day: string,
  cells: readonly AreaCell[],
  { rules, limits }: AreaDetector,
  now: Date,
): AreaDayDoc {
  return { _id, kind, day, ruleVersion: rules.version, ...limits, cells: [...cells], at: now.toISOString() };
}

function withPrefix(prefix: string, from = ''): { _id: { $gte: string; $lt: string } } {
  return { _id: { $gte: `${prefix}${from}`, $lt: `${prefix}~` } };
}
