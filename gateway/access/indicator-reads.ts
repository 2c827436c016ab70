import type { WorkflowEvent } from '../../schema/canonical/workflow.ts';
import { allOf, prefixFilter, type Filter } from './criteria.ts';
import { countReads, type CountReads } from './count-reads.ts';
import {
  registeredFilter,
  registeredNarrowed,
  takenFields,
  type HandlingCriteria,
} from './handling-criteria.ts';
import { inRegion } from './narrowing.ts';
import type { Reader } from './reader.ts';

/** Sums over the disputes that count. */
export interface IndicatorSums {
  readonly registered: number;
  readonly answeredInTime: number;
  readonly answeredLate: number;
  readonly settled: number;
  readonly failed: number;
  readonly followedUp: number;
  readonly satisfied: number;
  readonly closedInTime: number;
  readonly closedLate: number;
  /** Whose clock runs, and of those the ones whose deadline is over. */
  readonly running: number;
  readonly overdue: number;
  readonly referrals: number;
  readonly returns: number;
  readonly ended: number;
  readonly redone: number;
  readonly confirmed: number;
  readonly firstRight: number;
  readonly firstWrong: number;
  /** Mean time from registration to settling, ms; null when none is settled. */
  readonly meanSettleMs: number | null;
}

export interface HistoryQuery {
  readonly asOf: string;
  readonly since: string | null;
  readonly regionPrefix?: string;
  readonly kinds: readonly string[];
}

export type HistoryEvent = Pick<WorkflowEvent, 'seq' | 'kind' | 'at' | 'data'>;

/** Reads that add up over many disputes, in the store. */
export interface IndicatorReads extends CountReads {
  indicatorSums(criteria: HandlingCriteria, now: Date): Promise<IndicatorSums>;
  /** The times from registration to settling at these places of their order, ms, the shortest first. */
  settleTimes(criteria: HandlingCriteria, skip: number, limit: number): Promise<readonly number[]>;
  /** Events of each dispute in their order, those before `asOf` alone. */
  workflowHistories(query: HistoryQuery, limit: number): Promise<readonly (readonly HistoryEvent[])[]>;
}

export function indicatorReads(reader: Reader): IndicatorReads {
  return {
    ...countReads(reader),
    indicatorSums: async (criteria, now) => {
      const [found] = await reader.aggregate<Partial<IndicatorSums>>(
        'countedDisputes',
        registeredFilter(criteria),
        [...takenFields(SUMMED, criteria), { $group: sumsAsOf(now.toISOString()) }, { $unset: '_id' }],
        registeredNarrowed(criteria),
      );
      return { ...NOTHING, ...found };
    },
    settleTimes: async (criteria, skip, limit) => {
      const settled = allOf([registeredFilter(criteria), SETTLED]);
      const found = await reader.aggregate<{ ms: number }>(
        'countedDisputes',
        settled,
        [
          ...takenFields({ ms: SETTLE_MS }, criteria),
          { $sort: { ms: 1 } },
          { $skip: skip },
          { $limit: limit },
        ],
        registeredNarrowed(criteria),
      );
      return found.map(({ ms }) => ms);
    },
    workflowHistories: async (query, limit) => {
      const found = await reader.aggregate<{ events: HistoryEvent[] }>(
        'countedDisputes',
        historyFilter(query),
        [{ $limit: limit }, { $project: { _id: 0, events: eventsOf(query) } }],
        allOf([handledBefore(query), ...inRegion(query.regionPrefix)]),
      );
      return found.map(({ events }) => events);
    },
  };
}

const NOTHING: IndicatorSums = {
  registered: 0,
  answeredInTime: 0,
  answeredLate: 0,
  settled: 0,
  failed: 0,
  followedUp: 0,
  satisfied: 0,
  closedInTime: 0,
  closedLate: 0,
  running: 0,
  overdue: 0,
  referrals: 0,
  returns: 0,
  ended: 0,
  redone: 0,
  confirmed: 0,
  firstRight: 0,
  firstWrong: 0,
  meanSettleMs: null,
};

