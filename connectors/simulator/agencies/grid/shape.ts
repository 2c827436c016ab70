import { reachedMs, type VersionPlan } from '../../timeline/plan.ts';
import type { Report } from '../../timeline/report.ts';
import {
  communityCodeOf,
  communityOfGrid,
  gridCodeOf,
  gridNameOf,
  GRIDS_PER_STREET,
} from '../../city/grids.ts';
import { localTime } from '../../writing/time.ts';

/** One row of the grid platform's event table; times are local without an offset, as PostgreSQL's `timestamp` keeps them. */
export interface GridEvent {
  readonly event_no: string;
  readonly event_class: string;
  readonly event_subclass: string;
  readonly description: string;
  readonly grid_code: string;
  readonly grid_name: string;
  readonly region_code: string;
  /** 12 digits: the community that the grid belongs to. */
  readonly community_code: string;
  readonly address: string;
  readonly reporter_name: string | null;
  readonly reporter_phone: string | null;
  readonly counterparty: string | null;
  readonly people_involved: number | null;
  readonly stage: string;
  readonly reported_at: string;
  readonly occurred_at: string | null;
  readonly updated_at: string;
  readonly closed_at: string | null;
  readonly result: string | null;
}

/** The row as the grid platform holds it at this version. */
export function gridEvent(report: Report, version: VersionPlan): GridEvent {
  const { caller, address, narrative } = version.corrected ? report.right : report.first;
  const { street } = report;
  const [cls = '', sub = ''] = report.classes;
  const grid = 1 + Math.floor(report.dice('grid') * GRIDS_PER_STREET);
  const handledMs = reachedMs(version, 1);
  const closedMs = reachedMs(version, 2);
  const orNull = (text: string): string | null => (text === '' ? null : text);
  return {
    event_no: report.number,
    event_class: cls,
    event_subclass: sub,
    description: narrative,
    grid_code: gridCodeOf(street, grid),
    grid_name: gridNameOf(street, grid),
    region_code: street.code,
    community_code: communityCodeOf(street, communityOfGrid(street, grid)),
    address,
    reporter_name: orNull(caller.name),
    reporter_phone: orNull(caller.phone),
    counterparty: report.counterparty?.name ?? null,
    people_involved: report.people,
    stage: version.withdrawn ? '作废' : closedMs !== null ? '结案' : handledMs !== null ? '处置' : '上报',
    reported_at: localTime(report.reportedMs),
    occurred_at: report.occurredMs === null ? null : localTime(report.occurredMs),
    updated_at: localTime(version.sourceMs),
    closed_at: closedMs === null ? null : localTime(closedMs),
    result: handledMs === null && closedMs === null ? null : report.outcome,
  };
}
