import { DISPUTE_CATEGORIES } from '../../schema/vocabulary/tables.ts';
import type { ReferenceKind } from '../../schema/canonical/reference.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { markFilter, type HandlingMark } from './handling-marks.ts';

/** A MongoDB filter made by this folder from typed criteria; never from what a caller sent. */
export type Filter = Readonly<Record<string, unknown>>;

/** From `from` (included) to `to` (not included), RFC 3339 with offset; null leaves a side open. */
export interface InstantRange {
  readonly from: string | null;
  readonly to: string | null;
}

export interface RecordCriteria {
  /** GB/T 31000 table 91 codes; a class of 2 digits includes its sub-classes. */
  readonly categories?: readonly string[];
  /** Division code or its beginning: digits only. */
  readonly regionPrefix?: string;
  readonly natures?: readonly string[];
  readonly states?: readonly string[];
  readonly reported?: InstantRange;
  /** By the effective source time, which orders versions. */
  readonly updated?: InstantRange;
  /** Code of the grid in which it happened: of the feed `grid` alone. */
  readonly gridCode?: string;
}

export interface ReferenceCriteria {
  readonly kind: ReferenceKind;
  readonly regionPrefix?: string;
  /** A piece of the name. */
  readonly namePart?: string;
  readonly states?: readonly string[];
  readonly communityCode?: string;
  readonly committeeCode?: string;
  /** Of a mediator. */
  readonly speciality?: string;
}

/** How disputes are handled; what nobody registered fits none of it. */
export interface HandledCriteria {
  readonly states?: readonly string[];
  readonly registered?: InstantRange;
  readonly due?: InstantRange;
  readonly isSupervised?: boolean;
  /** Name of the agency, or code of the committee, of the last referral. */
  readonly agency?: string;
  /** What the indicators count it under, as of a moment. */
  readonly countsAs?: { readonly mark: HandlingMark; readonly asOf: Date };
}

export interface DisputeCriteria {
  /** Among these. */
  readonly ids?: readonly string[];
  /** At least one record of every feed. */
  readonly feeds?: readonly FeedName[];
  readonly categories?: readonly string[];
  /** As triaged, or else as the records say. */
  readonly categoriesThatHold?: readonly string[];
  readonly regionPrefix?: string;
  readonly states: readonly string[];
  readonly opened?: InstantRange;
  readonly active?: InstantRange;
  readonly minRecords?: number;
  /** At least one of these records. */
  readonly recordIds?: readonly string[];
  /** One of these colours holds. */
  readonly colours?: readonly string[];
  readonly minScore?: number;
  /** Whether a machine's RED waits for a person. */
  readonly awaitsConfirmation?: boolean;
  /** Those that were scored. */
  readonly isScored?: true;
  readonly handled?: HandledCriteria;
}

/** Position in a list that is ordered by a text or a number and then by id. */
export interface KeysetPosition<At extends string | number = string> {
  readonly at: At;
  readonly id: string;
}

export type Direction = 'ASC' | 'DESC';

export function recordFilter(feed: FeedName, criteria: RecordCriteria): Filter {
  return allOf([
    { feed },
    ...categoryFilter('category', criteria.categories),
    ...prefixFilter('place.regionCode', criteria.regionPrefix),
    ...listFilter('nature', criteria.natures),
    ...listFilter('state', criteria.states),
    ...instantFilter('reportedAt', criteria.reported),
    ...versionFilter(criteria.updated),
    ...equalFilter('details.gridCode', criteria.gridCode),
  ]);
}

export function referenceFilter(feed: FeedName, criteria: ReferenceCriteria): Filter {
  const { kind, regionPrefix, namePart, states, communityCode, committeeCode, speciality } = criteria;
  return allOf([
    { feed, kind },
    ...prefixFilter('regionCode', regionPrefix),
    ...(namePart === undefined ? [] : [{ name: { $regex: literally(namePart) } }]),
    ...listFilter('state', states),
    ...equalFilter('communityCode', communityCode),
    ...equalFilter('committeeCode', committeeCode),
    ...equalFilter('details.specialities', speciality),
  ]);
}

