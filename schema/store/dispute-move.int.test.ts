import { expect, test } from 'vitest';
import { freshDatabaseUri, freshStore } from '../../test/harness/servers.ts';
import { dispute } from '../../gateway/subgraphs/testing/fixtures.ts';
import type { DisputeWorkflow } from '../canonical/workflow.ts';
import { MOVES, type Move } from '../vocabulary/workflow-moves.ts';
import type { MoveRequest } from '../workflow/apply-move.ts';
import { workflowOf } from '../workflow/evolve.ts';
import { MACHINE } from '../workflow/machine.ts';
import { SHIPPED_DEADLINES } from '../workflow/shipped-deadlines.ts';
import { moveDispute } from './dispute-move.ts';
import type { Store } from './models.ts';

const CODE = 'T-320612-261124-K7QF27';
const DISPUTE = dispute(CODE, []);

function asked(move: Move, input: unknown, given: Partial<MoveRequest> = {}): MoveRequest {
  return {
    move,
    input,
    by: { partner: 'admin', actor: 'admin@test' },
    note: null,
    clientMutationId: null,
    expectedVersion: null,
    ...given,
  };
}

const moving = (store: Store, request: MoveRequest): ReturnType<typeof moveDispute> =>
  moveDispute({
    store,
    scope: {},
    dispute: { code: CODE },
    request,
    deadlines: SHIPPED_DEADLINES,
    now: () => new Date(),
  });

async function stored(store: Store): Promise<DisputeWorkflow> {
  const found = await store.disputes.findById(DISPUTE._id).lean();
  if (found?.workflow == null) throw new Error('not registered');
  expect(found.outbox.map(({ id }) => id)).toEqual(found.workflow.events.map(({ id }) => id));
  return found.workflow;
}

/** Whether every event follows from the one before, without a gap, and the whole makes what is stored. */
function expectLegal(workflow: DisputeWorkflow): void {
  for (const [index, event] of workflow.events.entries()) {
    const before = workflow.events[index - 1];
    expect(event.seq).toBe(index + 1);
    expect(event.from).toBe(before?.to ?? null);
    expect(MACHINE[event.kind].from).toContain(event.from);
    expect(event.at >= (before?.at ?? '')).toBe(true);
  }
  expect(new Set(workflow.events.map(({ id }) => id)).size).toBe(workflow.events.length);
  expect(workflowOf(workflow.events)).toEqual(workflow);
}

test('a hundred moves at once, through five connections, leave one legal history', async () => {
  const uri = freshDatabaseUri();
  const stores = await Promise.all(Array.from({ length: 5 }, () => freshStore(uri)));
  const [first] = stores;
  if (first === undefined) throw new Error('no store');
  await first.disputes.insertMany([DISPUTE]);
  await moving(first, asked('REGISTER', {}));
  const inputs: Partial<Record<Move, unknown>> = {
    TRIAGE: { urgency: 'HIGH' },
    REFER: { agency: 'grid' },
    RETURN: { reason: '不属本单位' },
    WHISTLE: { kind: 'QUICK', agencies: ['police'] },
    SUSPEND: { reason: '鉴定' },
  };
  const kinds = MOVES.filter((move) => move in inputs || ['ACCEPT', 'RESUME', 'SUPERVISE'].includes(move));
  const answers = await Promise.allSettled(
    Array.from({ length: 100 }, (_, index) => {
      const move = kinds[index % kinds.length] ?? 'REGISTER';
      return moving(stores[index % stores.length] ?? first, asked(move, inputs[move] ?? {}));
    }),
  );
  const done = answers.filter(({ status }) => status === 'fulfilled');
  const codes = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [(answer.reason as { code?: string }).code] : [],
  );
  expect(new Set(codes)).toEqual(new Set(['HUB_MOVE_ILLEGAL']));
  const workflow = await stored(first);
  expect(workflow.events).toHaveLength(1 + done.length);
  expect(done.length).toBeGreaterThan(10);
  expectLegal(workflow);
});

test('of a hundred equal requests one is done and all have its answer', async () => {
  const store = await freshStore();
  await store.disputes.insertMany([DISPUTE]);
  await moving(store, asked('REGISTER', {}));
  const answers = await Promise.all(
    Array.from({ length: 100 }, () =>
      moving(store, asked('SUPERVISE', {}, { clientMutationId: 'once', expectedVersion: 1 })),
    ),
  );
  expect(new Set(answers.map(({ event }) => event.id)).size).toBe(1);
  expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
  expect((await stored(store)).version).toBe(2);
});

test('a hundred moves that are all legal all happen', async () => {
  const store = await freshStore();
  await store.disputes.insertMany([DISPUTE]);
  await moving(store, asked('REGISTER', {}));
  await Promise.all(Array.from({ length: 100 }, () => moving(store, asked('SUPERVISE', {}))));
  const workflow = await stored(store);
  expect(workflow.version).toBe(101);
  expectLegal(workflow);
});

test('a merged dispute hands its moves to the survivor, and still knows what was done to it', async () => {
  const store = await freshStore();
  const survivor = dispute('T-320612-261125-ABCDE4', []);
  await store.disputes.insertMany([DISPUTE, survivor]);
  const request = asked('REGISTER', {}, { clientMutationId: 'before' });
  const { event } = await moving(store, request);
  await store.disputes.updateOne(
    { _id: DISPUTE._id },
    { $set: { state: 'MERGED', mergedInto: survivor._id } },
  );
  expect((await moving(store, request)).event).toEqual(event);
  const moved = await moving(store, asked('REGISTER', {}));
  expect(moved.dispute._id).toBe(survivor._id);
});

test('a dispute of before there was a workflow can be registered', async () => {
  const store = await freshStore();
  await store.disputes.insertMany([DISPUTE]);
  await store.disputes.updateOne({ _id: DISPUTE._id }, { $unset: { workflow: 1, outbox: 1 } });
  await moving(store, asked('REGISTER', {}));
  expect((await stored(store)).state).toBe('REGISTERED');
});
