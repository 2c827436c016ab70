/** What tells whether records may be withdrawn for missing from a file of their day. */
export interface Absences {
  /** Rows of the file, refused ones included. */
  readonly rows: number;
  readonly unreadableRows: number;
  readonly otherDayRows: number;
  readonly endsWithLineEnd: boolean;
  /** No later file of the day was decided before. */
  readonly isNewest: boolean;
  /** The file's time is later than the hub's clock. */
  readonly isAhead: boolean;
  readonly confirmed: boolean;
  /** Known records that should be in the file, those included that it lacks. */
  readonly known: number;
  readonly missing: number;
  /** Of the missing those that would stand behind the last row. */
  readonly missingBehindLast: number;
  readonly mostPercent: number;
}

/** Why nothing was withdrawn, and what to do about it. */
export interface Guard {
  readonly guard:
    | 'OLDER_FILE'
    | 'AS_OF_AHEAD'
    | 'UNREADABLE_ROWS'
    | 'CUT_OFF'
    | 'OTHER_DAY'
    | 'NO_ROWS'
    | 'END_MISSING'
    | 'TOO_MANY';
  readonly why: string;
}

/** Of fewer records a single one is too large a share. */
const PERCENT_FROM = 10;
/** The last two of a day are deleted together hardly ever; a file whose end is missing lacks them always. */
const BEHIND_LAST_MOST = 1;
const CONFIRM = 'if they are really gone, drop the file again with ".confirmed" before its ending';

/**
 * Whether something about the file makes it doubtful that what it lacks is gone; null when nothing does. The first five cannot be
 * confirmed away: such a file says nothing about what it lacks.
 */
export function guardOf(absences: Absences): Guard | null {
  const { rows, known, missing, missingBehindLast, mostPercent, confirmed } = absences;
  if (!absences.isNewest) {
    return {
      guard: 'OLDER_FILE',
      why: 'a file of the same day with a later as-of time was taken before this one',
    };
  }
  if (absences.isAhead) {
    return {
      guard: 'AS_OF_AHEAD',
      why: 'the as-of time in its name lies ahead of the hub’s clock; correct the name or the clock',
    };
  }
  if (absences.unreadableRows > 0) {
    return {
      guard: 'UNREADABLE_ROWS',
      why: `${absences.unreadableRows} of its rows cannot be read, not even their number; mend them (see the dead letters) and drop the file again`,
    };
  }
  if (!absences.endsWithLineEnd) {
    return { guard: 'CUT_OFF', why: 'its last row has no line end: it was cut off; export it again, whole' };
  }
  if (absences.otherDayRows > 0) {
    return {
      guard: 'OTHER_DAY',
      why: `${absences.otherDayRows} of its rows were registered on another day than the one in its name; name it after its day`,
    };
  }
  if (confirmed || missing === 0) return null;
  if (rows === 0) return { guard: 'NO_ROWS', why: `it has no rows; export it again, or ${CONFIRM}` };
  if (missingBehindLast > BEHIND_LAST_MOST) {
    return {
      guard: 'END_MISSING',
      why: `${missingBehindLast} of the missing stand behind its last row: its end seems to be missing; export it again, or ${CONFIRM}`,
    };
  }
  const percent = (100 * missing) / known;
  if (known >= PERCENT_FROM && percent > mostPercent) {
    return {
      guard: 'TOO_MANY',
      why: `${missing} of ${known} known records are missing, more than withdrawals.most.percent (${mostPercent}); look at the export, then ${CONFIRM}, or raise the key`,
    };
  }
  return null;
}
