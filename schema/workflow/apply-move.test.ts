import { describe, expect, test } from 'vitest';
import type { DisputeWorkflow } from '../canonical/workflow.ts';
import type { Move } from '../vocabulary/workflow-moves.ts';
import { WORKFLOW_STATES } from '../vocabulary/workflow-terms.ts';
import { applyMove, type MoveRequest } from './apply-move.ts';
import { workflowOf } from './evolve.ts';
import { legalMoves, movesFrom } from './legality.ts';
import { MACHINE } from './machine.ts';
import { SHIPPED_DEADLINES } from './shipped-deadlines.ts';

/** A Tuesday. */
const START = Date.parse('2026-11-24T02:00:00.000Z');
const HOUR_MS = 3_600_000;
const DISPUTE = 'dispute-1';
type Given = Partial<MoveRequest> & { readonly partner?: string; readonly afterHours?: number };
type Step = readonly [Move, unknown?, Given?];

function move(workflow: DisputeWorkflow | null, [name, input = {}, given = {}]: Step): DisputeWorkflow {
  const { partner = 'hotline', afterHours = 0, ...rest } = given;
  const request: MoveRequest = {
    move: name,
    input,
    by: { partner, actor: `${partner}@test` },
    note: null,
    clientMutationId: null,
    expectedVersion: null,
    ...rest,
  };
  const at = new Date(START + afterHours * HOUR_MS).toISOString();
  return applyMove({ id: DISPUTE, workflow }, request, at, SHIPPED_DEADLINES).workflow;
}

function after(...steps: readonly Step[]): DisputeWorkflow {
  const workflow = steps.reduce<DisputeWorkflow | null>(move, null);
  if (workflow === null) throw new Error('no steps');
  return workflow;
}

const TO_REFERRED: readonly Step[] = [
  ['REGISTER'],
  ['TRIAGE', { urgency: 'CRITICAL' }],
  ['REFER', { agency: 'grid', committeeCode: 'TJ1' }],
];
const TO_MEDIATING: readonly Step[] = [
  ...TO_REFERRED,
  ['ACCEPT', {}, { partner: 'grid' }],
  ['START_MEDIATION'],
];
const AGREE: Step = [
  'AGREE',
  {
    form: 'WRITTEN',
    methodCode: '0103',
    amountFen: 500,
    instalments: [
      { dueAt: '2026-12-01T00:00:00+08:00', amountFen: 200 },
      { dueAt: '2027-01-01T00:00:00+08:00', amountFen: 300 },
    ],
  },
];

describe('what is refused', () => {
  test('an illegal move, naming the legal ones', () => {
    expect(() => after(...TO_REFERRED, ['CLOSE'])).toThrow(
      expect.objectContaining({
        code: 'HUB_MOVE_ILLEGAL',
        details: { legalMoves: legalMoves(after(...TO_REFERRED)), currentVersion: 3 },
      }),
    );
    expect(() => after(['ACCEPT'])).toThrow(
      expect.objectContaining({ details: { legalMoves: ['REGISTER'], currentVersion: 0 } }),
    );
  });

  test('accepting and returning by others than the agency referred to, its committee or admin', () => {
    for (const partner of ['grid', 'TJ1', 'admin']) {
      expect(after(...TO_REFERRED, ['ACCEPT', {}, { partner }]).responsible).toBe('grid');
    }
    for (const step of [
      ['ACCEPT', {}],
      ['RETURN', { reason: '不属' }],
    ] as const) {
      expect(() => after(...TO_REFERRED, step)).toThrow(expect.objectContaining({ code: 'HUB_FORBIDDEN' }));
    }
  });

  test('a version that is not the current one, naming it', () => {
    expect(() => after(...TO_REFERRED, ['SUPERVISE', {}, { expectedVersion: 2 }])).toThrow(
      expect.objectContaining({ code: 'HUB_VERSION_CONFLICT', details: { currentVersion: 3 } }),
    );
  });

  test('a clientMutationId with other input; of another partner it is another', () => {
    const once = { clientMutationId: 'x' };
    const whistle = (agency: string): Step => ['WHISTLE', { kind: 'QUICK', agencies: [agency] }, once];
    const workflow = after(...TO_REFERRED, whistle('police'));
    expect(move(workflow, whistle('police'))).toEqual(workflow);
    expect(() => move(workflow, whistle('court'))).toThrow(
      expect.objectContaining({ code: 'HUB_IDEMPOTENCY_MISMATCH' }),
    );
    expect(
      move(workflow, ['WHISTLE', { kind: 'QUICK', agencies: ['court'] }, { ...once, partner: 'court' }])
        .version,
    ).toBe(5);
  });

  test('instalments that do not add up, an instalment that is not there, a method of no table', () => {
    const bad: readonly Step[] = [
      [
        'AGREE',
        {
          form: 'ORAL',
          methodCode: '0103',
          amountFen: 1,
          instalments: [{ dueAt: '2026-12-01T00:00:00+08:00', amountFen: 2 }],
        },
      ],
      ['AGREE', { form: 'ORAL', methodCode: '9999' }],
    ];
    for (const step of bad) {
      expect(() => after(...TO_MEDIATING, step)).toThrow(
        expect.objectContaining({ code: 'HUB_BAD_REQUEST' }),
      );
    }
    expect(() =>
      after(...TO_MEDIATING, AGREE, ['INSTALMENT_PAID', { no: 3, paidAt: '2026-12-01T00:00:00+08:00' }]),
    ).toThrow(expect.objectContaining({ code: 'HUB_BAD_REQUEST', field: 'no' }));
  });
});

