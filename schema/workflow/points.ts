import type { WorkflowEvent } from '../canonical/workflow.ts';
import type { Move } from '../vocabulary/workflow-moves.ts';
import type { Satisfaction, Urgency } from '../vocabulary/workflow-terms.ts';
import { POINTS_RULES as RULES } from './points-rules.ts';

/** Where points come from. */
export const POINT_PARTS = [
  'SESSIONS',
  'ACCEPTED',
  'AGREEMENTS',
  'DIFFICULTY',
  'SATISFACTION',
  'OVERDUE',
  'REDOS',
] as const;
export type PointPart = (typeof POINT_PARTS)[number];

export interface PointsPart {
  readonly part: PointPart;
  /** How many things they were given for. */
  readonly count: number;
  readonly points: number;
}

export interface Points {
  /** Agency that had the dispute in hand; of a mediation committee its code. */
  readonly agency: string;
  /** Mediator as the sittings name them; null: the agency's own. Two of one name in one agency are one here. */
  readonly mediator: string | null;
  readonly points: number;
  readonly parts: readonly PointsPart[];
}

/** One thing that points are given for. */
interface Award {
  readonly agency: string;
  readonly mediator: string | null;
  readonly part: PointPart;
  readonly points: number;
}

/** Moves that give points, or say to whom: all that `pointsOf` looks at. */
export const POINTED_MOVES: readonly Move[] = [
  'TRIAGE',
  'REFER',
  'ACCEPT',
  'RECORD_SESSION',
  'AGREE',
  'FOLLOW_UP',
  'OVERDUE',
  'REDO',
];

type Told = Pick<WorkflowEvent, 'seq' | 'kind' | 'at' | 'data'>;

/**
 * Points of all mediators and agencies from the events of many disputes, counting what happened before `asOf` (UTC), and from `since` on when
 * it is given. Pure: the same events and moments give the same points for ever, whatever happened later. Sorted by points, the most first.
 */
export function pointsOf(
  histories: Iterable<readonly Told[]>,
  asOf: string,
  since: string | null = null,
): readonly Points[] {
  const found = new Map<
    string,
    { agency: string; mediator: string | null; parts: Map<PointPart, PointsPart> }
  >();
  for (const events of histories) {
    for (const { agency, mediator, part, points } of awardsOf(events, asOf, since)) {
      const key = JSON.stringify([agency, mediator]);
      const who = found.get(key) ?? { agency, mediator, parts: new Map<PointPart, PointsPart>() };
      found.set(key, who);
      const before = who.parts.get(part);
      who.parts.set(part, {
        part,
        count: (before?.count ?? 0) + 1,
        points: (before?.points ?? 0) + points,
      });
    }
  }
  return [...found.values()]
    .map(({ agency, mediator, parts }) => ({
      agency,
      mediator,
      points: [...parts.values()].reduce((sum, { points }) => sum + points, 0),
      parts: POINT_PARTS.flatMap((part) => parts.get(part) ?? []),
    }))
    .sort((a, b) => b.points - a.points || (nameOf(a) < nameOf(b) ? -1 : 1));
}

function nameOf({ agency, mediator }: Points): string {
  return `${agency}|${mediator ?? ''}`;
}

/** What one dispute's events give points for. What went before `since` gives none, but says whose the later ones are. */
function* awardsOf(events: readonly Told[], asOf: string, since: string | null): Iterable<Award> {
  let urgency: Urgency | null = null;
  let agency: string | null = null;
  let mediators = new Set<string>();
  for (const { kind, at, data } of events) {
    if (at >= asOf) return;
    const counts = since === null || at >= since;
    if (kind === 'TRIAGE') urgency = data['urgency'] as Urgency;
    if (kind === 'REFER') {
      agency = (data['committeeCode'] ?? data['agency']) as string;
      mediators = new Set();
    }
    if (kind === 'RECORD_SESSION') for (const name of data['mediators'] as string[]) mediators.add(name);
    if (!counts || agency === null) continue;
    const own = { agency, mediator: null };
    const all = [own, ...[...mediators].map((mediator) => ({ agency: own.agency, mediator }))];
    if (kind === 'ACCEPT') yield { ...own, part: 'ACCEPTED', points: RULES.accepted };
    if (kind === 'RECORD_SESSION') {
      for (const mediator of new Set(data['mediators'] as string[])) {
        yield { agency, mediator, part: 'SESSIONS', points: RULES.session };
      }
    }
    if (kind === 'AGREE') {
      const harder = RULES.urgency[urgency ?? 'NORMAL'];
      for (const who of all) {
        yield { ...who, part: 'AGREEMENTS', points: RULES.agreement };
        if (harder !== 0) yield { ...who, part: 'DIFFICULTY', points: harder };
      }
    }
    if (kind === 'FOLLOW_UP') {
      const points = RULES.satisfaction[data['satisfaction'] as Satisfaction];
      for (const who of all) yield { ...who, part: 'SATISFACTION', points };
    }
    if (kind === 'OVERDUE' && data['stage'] !== 'FOLLOW_UP') {
      yield { ...own, part: 'OVERDUE', points: RULES.overdue };
    }
    if (kind === 'REDO') for (const who of all) yield { ...who, part: 'REDOS', points: RULES.redo };
  }
}