export function disputeFilter(criteria: DisputeCriteria): Filter {
  return allOf([
    ...listFilter('_id', criteria.ids),
    ...listFilter('state', criteria.states),
    ...(criteria.feeds === undefined || criteria.feeds.length === 0
      ? []
      : [{ feeds: { $all: criteria.feeds } }]),
    ...categoryFilter('category', criteria.categories),
    ...categoryThatHoldsFilter(criteria.categoriesThatHold),
    ...prefixFilter('regionCode', criteria.regionPrefix),
    ...instantFilter('openedAt', criteria.opened),
    ...instantFilter('lastActivityAt', criteria.active),
    ...(criteria.minRecords === undefined || criteria.minRecords < 2
      ? []
      : [{ [`members.${criteria.minRecords - 1}`]: { $exists: true } }]),
    ...listFilter('members.recordId', criteria.recordIds),
    ...riskFilter(criteria),
    ...handledFilter(criteria.handled),
  ]);
}

function handledFilter(handled: HandledCriteria | undefined): readonly Filter[] {
  if (handled === undefined) return [];
  const { states, registered, due, isSupervised, agency, countsAs } = handled;
  return [
    { 'workflow.registeredAt': { $gt: '' } },
    ...listFilter('workflow.state', states),
    ...utcFilter('workflow.registeredAt', registered),
    ...(due === undefined ? [] : [{ 'workflow.dueAt': { $gt: '' } }, ...utcFilter('workflow.dueAt', due)]),
    ...(isSupervised === undefined ? [] : [{ 'workflow.supervised': isSupervised }]),
    ...(countsAs === undefined ? [] : [markFilter(countsAs.mark, countsAs.asOf)]),
    ...agencyFilter(agency),
  ];
}

/** Disputes that were last referred to an agency or committee. */
export function agencyFilter(agency: string | undefined): readonly Filter[] {
  return agency === undefined
    ? []
    : [{ $or: [{ 'workflow.facts.agency': agency }, { 'workflow.facts.committeeCode': agency }] }];
}

/** Disputes in one of these categories as triaged, or else as their records say. */
export function categoryThatHoldsFilter(codes: readonly string[] | undefined): readonly Filter[] {
  if (codes === undefined) return [];
  const asTriaged = allOf(categoryFilter('workflow.category', codes));
  const asRecorded = allOf([{ 'workflow.category': null }, ...categoryFilter('category', codes)]);
  return [{ $or: [asTriaged, asRecorded] }];
}

/** As `DisputeRisk.awaitsConfirmation` says it. */
const AWAITS_CONFIRMATION: Filter = {
  'risk.colour': 'RED',
  'risk.confirmed': false,
  'risk.decision': null,
};

function riskFilter({ colours, minScore, awaitsConfirmation, isScored }: DisputeCriteria): readonly Filter[] {
  return [
    ...listFilter('risk.colour', colours),
    ...(minScore === undefined ? [] : [{ 'risk.score': { $gte: minScore } }]),
    ...(awaitsConfirmation === undefined
      ? []
      : [awaitsConfirmation ? AWAITS_CONFIRMATION : { $nor: [AWAITS_CONFIRMATION] }]),
    // As the index has it: disputes that were not scored have no entry.
    ...(isScored === undefined ? [] : [{ 'risk.score': { $gte: 0 } }]),
  ];
}

/** What lies behind a position; the plain bound beside the alternatives lets the index start there. */
export function afterFilter(
  field: string,
  direction: Direction,
  after: KeysetPosition<string | number> | null,
): readonly Filter[] {
  if (after === null) return [];
  const beyond = direction === 'ASC' ? '$gt' : '$lt';
  const fromThere = direction === 'ASC' ? '$gte' : '$lte';
  // Equal times follow each other by id: upwards in a descending list, downwards in an ascending one, as one index gives them.
  const nextId = direction === 'ASC' ? '$lt' : '$gt';
  return [
    { [field]: { [fromThere]: after.at } },
    { $or: [{ [field]: { [beyond]: after.at } }, { [field]: after.at, _id: { [nextId]: after.id } }] },
  ];
}