/** What `sumsAsOf` looks at; the index `registered` has all of it. */
const SUMMED = Object.fromEntries(
  [
    'registeredAt',
    'settledAt',
    'state',
    'dueAt',
    'satisfaction',
    'confirmation.status',
    'facts.answers.inTime',
    'facts.answers.late',
    'facts.answerDueAt',
    'facts.closings.inTime',
    'facts.closings.late',
    'facts.outcome',
    'facts.referrals',
    'facts.returns',
    'facts.redos',
    'facts.hasEnded',
    'facts.firstDispatch',
  ].map((field) => [`workflow.${field}`, 1]),
);
const SETTLED: Filter = { 'workflow.facts.outcome': 'SETTLED', 'workflow.settledAt': { $gt: '' } };
const SETTLE_MS = {
  $dateDiff: {
    startDate: { $toDate: '$workflow.registeredAt' },
    endDate: { $toDate: '$workflow.settledAt' },
    unit: 'millisecond',
  },
};

function sumsAsOf(now: string): object {
  const facts = '$workflow.facts';
  const one = (condition: object): object => ({ $sum: { $cond: [condition, 1, 0] } });
  const is = (field: string, ...values: readonly string[]): object => ({ $in: [field, values] });
  /** A time of the workflow that is set and over. */
  const over = (field: string): object => ({ $and: [{ $gt: [field, ''] }, { $lt: [field, now] }] });
  const settled = { $and: [is(`${facts}.outcome`, 'SETTLED'), { $gt: ['$workflow.settledAt', ''] }] };
  return {
    _id: null,
    registered: { $sum: 1 },
    answeredInTime: { $sum: `${facts}.answers.inTime` },
    answeredLate: {
      $sum: {
        $add: [
          `${facts}.answers.late`,
          { $cond: [{ $and: [is('$workflow.state', 'REFERRED'), over(`${facts}.answerDueAt`)] }, 1, 0] },
        ],
      },
    },
    settled: one(is(`${facts}.outcome`, 'SETTLED')),
    failed: one(is(`${facts}.outcome`, 'FAILED', 'LITIGATED')),
    followedUp: one({ $gt: ['$workflow.satisfaction', null] }),
    satisfied: one(is('$workflow.satisfaction', 'FAIRLY_SATISFIED', 'SATISFIED', 'VERY_SATISFIED')),
    closedInTime: { $sum: `${facts}.closings.inTime` },
    closedLate: {
      $sum: { $add: [`${facts}.closings.late`, { $cond: [over('$workflow.dueAt'), 1, 0] }] },
    },
    running: one({ $gt: ['$workflow.dueAt', ''] }),
    overdue: one(over('$workflow.dueAt')),
    referrals: { $sum: `${facts}.referrals` },
    returns: { $sum: `${facts}.returns` },
    ended: one({ $eq: [`${facts}.hasEnded`, true] }),
    redone: one({ $and: [{ $eq: [`${facts}.hasEnded`, true] }, { $gt: [`${facts}.redos`, 0] }] }),
    confirmed: one({
      $and: [is(`${facts}.outcome`, 'SETTLED'), is('$workflow.confirmation.status', 'CONFIRMED')],
    }),
    firstRight: one(is(`${facts}.firstDispatch`, 'RIGHT')),
    firstWrong: one(is(`${facts}.firstDispatch`, 'WRONG')),
    meanSettleMs: { $avg: { $cond: [settled, SETTLE_MS, null] } },
  };
}

function historyFilter(query: HistoryQuery): Filter {
  return allOf([handledBefore(query), ...prefixFilter('regionCode', query.regionPrefix)]);
}

function handledBefore({ asOf, since }: HistoryQuery): Filter {
  return allOf([
    { state: { $ne: 'MERGED' } },
    { 'workflow.registeredAt': { $gt: '', $lt: asOf } },
    ...(since === null ? [] : [{ 'workflow.events.at': { $gte: since } }]),
  ]);
}

function eventsOf({ asOf, kinds }: HistoryQuery): object {
  const counted = { $and: [{ $lt: ['$$event.at', asOf] }, { $in: ['$$event.kind', kinds] }] };
  return {
    $map: {
      input: { $filter: { input: '$workflow.events', as: 'event', cond: counted } },
      as: 'event',
      in: { seq: '$$event.seq', kind: '$$event.kind', at: '$$event.at', data: '$$event.data' },
    },
  };
}
