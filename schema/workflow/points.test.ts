import { describe, expect, test } from 'vitest';
import type { WorkflowEvent } from '../canonical/workflow.ts';
import type { Move } from '../vocabulary/workflow-moves.ts';
import { pointsOf, type Points } from './points.ts';

type Told = Pick<WorkflowEvent, 'seq' | 'kind' | 'at' | 'data'>;

function told(...events: readonly (readonly [Move, string, WorkflowEvent['data']?])[]): readonly Told[] {
  return events.map(([kind, day, data = {}], index) => ({
    seq: index + 1,
    kind,
    at: `2026-${day}T00:00:00.000Z`,
    data,
  }));
}

const HISTORY = told(
  ['TRIAGE', '03-01', { urgency: 'COMPLEX' }],
  ['REFER', '03-01', { agency: 'grid', committeeCode: 'TJ1' }],
  ['ACCEPT', '03-02'],
  ['RECORD_SESSION', '03-05', { mediators: ['王伟', '陈桂芳'] }],
  ['RECORD_SESSION', '03-06', { mediators: ['王伟'] }],
  ['OVERDUE', '03-20', { stage: 'SETTLE' }],
  ['AGREE', '03-22'],
  ['FOLLOW_UP', '04-01', { satisfaction: 'DISSATISFIED' }],
  ['REDO', '04-02'],
  ['REFER', '04-03', { agency: 'court', committeeCode: null }],
  ['ACCEPT', '04-04'],
);
const END = '2027-01-01T00:00:00.000Z';
const summary = (points: readonly Points[]): unknown =>
  Object.fromEntries(points.map((one) => [`${one.agency} ${one.mediator ?? '-'}`, one.points]));

describe('points', () => {
  test('are given for workload, volume, difficulty and satisfaction, to mediators and to the agency', () => {
    const points = pointsOf([HISTORY], END);
    expect(summary(points)).toEqual({ 'TJ1 王伟': 6, 'TJ1 陈桂芳': 5, 'TJ1 -': 3, 'court -': 1 });
    expect(points[0]?.parts).toEqual([
      { part: 'SESSIONS', count: 2, points: 2 },
      { part: 'AGREEMENTS', count: 1, points: 5 },
      { part: 'DIFFICULTY', count: 1, points: 4 },
      { part: 'SATISFACTION', count: 1, points: -3 },
      { part: 'REDOS', count: 1, points: -2 },
    ]);
  });

  test('as of a moment know nothing of what came at it or later', () => {
    expect(summary(pointsOf([HISTORY], '2026-04-01T00:00:00.000Z'))).toEqual({
      'TJ1 王伟': 11,
      'TJ1 陈桂芳': 10,
      'TJ1 -': 8,
    });
    for (const { at } of HISTORY) {
      const before = HISTORY.filter((event) => event.at < at);
      expect(pointsOf([HISTORY], at)).toEqual(pointsOf([before], END));
    }
  });

  test('of a stretch of time go to those who had it before', () => {
    expect(summary(pointsOf([HISTORY], END, '2026-03-22T00:00:00.000Z'))).toEqual({
      'TJ1 王伟': 4,
      'TJ1 陈桂芳': 4,
      'TJ1 -': 4,
      'court -': 1,
    });
  });

  test('are the sum of their parts', () => {
    for (const { points, parts } of pointsOf([HISTORY, HISTORY], END)) {
      expect(parts.reduce((sum, part) => sum + part.points, 0)).toBe(points);
    }
  });
});
