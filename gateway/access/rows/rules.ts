import { FEED_NAMES, type FeedName } from '../../../schema/vocabulary/feeds.ts';
import type { Dataset } from '../../../schema/vocabulary/datasets.ts';
import { UNJUDGED } from '../../../schema/canonical/sensitivity.ts';
import type { Access, RowAccess } from '../grants/access.ts';
import { allOf, type Filter } from '../criteria.ts';
import type { ReadableCollection, Scope } from './readable-collections.ts';
import { anyOf, levelsUpTo, NOTHING, regionFilter } from './boxes.ts';
import { conditionOf, type Resolved } from './conditions.ts';
import { laneFilter, lanesOf, type Lane } from './lanes.ts';
import { recordScope } from './record-scope.ts';

/** All that a rule decides by. */
export interface RuleInput {
  readonly access: Access;
  readonly partner: string;
  readonly resolved: Resolved;
}

/** What of a collection may be read. */
export type Rule = (input: RuleInput) => Scope;

const EVERYTHING: Scope = { filter: {} };
const NONE: Scope = { filter: NOTHING };
const isAll = (filter: Filter): boolean => Object.keys(filter).length === 0;
const isNone = (filter: Filter): boolean => filter === NOTHING;

/**
 * What of each collection a grant reaches (docs/access.md, "Rows"). A collection without a rule does not compile; there is no rule that reads
 * everything but for those who may.
 */
export const RULES: Readonly<Record<ReadableCollection, Rule>> = {
  records: (input) => ({ filter: recordScope(input) }),
  // Earlier versions go with the record as it is now.
  rawRecords: (input) => ofRecords(input, [feedsOf(input.access)], { id: '$recordId', many: false }),
  disputes: (input) => ofDisputes(input, 'disputes'),
  countedDisputes: (input) => ofDisputes(input, 'indicators'),
  searchEntries: (input) => ofRecords(input, [feedsOf(input.access)], { id: '$_id', many: false }),
  // How fresh a feed is, is told to whoever may see anything of it.
  feedStatuses: ({ access }) => ({ filter: { _id: { $in: grantedFeeds(access) } } }),
  deadLetters: ({ access, partner }) =>
    operating(access, {
      feed: {
        $in: FEED_NAMES.filter((feed) =>
          (access.datasets.get(feed) ?? []).some((row) => isUnjudgedIn(row, partner)),
        ),
      },
    }),
  repeats: ({ access }) => operating(access, feedsOf(access)),
  feedMinutes: ({ access }) => operating(access, feedsOf(access)),
  feedColumns: ({ access }) => operating(access, feedsOf(access)),
  references: ({ access, partner }) => ({
    filter: anyOf(
      FEED_NAMES.flatMap((feed) =>
        unconditional(access, feed, partner).map(({ regionPrefixes }) =>
          allOf([{ feed }, ...regionFilter(regionPrefixes, 'regionCode')]),
        ),
      ),
    ),
  }),
  links: (input) => joining(input, 'recordIds'),
  linkDecisions: (input) => joining(input, 'recordIds'),
  decisionClock: ({ access }) => (has(access, 'disputes') ? EVERYTHING : NONE),
  decisionProgress: (input) => {
    const scope = joining(input, 'decision.recordIds');
    return scope.stages === undefined
      ? scope
      : {
          filter: {},
          stages: [
            { $lookup: { from: 'decisions', localField: '_id', foreignField: '_id', as: 'decision' } },
            { $set: { decision: { $first: '$decision' } } },
            ...scope.stages,
            { $unset: 'decision' },
          ],
        };
  },
  hotSpots: (input) => ({ filter: hotSpotFilter(input) }),
  colourDecisions: (input) => {
    const filter = riskyDisputes(input, '_id');
    if (isAll(filter)) return EVERYTHING;
    if (isNone(filter)) return NONE;
    return {
      filter: {},
      stages: [
        {
          $lookup: {
            from: 'disputes',
            localField: 'disputeId',
            foreignField: '_id',
            pipeline: [{ $match: filter }, { $project: { _id: 1 } }],
            as: 'reached',
          },
        },
        { $match: { 'reached.0': { $exists: true } } },
        { $unset: 'reached' },
      ],
    };
  },
  riskRules: ({ access }) => (has(access, 'risk') ? EVERYTHING : NONE),
  events: (input) => ({ filter: eventFilter(input) }),
  eventLogs: ({ access }) => (has(access, 'risk') ? EVERYTHING : NONE),
  riskWebhooks: own,
  webhookDeliveries: own,
  savedViews: ofPartner,
  exportJobs: ofPartner,
  exportPages: ofPartner,
  grants: ({ access, partner }) => (has(access, 'access') ? EVERYTHING : { filter: { partner } }),
  accessCases: ({ access, partner }) =>
    has(access, 'access') || access.rights.has('APPROVE')
      ? EVERYTHING
      : { filter: { $or: [{ partner }, { owner: partner }] } },
  datasetTerms: () => EVERYTHING,
  auditEntries: ({ access }) => (has(access, 'access') ? EVERYTHING : NONE),
};

/** What a partner made for itself: nobody else sees or changes it, whatever their grants. */
function own({ access, partner }: RuleInput): Scope {
  return has(access, 'risk') ? { filter: { partner } } : NONE;
}

