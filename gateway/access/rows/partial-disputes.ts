import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { DisputeDoc, RecordDoc } from '../../../schema/store/documents.ts';
import { allOf, type Filter } from '../criteria.ts';
import { anyOf } from './boxes.ts';
import { slimOf, viewOf, type DisputeView } from './dispute-view.ts';
import { laneFilter, type Lane } from './lanes.ts';

/** Reads for the views: of what scopes have let through. */
export interface ViewSource {
  readonly disputes: (filter: Filter, limit: number) => Promise<readonly DisputeDoc[]>;
  readonly records: (ids: readonly string[]) => Promise<readonly RecordDoc[]>;
}

/** What is asked of disputes. */
export interface Asked {
  readonly filter: Filter;
  /** True of every stored dispute whose view can match: what is not named by it is not looked at. */
  readonly narrow: Filter;
  /** What each branch may do by itself, before they come together. */
  readonly each: readonly object[];
  /** What is done with all of them. */
  readonly then: readonly object[];
}

/** An aggregation over the disputes of a caller who does not see all of them as they are stored. */
export interface PartialPlan {
  readonly views: ReadonlyMap<string, DisputeView>;
  /** Of the database when it begins with the views, else of the collection; null when there is nothing. */
  readonly of: 'DATABASE' | 'COLLECTION' | null;
  readonly stages: readonly object[];
}

/** Views that are made for one answer, at most. */
export const MOST_VIEWS = 10_000;

/**
 * Filters, orders, counts and sums work on the views, never on what is stored: views are made here and given to MongoDB beside the disputes that are
 * seen as they are.
 */
export async function partialPlan(
  lanes: readonly Lane[],
  source: ViewSource,
  asked: Asked,
  seesColour: boolean,
): Promise<PartialPlan> {
  const views = await viewsOf(lanes, source, asked.narrow, seesColour);
  const own = [{ $match: { ...asked.filter } }, ...asked.each];
  const branches = [true, false].flatMap((hasRisk) => {
    const whole = lanes.filter((lane) => lane.kind === 'WHOLE' && lane.hasRisk === hasRisk);
    if (whole.length === 0) return [];
    const reached = anyOf(whole.map((lane) => laneFilter(lane, { id: '_id' })));
    return [[{ $match: { ...reached } }, ...(hasRisk ? [] : [riskHidden(seesColour)]), ...own]];
  });
  const events = JSON.stringify([asked.filter, asked.then]).includes('workflow.events');
  const documents = [...views.values()].map((view) => slimOf(view, events));
  const unions = (pipelines: readonly (readonly object[])[]): object[] =>
    pipelines.map((pipeline) => ({ $unionWith: { coll: 'disputes', pipeline } }));
  if (documents.length > 0) {
    const stages = [{ $documents: { $literal: documents } }, ...own, ...unions(branches), ...asked.then];
    return { views, of: 'DATABASE', stages };
  }
  const [first, ...others] = branches;
  return first === undefined
    ? { views, of: null, stages: [] }
    : { views, of: 'COLLECTION', stages: [...first, ...unions(others), ...asked.then] };
}

function riskHidden(seesColour: boolean): object {
  return seesColour
    ? { $set: { risk: { $cond: [{ $gt: ['$risk.colour', ''] }, { colour: '$risk.colour' }, null] } } }
    : { $set: { risk: null } };
}

async function viewsOf(
  lanes: readonly Lane[],
  source: ViewSource,
  narrow: Filter,
  seesColour: boolean,
): Promise<ReadonlyMap<string, DisputeView>> {
  const views = new Map<string, DisputeView>();
  for (const lane of lanes.filter(({ kind }) => kind === 'VIEW')) {
    const filters = [laneFilter(lane, { id: '_id' }), narrow].filter((one) => Object.keys(one).length > 0);
    const disputes = await source.disputes(allOf(filters), MOST_VIEWS + 1);
    if (disputes.length + views.size > MOST_VIEWS) {
      throw new HubError(
        'HUB_LIMIT_EXCEEDED',
        `more than ${MOST_VIEWS} disputes would have to be made up of the records that you may see; narrow the list by region, feeds or handling`,
      );
    }
    const ids = disputes.flatMap(({ members, recurrences }) =>
      [...members, ...recurrences].map(({ recordId }) => recordId),
    );
    const records = new Map((await source.records([...new Set(ids)])).map((record) => [record._id, record]));
    for (const dispute of disputes) {
      const view = viewOf(dispute, lane, records, seesColour);
      if (view !== null) views.set(view._id, view);
    }
  }
  return views;
}