test('a default reopens, a late payment puts it right, and nothing is followed up before all is paid', () => {
  const reopened = after(...TO_MEDIATING, AGREE, ['INSTALMENT_MISSED', { no: 1 }]);
  expect(reopened).toMatchObject({
    state: 'REOPENED',
    settledAt: null,
    instalments: [{ status: 'MISSED' }, { status: 'DUE' }],
  });
  const paid = move(reopened, ['INSTALMENT_PAID', { no: 1, paidAt: '2026-12-05T00:00:00+08:00' }]);
  expect(paid.state).toBe('PERFORMING');
  expect(legalMoves(paid)).not.toContain('FOLLOW_UP');
  const all = move(paid, ['INSTALMENT_PAID', { no: 2, paidAt: '2027-01-01T00:00:00+08:00' }]);
  expect(move(all, ['FOLLOW_UP', { satisfaction: 'SATISFIED' }]).state).toBe('FOLLOWED_UP');
});

test('the clock starts with triage, stands still while suspended, and triage made again wins no time', () => {
  const triaged = after(['REGISTER'], ['TRIAGE', { urgency: 'CRITICAL' }, { afterHours: 1 }]);
  expect(triaged.dueAt).toBe('2026-11-24T05:00:00.000Z');
  expect(move(triaged, ['TRIAGE', { urgency: 'HIGH' }, { afterHours: 2 }]).dueAt).toBe(
    '2026-11-25T03:00:00.000Z',
  );
  const suspended = move(triaged, ['SUSPEND', { reason: '鉴定' }, { afterHours: 2 }]);
  expect(suspended).toMatchObject({
    state: 'SUSPENDED',
    dueAt: null,
    suspendedSince: '2026-11-24T04:00:00.000Z',
  });
  expect(move(suspended, ['RESUME', {}, { afterHours: 26 }])).toMatchObject({
    state: 'TRIAGED',
    dueAt: '2026-11-25T05:00:00.000Z',
    suspendedSince: null,
  });
});

test('a return says whose it is, and the dispute can be referred there', () => {
  const returned = after(...TO_REFERRED, [
    'RETURN',
    { reason: '不属本单位', theirs: 'court' },
    { partner: 'grid' },
  ]);
  expect(returned).toMatchObject({ state: 'TRIAGED', referral: { status: 'RETURNED' } });
  expect(returned.events.at(-1)?.data).toMatchObject({ theirs: 'court' });
  expect(move(returned, ['REFER', { agency: 'court' }])).toMatchObject({
    state: 'REFERRED',
    referral: { agency: 'court', status: 'OPEN' },
  });
});

test('every state can be reached and left, and the fold of the events is the workflow', () => {
  for (const state of [null, ...WORKFLOW_STATES]) expect(movesFrom(state), String(state)).not.toEqual([]);
  const targets = new Set(Object.values(MACHINE).map(({ to }) => to));
  for (const state of WORKFLOW_STATES) expect(targets, state).toContain(state);
  const way = after(
    ...TO_MEDIATING,
    AGREE,
    ['REQUEST_CONFIRMATION', { court: null }],
    ['CONFIRM', { decidedAt: '2026-12-01T00:00:00+08:00' }],
  );
  expect(way.state).toBe('CONFIRMED');
  expect(workflowOf(way.events)).toEqual(way);
});