/** The same of what says nothing of anybody's data: for whoever may see anything at all. */
function ofPartner({ access, partner }: RuleInput): Scope {
  return access.datasets.size > 0 ? { filter: { partner } } : NONE;
}

function has({ datasets }: Access, dataset: Dataset): boolean {
  return (datasets.get(dataset)?.length ?? 0) > 0;
}

function grantedFeeds(access: Access): readonly FeedName[] {
  return FEED_NAMES.filter((feed) => has(access, feed));
}

function feedsOf(access: Access): Filter {
  const feeds = grantedFeeds(access);
  return feeds.length === FEED_NAMES.length ? {} : { feed: { $in: feeds } };
}

function operating(access: Access, filter: Filter): Scope {
  return has(access, 'operations') ? { filter } : NONE;
}

function unconditional({ datasets }: Access, dataset: Dataset, partner: string): readonly RowAccess[] {
  return (datasets.get(dataset) ?? []).filter((row) => conditionOf(row, partner) === null);
}

/** Whether a row reaches what nobody could read: of no place that is known, and not judged. */
function isUnjudgedIn(row: RowAccess, partner: string): boolean {
  return (
    conditionOf(row, partner) === null &&
    row.regionPrefixes === null &&
    levelsUpTo(row.sensitivity).includes(UNJUDGED.sensitivity)
  );
}

interface RecordsOf {
  /** Where the document names its record or records. */
  readonly id: string;
  readonly many: boolean;
}

/** Documents of which every record that they name may be seen. */
function ofRecords(input: RuleInput, filters: readonly Filter[], { id, many }: RecordsOf): Scope {
  const scope = recordScope(input);
  if (isAll(scope)) return EVERYTHING;
  if (isNone(scope)) return NONE;
  const path = id.slice(1);
  return {
    filter: allOf(filters.filter((filter) => !isAll(filter))),
    stages: [
      {
        $lookup: {
          from: 'records',
          localField: path,
          foreignField: '_id',
          pipeline: [{ $match: scope }, { $project: { feed: 1, sensitivity: 1, 'place.regionCode': 1 } }],
          as: 'record',
        },
      },
      {
        $match: many
          ? {
              $expr: {
                $and: [{ $isArray: id }, { $eq: [{ $size: '$record' }, { $size: { $ifNull: [id, []] } }] }],
              },
            }
          : { 'record.0': { $exists: true } },
      },
      { $unset: 'record' },
    ],
  };
}

/** What joins records, or says how they belong together. */
function joining(input: RuleInput, path: string): Scope {
  return has(input.access, 'disputes') ? ofRecords(input, [], { id: `$${path}`, many: true }) : NONE;
}

function ofDisputes(input: RuleInput, dataset: 'disputes' | 'indicators'): Scope {
  const { access, partner, resolved } = input;
  const lanes = lanesOf(access, dataset, partner, resolved);
  const filter = anyOf(lanes.map((lane) => laneFilter(lane, { id: '_id' })));
  const isPlain = lanes.every(({ kind, hasRisk }) => kind === 'WHOLE' && hasRisk);
  return isPlain ? { filter } : { filter, lanes };
}

/** Disputes whose risk may be seen, by where their id is kept. */
function riskyDisputes({ access, partner, resolved }: RuleInput, id: string): Filter {
  return anyOf(tellingLanes({ access, partner, resolved }).map((lane) => laneFilter(lane, { id })));
}

/** Lanes of the disputes of which everything may be told. */
export function tellingLanes({ access, partner, resolved }: RuleInput): readonly Lane[] {
  return lanesOf(access, 'disputes', partner, resolved).filter(({ hasRisk }) => hasRisk);
}

function eventFilter(input: RuleInput): Filter {
  const disputes = riskyDisputes(input, 'disputeId');
  const hotSpots = hotSpotFilter(input);
  if (isAll(disputes) && isAll(hotSpots)) return {};
  return anyOf(
    [
      isNone(disputes)
        ? NOTHING
        : allOf([{ disputeId: { $ne: null } }, ...(isAll(disputes) ? [] : [disputes])]),
      isNone(hotSpots) ? NOTHING : allOf([{ disputeId: null }, ...(isAll(hotSpots) ? [] : [hotSpots])]),
    ].filter((filter) => !isNone(filter)),
  );
}

/** Regions in which every feed and the risk are granted, one choice of alternatives for each; null for everywhere. */
export function hotSpotRegions({ access, partner }: RuleInput): readonly (readonly string[] | null)[] {
  return [...FEED_NAMES, 'risk' as const].map((dataset) => {
    const rows = unconditional(access, dataset, partner);
    return rows.some(({ regionPrefixes }) => regionPrefixes === null)
      ? null
      : rows.flatMap(({ regionPrefixes }) => regionPrefixes ?? []);
  });
}

/** Hot spots are counted over all records of their area. */
function hotSpotFilter(input: RuleInput): Filter {
  const choices = hotSpotRegions(input);
  if (choices.some((regions) => regions?.length === 0)) return NOTHING;
  const filters = choices.flatMap((regions) => regionFilter(regions, 'regionCode'));
  return allOf([...new Map(filters.map((filter) => [JSON.stringify(filter), filter])).values()]);
}
