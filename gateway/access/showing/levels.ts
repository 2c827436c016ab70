import { SENSITIVITIES, UNJUDGED, type Sensitivity } from '../../../schema/canonical/sensitivity.ts';
import type { Dataset } from '../../../schema/vocabulary/datasets.ts';
import {
  DISCLOSURE_LEVELS,
  SENSITIVE_KINDS,
  type DisclosureLevel,
  type SensitiveKind,
} from '../../../schema/vocabulary/disclosure.ts';
import type { FeedName } from '../../../schema/vocabulary/feeds.ts';
import type { Access, RowAccess } from '../grants/access.ts';

/** How much is shown of each kind of value. */
export type Levels = Readonly<Record<SensitiveKind, DisclosureLevel>>;

/** What decides which rows of a dataset reach something. */
export interface Standing {
  /** Null where it was not read: then only what every row shows is shown. */
  readonly sensitivity: Sensitivity | null;
  /** Null where it is not known: then regions say nothing. */
  readonly regionCode: string | null;
  /** Whether a row that is only about certain disputes is about one that this belongs to. */
  readonly holds: Holds;
}

export type Holds = (row: RowAccess) => boolean;

/** Which rows that are about certain disputes only hold for something. */
export interface Holding {
  ofRecord(recordId: string): Holds;
  ofDispute(disputeId: string): Holds;
}

export const ALL_CLEAR: Levels = all('CLEAR');
export const ALL_WITHHELD: Levels = all('WITHHELD');

/** Each kind at the level that shows less. */
export function strictest(levels: readonly Levels[]): Levels {
  return levels.length === 0 ? ALL_WITHHELD : levels.reduce(stricter);
}

/** Each kind at the most open level of the rows of a dataset that reach something; nothing where none does. */
export function levelsAt(access: Access, dataset: Dataset, standing: Standing): Levels {
  const rows = access.datasets.get(dataset) ?? [];
  const reaching = rows.filter((row) => reaches(row, standing));
  if (reaching.length === 0) return ALL_WITHHELD;
  const levels = reaching.map((row) => row.levels);
  // Which of these rows reach what is guarded cannot be told.
  return levels.reduce(standing.sensitivity === null ? stricter : moreOpen);
}

/** Each kind at the least open level of all rows of a dataset: for what is read without what decides about rows. */
export function levelsOfAll(access: Access, dataset: Dataset): Levels {
  return strictest((access.datasets.get(dataset) ?? []).map(({ levels }) => levels));
}

/** Of each feed that something is derived from, by its `reach`: the strictest over its records of that feed. */
export function levelsByFeed(
  access: Access,
  { feeds, reach }: { readonly feeds: readonly FeedName[]; readonly reach?: readonly string[] | undefined },
  holds: Holds,
): ReadonlyMap<FeedName, Levels> {
  const standings = reach?.map(readReach) ?? [];
  return new Map(
    feeds.map((feed) => {
      const levels = standings
        .filter((one) => one.feed === feed)
        .map(({ sensitivity, regionCode }) => levelsAt(access, feed, { sensitivity, regionCode, holds }));
      // What was written before it carried its reach.
      return [feed, levels.length === 0 ? levelsOfAll(access, feed) : strictest(levels)];
    }),
  );
}

/** Whether everything is shown as it is, whatever is read. */
export function showsAll(access: Access): boolean {
  return [...access.datasets.values()].every((rows) => rows.every(({ levels }) => isAllClear(levels)));
}

export function isAllClear(levels: Levels): boolean {
  if (levels === ALL_CLEAR) return true;
  const known = clear.get(levels);
  if (known !== undefined) return known;
  const isClear = SENSITIVE_KINDS.every((kind) => levels[kind] === 'CLEAR');
  clear.set(levels, isClear);
  return isClear;
}

const clear = new WeakMap<Levels, boolean>();

function reaches(row: RowAccess, { sensitivity, regionCode, holds }: Standing): boolean {
  return (
    (sensitivity === null || SENSITIVITIES.indexOf(sensitivity) <= SENSITIVITIES.indexOf(row.sensitivity)) &&
    (row.regionPrefixes === null ||
      regionCode === null ||
      row.regionPrefixes.some((prefix) => regionCode.startsWith(prefix))) &&
    ((!row.ownReferralsOnly && row.disputeIds === null) || holds(row))
  );
}

/** `reachOf` read back. */
function readReach(text: string): { feed: string; sensitivity: Sensitivity; regionCode: string | null } {
  const [feed = '', level, regionCode = ''] = text.split('|');
  const sensitivity = SENSITIVITIES.find((one) => one === level) ?? UNJUDGED.sensitivity;
  return { feed, sensitivity, regionCode: regionCode === '' ? null : regionCode };
}

const stricter = joining(Math.max);
const moreOpen = joining(Math.min);

/**
 * Joins two levels kind by kind. The same two give the same object, and one of the two where it says all: a page of documents is shown by a handful of
 * levels, which come of the rows of an access, and what is made of them is kept as long as these are.
 */
function joining(choose: (...places: number[]) => number): (one: Levels, other: Levels) => Levels {
  const known = new WeakMap<Levels, WeakMap<Levels, Levels>>();
  return (one, other) => {
    if (one === other) return one;
    const withOne = known.get(one) ?? new WeakMap<Levels, Levels>();
    known.set(one, withOne);
    const joined = withOne.get(other) ?? join(one, other, choose);
    withOne.set(other, joined);
    return joined;
  };
}

function join(one: Levels, other: Levels, choose: (...places: number[]) => number): Levels {
  const joined = Object.fromEntries(
    SENSITIVE_KINDS.map((kind) => {
      const places = [one, other].map((levels) => DISCLOSURE_LEVELS.indexOf(levels[kind]));
      return [kind, DISCLOSURE_LEVELS[choose(...places)]];
    }),
  ) as Record<SensitiveKind, DisclosureLevel>;
  const same = [one, other].find((levels) => SENSITIVE_KINDS.every((kind) => levels[kind] === joined[kind]));
  return same ?? Object.freeze(joined);
}

function all(level: DisclosureLevel): Levels {
  return Object.freeze(Object.fromEntries(SENSITIVE_KINDS.map((kind) => [kind, level]))) as Levels;
}
