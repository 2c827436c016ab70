import { canonicalJson } from '../../schema/canonical/canonical-json.ts';
import { digest } from '../../schema/canonical/ids.ts';
import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import {
  HUB_EVENT_KINDS,
  type Colour,
  type DisputeChange,
  type HubEventKind,
} from '../../schema/vocabulary/risk-terms.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { DISPUTE_CATEGORIES } from '../../schema/vocabulary/tables.ts';

/** Which events: the same for live ones (`fitsEvent`) and for stored ones (`eventFilter` of gateway/access/event-reads.ts). */
export interface EventCriteria {
  readonly kinds: readonly HubEventKind[];
  readonly colours: readonly Colour[] | null;
  readonly minScore: number | null;
  /** Division code or its beginning. */
  readonly regionPrefix: string | null;
  /** Codes of GB/T 31000 table 91, sub-classes named too. */
  readonly categories: readonly string[] | null;
  /** At least one of them. */
  readonly feeds: readonly FeedName[] | null;
  readonly subjectIds: readonly string[] | null;
  readonly codes: readonly string[] | null;
  readonly changes: readonly DisputeChange[] | null;
}

/** `input RiskEventFilter`, with stored values: feed names and category codes, not GraphQL's names of them. */
export interface EventFilterArgument {
  readonly kinds?: readonly HubEventKind[] | null;
  readonly colours?: readonly Colour[] | null;
  readonly minScore?: number | null;
  readonly regionCode?: string | null;
  readonly category?: readonly string[] | null;
  readonly feeds?: readonly FeedName[] | null;
  readonly subjectIds?: readonly string[] | null;
  readonly changes?: readonly DisputeChange[] | null;
}

/** What analysts watch for: everything but the plain changes of disputes. */
const WATCHED_KINDS = HUB_EVENT_KINDS.filter((kind) => kind !== 'DISPUTE_CHANGED');
const MAX_SUBJECTS = 100;
const REGION_PREFIX = /^\d{2,12}$/;

/** Criteria in one form, so that equal filters have equal hashes. @throws HubError HUB_BAD_REQUEST, HUB_LIMIT_EXCEEDED. */
export function eventCriteriaOf(filter: EventFilterArgument, kinds = WATCHED_KINDS): EventCriteria {
  const { regionCode = null, minScore = null, subjectIds } = filter;
  if (regionCode !== null && !REGION_PREFIX.test(regionCode)) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      `regionCode: "${regionCode.slice(0, 20)}" is no division code; write 2 to 12 digits, for example 3206 for 南通市`,
      { field: 'regionCode' },
    );
  }
  if ((subjectIds?.length ?? 0) > MAX_SUBJECTS) {
    throw new HubError(
      'HUB_LIMIT_EXCEEDED',
      `subjectIds: at most ${MAX_SUBJECTS} at once; open several streams`,
      { field: 'subjectIds' },
    );
  }
  return {
    kinds: sorted(filter.kinds) ?? kinds.toSorted(),
    colours: sorted(filter.colours),
    minScore,
    regionPrefix: regionCode,
    categories: sorted(filter.category?.flatMap(withSubCategories)),
    feeds: sorted(filter.feeds),
    subjectIds: sorted(subjectIds),
    codes: null,
    changes: sorted(filter.changes),
  };
}

/** Of `disputeChanged`: changes of one dispute or of those that the filter finds. `code` as read by `readDisputeCode`. */
export function disputeCriteriaOf(
  filter: EventFilterArgument,
  dispute: { readonly id: string | null; readonly code: string | null },
): EventCriteria {
  const criteria = eventCriteriaOf({ ...filter, kinds: ['DISPUTE_CHANGED'] });
  const { id, code } = dispute;
  return {
    ...criteria,
    ...(id === null ? {} : { subjectIds: criteria.subjectIds?.filter((one) => one === id) ?? [id] }),
    ...(code === null ? {} : { codes: [code] }),
  };
}

/** What a cursor is sealed with. */
export function filterHashOf(criteria: EventCriteria): string {
  return digest('event-filter', canonicalJson(criteria)).slice(0, 16);
}

/** What `fitsEvent` looks at. */
export type EventFacts = Pick<
  HubEvent,
  'kind' | 'colour' | 'score' | 'regionCode' | 'category' | 'feeds' | 'subjectId' | 'code' | 'changes'
>;

export function fitsEvent(criteria: EventCriteria, event: EventFacts): boolean {
  const { kinds, colours, minScore, regionPrefix, categories, feeds, subjectIds, codes, changes } = criteria;
  return (
    kinds.includes(event.kind) &&
    (subjectIds === null || subjectIds.includes(event.subjectId)) &&
    (codes === null || (event.code !== null && codes.includes(event.code))) &&
    (colours === null || (event.colour !== null && colours.includes(event.colour))) &&
    (minScore === null || (event.score !== null && event.score >= minScore)) &&
    (regionPrefix === null || event.regionCode?.startsWith(regionPrefix) === true) &&
    (categories === null || (event.category !== null && categories.includes(event.category))) &&
    (feeds === null || feeds.some((feed) => event.feeds.includes(feed))) &&
    // Other kinds have no changes to look at.
    (changes === null ||
      event.kind !== 'DISPUTE_CHANGED' ||
      changes.some((change) => event.changes.includes(change)))
  );
}

function sorted<Value extends string>(values: readonly Value[] | null | undefined): readonly Value[] | null {
  return values === null || values === undefined ? null : [...new Set(values)].toSorted();
}

function withSubCategories(code: string): readonly string[] {
  return [
    code,
    ...[...DISPUTE_CATEGORIES.values()].filter(({ parent }) => parent === code).map((sub) => sub.code),
  ];
}
