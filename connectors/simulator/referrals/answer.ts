import { stateLabelOf, type WorkflowState } from '../../../schema/vocabulary/workflow-terms.ts';
import { feedCodes } from '../../../schema/vocabulary/tables.ts';
import type { CourtCase } from '../agencies/court/shape.ts';
import type { GridEvent } from '../agencies/grid/shape.ts';
import type { HotlineTicket } from '../agencies/hotline12345/shape.ts';
import type { PoliceRow } from '../agencies/police110/shape.ts';
import type { CityVersion } from '../timeline/city-of.ts';
import { localTime, rfc3339 } from '../writing/time.ts';

/** What the hub told an agency of a dispute that records of its own are in. */
export interface Told {
  /** The dispute's code (一案一码). */
  readonly code: string;
  readonly state: WorkflowState;
  readonly note: string | null;
}

/** States in which an agency closes its own record. */
const OVER: readonly Told['state'][] = ['CLOSED', 'FOLLOWED_UP', 'WITHDRAWN'];
const SETTLED: readonly Told['state'][] = ['AGREED', 'CONFIRMED', 'PERFORMING', 'FOLLOWED_UP', 'CLOSED'];
const OUTCOMES = new Map(feedCodes('court.close_outcome').map(({ code, label }) => [code, label]));

/**
 * The record as its agency keeps it after it was told: the dispute's code quoted in the agency's own columns, the stage moved on. Pure: the
 * same told gives the same version. Null for a record that was taken back, which nobody works on, and for agencies that are told nothing.
 */
export function answered(version: CityVersion, told: Told, atMs: number): CityVersion | null {
  const sourceTime = rfc3339(atMs);
  const common = { sourceTime, visibleMs: atMs, change: 'progress' } as const;
  switch (version.agency) {
    case 'hotline12345': {
      const body = ticketAfter(version.body, told, sourceTime);
      return body === null ? null : { ...version, ...common, body };
    }
    case 'grid': {
      const body = eventAfter(version.body, told, localTime(atMs));
      return body === null ? null : { ...version, ...common, body };
    }
    case 'court': {
      const body = caseAfter(version.body, told, sourceTime);
      return body === null ? null : { ...version, ...common, body };
    }
    case 'police110': {
      const body = incidentAfter(version.body, told, localTime(atMs));
      return body === null ? null : { ...version, ...common, body };
    }
    case 'open311':
      return null;
  }
}

/** `一案一码T-320612-261124-K7QF27，转办：请受理` */
function wordsOf({ code, state, note }: Told): string {
  return `一案一码${code}，${stateLabelOf(state)}${note === null ? '' : `：${note}`}`;
}

function ticketAfter(ticket: HotlineTicket, told: Told, at: string): HotlineTicket | null {
  if (ticket.stage === '撤回') return null;
  const over = OVER.includes(told.state);
  return {
    ...ticket,
    updatedAt: at,
    stage: over ? '已结案' : ticket.stage === '已受理' ? '已派遣' : ticket.stage,
    reply: wordsOf(told),
    repliedAt: at,
    closedAt: over ? (ticket.closedAt ?? at) : ticket.closedAt,
  };
}

function eventAfter(event: GridEvent, told: Told, at: string): GridEvent | null {
  if (event.stage === '作废') return null;
  const over = OVER.includes(told.state);
  return {
    ...event,
    updated_at: at,
    stage: over ? '结案' : event.stage === '上报' ? '处置' : event.stage,
    closed_at: over ? (event.closed_at ?? at) : event.closed_at,
    result: wordsOf(told),
  };
}

const QUOTED = /（一案一码[^）]*）/;

/** The court's export has no column for remarks: the code stands behind the claims. */
function caseAfter(one: CourtCase, told: Told, at: string): CourtCase | null {
  if (one.caseStatus.code === '13') return null;
  const ended = told.state === 'FAILED' || SETTLED.includes(told.state);
  const code = told.state === 'FAILED' ? '5' : '1';
  const result = { code, name: OUTCOMES.get(code) ?? '' };
  return {
    ...one,
    updatedAt: at,
    claims: `${one.claims.replace(QUOTED, '')}（一案一码${told.code}）`,
    ...(ended
      ? {
          caseStatus: { code: '11', name: '结案' },
          closedAt: one.closedAt ?? at,
          outcome: wordsOf(told),
          result: one.result ?? result,
        }
      : one.closedAt === null
        ? { caseStatus: { code: '5', name: '调解中' } }
        : {}),
  };
}

function incidentAfter(row: PoliceRow, told: Told, at: string): PoliceRow | null {
  if (row.status === '1000') return null;
  return { ...row, status: '1005', fksj: at, fkjg: wordsOf(told), gxsj: at };
}