/** The sort that goes with `afterFilter`. */
export function keysetSort(field: string, direction: Direction): Readonly<Record<string, 1 | -1>> {
  return direction === 'ASC' ? { [field]: 1, _id: -1 } : { [field]: -1, _id: 1 };
}

export function allOf(filters: readonly Filter[]): Filter {
  if (filters.length === 0) return {};
  return filters.length === 1 ? (filters[0] ?? {}) : { $and: filters };
}

/** A regular expression that matches the text itself. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function equalFilter(field: string, value: string | undefined): readonly Filter[] {
  return value === undefined ? [] : [{ [field]: value }];
}

function listFilter(field: string, values: readonly string[] | undefined): readonly Filter[] {
  return values === undefined ? [] : [{ [field]: { $in: values } }];
}

/** In one of these GB/T 31000 table 91 codes; a class of 2 digits includes its sub-classes. */
export function categoryFilter(field: string, codes: readonly string[] | undefined): readonly Filter[] {
  return listFilter(field, withSubCategories(codes));
}

export function withSubCategories(codes: readonly string[] | undefined): readonly string[] | undefined {
  return codes?.flatMap((code) => [
    code,
    ...[...DISPUTE_CATEGORIES.values()].filter(({ parent }) => parent === code).map((sub) => sub.code),
  ]);
}

export function prefixFilter(field: string, prefix: string | undefined): readonly Filter[] {
  return prefix === undefined ? [] : [{ [field]: rangeWithin(prefix) }];
}

/** Codes that begin so. */
export function rangeWithin(prefix: string): Filter {
  // ':' is the character after '9'.
  return { $gte: prefix, $lt: `${prefix}:` };
}

const WIDEST_OFFSET_MS = 14 * 3_600_000;

/**
 * Times are stored with the offset that the agency wrote, so their texts do not sort by instant. The bounds on the text, as wide as offsets
 * can be, let an index serve; the expression decides exactly.
 */
function instantFilter(field: string, range: InstantRange | undefined): readonly Filter[] {
  if (range === undefined) return [];
  return [...textBounds(field, range), ...isWithin(field, range).map((exact) => ({ $expr: exact }))];
}

/** True of whatever is in the range, by its text: and of what is outside it by less than offsets can make. */
export function textBounds(field: string, { from, to }: InstantRange): readonly Filter[] {
  return [
    ...(from === null ? [] : [{ [field]: { $gte: wallClock(Date.parse(from) - WIDEST_OFFSET_MS) } }]),
    ...(to === null ? [] : [{ [field]: { $lt: wallClock(Date.parse(to) + WIDEST_OFFSET_MS) } }]),
  ];
}

/** Expressions that tell exactly which of these are in the range: the text is read as a time only where it is near an end. */
export function isWithin(field: string, { from, to }: InstantRange): readonly object[] {
  const text = `$${field}`;
  const instant = { $dateFromString: { dateString: text } };
  return [
    ...(from === null
      ? []
      : [
          {
            $or: [
              { $gte: [text, wallClock(Date.parse(from) + WIDEST_OFFSET_MS)] },
              { $gte: [instant, new Date(from)] },
            ],
          },
        ]),
    ...(to === null
      ? []
      : [
          {
            $or: [
              { $lt: [text, wallClock(Date.parse(to) - WIDEST_OFFSET_MS)] },
              { $lt: [instant, new Date(to)] },
            ],
          },
        ]),
  ];
}

function wallClock(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 19);
}

/** Of times that the hub writes itself: in UTC, so that their texts sort by instant. */
export function utcFilter(field: string, range: InstantRange | undefined): readonly Filter[] {
  if (range === undefined) return [];
  return [
    ...(range.from === null ? [] : [{ [field]: { $gte: new Date(range.from).toISOString() } }]),
    ...(range.to === null ? [] : [{ [field]: { $lt: new Date(range.to).toISOString() } }]),
  ];
}

/** `versionKey` begins with the UTC instant, so its text sorts by instant. */
function versionFilter(range: InstantRange | undefined): readonly Filter[] {
  return utcFilter('versionKey', range);
}
