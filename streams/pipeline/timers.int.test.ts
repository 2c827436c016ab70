import { beforeAll, describe, expect, test } from 'vitest';
import { dispute as disputeOf, record } from '../../gateway/subgraphs/testing/fixtures.ts';
import type { Step } from '../../schema/store/dispute-move.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import type { WorkflowEvent } from '../../schema/canonical/workflow.ts';
import type { Move } from '../../schema/vocabulary/workflow-moves.ts';
import { SHIPPED_DEADLINES as deadlines } from '../../schema/workflow/shipped-deadlines.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { partnerMove } from '../testing/partner-move.ts';
import { fireTimers } from './timers.ts';

let store: Store;
let made = 0;

beforeAll(async () => {
  store = await freshStore();
});

const START = '2026-03-02T01:00:00.000Z';
const at = (hours: number): Date => new Date(Date.parse(START) + hours * 3_600_000);

interface Made {
  readonly id: string;
  move(move: Move, input: object, now: Date, partner?: string): Promise<void>;
  events(): Promise<readonly WorkflowEvent[]>;
  read(): Promise<DisputeDoc>;
}

async function newDispute(): Promise<Made> {
  made += 1;
  const document = disputeOf(`T-320612-260302-${String(made).padStart(6, 'A')}`, [
    record('police110', `T${made}`),
  ]);
  await store.disputes.insertMany([document]);
  const id = document._id;
  const read = async (): Promise<DisputeDoc> => {
    const found = await store.disputes.findById(id).lean<DisputeDoc>().exec();
    if (found === null) throw new Error(`no dispute ${id}`);
    return found;
  };
  return {
    id,
    read,
    events: async () => (await read()).workflow?.events ?? [],
    move: (move, input, now, partner = 'court') => partnerMove(store, id, move, input, partner, now),
  };
}

/** Accepted by the court, to be settled in two hours. */
async function critical(): Promise<Made> {
  const dispute = await newDispute();
  await dispute.move('REGISTER', {}, at(0));
  await dispute.move('TRIAGE', { urgency: 'CRITICAL' }, at(0));
  await dispute.move('REFER', { agency: 'court' }, at(0));
  await dispute.move('ACCEPT', {}, at(0));
  await dispute.move('START_MEDIATION', {}, at(0));
  return dispute;
}

const fire = (now: Date, step?: Step): Promise<number> =>
  fireTimers({ store, deadlines, now: () => now, ...(step === undefined ? {} : { step }) });
const hubEvents = (events: readonly WorkflowEvent[]): readonly (readonly [string, string, unknown])[] =>
  events.filter(({ partner }) => partner === 'hub').map(({ kind, at: when, data }) => [kind, when, data]);
const rowsOf = async (id: string): Promise<readonly string[]> =>
  (await store.timerFirings.find({ disputeId: id, kind: 'TIMER_FIRED' }).sort({ _id: 1 }).lean().exec()).map(
    ({ _id }) => _id,
  );

describe('firing', () => {
  test('nothing fires before its time, each thing once at its time, with a row that came first', async () => {
    const dispute = await critical();
    expect(await fire(at(1.49))).toBe(0);
    expect(await fire(at(1.5))).toBe(1);
    expect(await fire(at(1.6))).toBe(0);
    expect(await fire(at(2))).toBe(1);
    const due = at(2).toISOString();
    const events = await dispute.events();
    expect(hubEvents(events)).toEqual([
      ['SOON_DUE', at(1.5).toISOString(), { due, stage: 'SETTLE' }],
      ['OVERDUE', due, { due, stage: 'SETTLE' }],
    ]);
    const rows = await store.timerFirings.find({ disputeId: dispute.id, kind: 'TIMER_FIRED' }).lean().exec();
    expect(rows.map(({ timer, dueAt, ruleVersion }) => [timer.kind, dueAt, ruleVersion]).sort()).toEqual([
      ['OVERDUE', due, deadlines.version],
      ['SOON_DUE', due, deadlines.version],
    ]);
    expect(
      events
        .filter(({ partner }) => partner === 'hub')
        .map((event) => event.clientMutationId)
        .sort(),
    ).toEqual(await rowsOf(dispute.id));
    const { outbox, workflow } = await dispute.read();
    expect(outbox.map(({ message }) => message.event.kind)).toContain('OVERDUE');
    expect(workflow?.state).toBe('MEDIATING');
    expect(workflow?.timers).toEqual([]);
  });

  test('a pipeline that was down fires what it missed, in order, under the deadline that was missed', async () => {
    const dispute = await critical();
    expect(await fire(at(50))).toBe(2);
    const due = at(2).toISOString();
    expect(hubEvents(await dispute.events())).toEqual([
      ['SOON_DUE', at(50).toISOString(), { due, stage: 'SETTLE' }],
      ['OVERDUE', at(50).toISOString(), { due, stage: 'SETTLE' }],
    ]);
  });

  test('two pipelines that fire at once leave one firing', async () => {
    const disputes = await Promise.all(Array.from({ length: 5 }, critical));
    const fired = await Promise.all([fire(at(3)), fire(at(3.001)), fire(at(3.002)), fire(at(3.003))]);
    expect(fired.reduce((sum, count) => sum + count, 0)).toBe(10);
    for (const dispute of disputes) {
      expect(hubEvents(await dispute.events()).map(([kind]) => kind)).toEqual(['SOON_DUE', 'OVERDUE']);
      expect(await rowsOf(dispute.id)).toHaveLength(2);
    }
  });

  test('a crash at any await is finished by the next start, with the time of the row', async () => {
    const kinds: string[][] = [];
    for (let crashAt = 1; ; crashAt += 1) {
      const dispute = await critical();
      let awaits = 0;
      const crashes: unknown[] = [];
      const crash: Step = async (place, work) => {
        awaits += 1;
        if (awaits * 2 - 1 === crashAt) throw new Error(`crash before ${place}`);
        const value = await work();
        if (awaits * 2 === crashAt) throw new Error(`crash after ${place}`);
        return value;
      };
      const onCrash = (error: unknown): void => {
        crashes.push(error);
      };
      await fireTimers({ store, deadlines, now: () => at(4), step: crash, onFault: onCrash }).catch(onCrash);
      const logged = await store.timerFirings
        .find({ disputeId: dispute.id, kind: 'TIMER_FIRED' })
        .lean()
        .exec();
      await fire(at(9));
      const events = await dispute.events();
      kinds.push(hubEvents(events).map(([kind]) => kind));
      expect(await rowsOf(dispute.id)).toHaveLength(2);
      for (const { _id, at: firedAt } of logged) {
        expect(events.find(({ clientMutationId }) => clientMutationId === _id)?.at).toBe(firedAt);
      }
      if (crashes.length === 0) break;
    }
    expect(kinds.length).toBeGreaterThan(12);
    expect(new Set(kinds.map((list) => list.join()))).toEqual(new Set(['SOON_DUE,OVERDUE']));
  });

  test('a firing whose deadline was moved after its row was written has no event', async () => {
    const dispute = await critical();
    const crash: Step = (place, work) => (place === 'move' ? Promise.reject(new Error('crash')) : work());
    await fire(at(2.5), crash);
    expect(await rowsOf(dispute.id)).toHaveLength(1);
    await dispute.move('EXTEND', { until: at(10).toISOString(), reason: '等待鉴定' }, at(2.6));
    await fire(at(2.7));
    expect(hubEvents(await dispute.events())).toEqual([]);
    await fire(at(10));
    expect(hubEvents(await dispute.events()).map(([kind, , data]) => [kind, data])).toEqual([
      ['SOON_DUE', { due: at(10).toISOString(), stage: 'SETTLE' }],
      ['OVERDUE', { due: at(10).toISOString(), stage: 'SETTLE' }],
    ]);
  });

  test('one dispute that cannot fire holds up no other', async () => {
    const broken = await critical();
    const sound = await critical();
    await store.disputes.collection.updateOne(
      { _id: broken.id as never },
      { $set: { 'workflow.events': null } },
    );
    const faults: string[] = [];
    await fireTimers({
      store,
      deadlines,
      now: () => at(3),
      onFault: (_, id) => {
        faults.push(id);
      },
    });
    expect(faults).toEqual([broken.id]);
    expect(hubEvents(await sound.events())).toHaveLength(2);
    await store.disputes.deleteOne({ _id: broken.id });
  });
});

describe('what fires', () => {
  test('a referral that nobody answers is announced and overdue', async () => {
    const dispute = await newDispute();
    await dispute.move('REGISTER', {}, at(0));
    await dispute.move('TRIAGE', { urgency: 'HIGH' }, at(0));
    await dispute.move('REFER', { agency: 'court' }, at(1));
    await fire(at(6));
    expect(hubEvents(await dispute.events()).map(([kind, , data]) => [kind, data])).toEqual([
      ['SOON_DUE', { due: at(5).toISOString(), stage: 'ACCEPT' }],
      ['OVERDUE', { due: at(5).toISOString(), stage: 'ACCEPT' }],
    ]);
    await dispute.move('ACCEPT', {}, at(7));
    expect((await dispute.read()).workflow?.facts.answers).toEqual({ inTime: 0, late: 1 });
  });

  test('an instalment that is not paid is announced, then missed, and reopens the dispute with a clock that runs', async () => {
    const dispute = await critical();
    const instalments = [1, 2].map((no) => ({ dueAt: at(24 * 7 * no).toISOString(), amountFen: 500 }));
    await dispute.move(
      'AGREE',
      { form: 'WRITTEN', methodCode: '0103', amountFen: 1_000, instalments },
      at(1),
    );
    await fire(at(24 * 7 + 1));
    expect((await dispute.read()).workflow?.state).toBe('AGREED');
    await fire(at(24 * 9));
    const { workflow } = await dispute.read();
    expect(hubEvents(workflow?.events ?? []).map(([kind, , data]) => [kind, data])).toEqual([
      ['INSTALMENT_DUE', { due: at(24 * 7).toISOString(), no: 1 }],
      ['INSTALMENT_MISSED', { no: 1 }],
    ]);
    expect(workflow?.state).toBe('REOPENED');
    expect(workflow?.dueAt).toBe(at(24 * 9 + 2).toISOString());
  });

  test('a settled dispute whose parties nobody asked is due for follow-up, and not after it', async () => {
    const dispute = await critical();
    const asked = await critical();
    for (const one of [dispute, asked]) await one.move('AGREE', { form: 'ORAL', methodCode: '0103' }, at(1));
    await asked.move('FOLLOW_UP', { satisfaction: 'SATISFIED' }, at(30));
    await fire(at(24 * 30));
    expect(hubEvents(await dispute.events()).map(([kind]) => kind)).toEqual(['FOLLOW_UP_DUE']);
    expect(hubEvents(await asked.events())).toEqual([]);
  });

  test('nothing fires while a dispute is suspended, and afterwards with the time that was left', async () => {
    const dispute = await critical();
    await dispute.move('SUSPEND', { reason: '司法鉴定' }, at(1));
    expect(await fire(at(100))).toBe(0);
    await dispute.move('RESUME', {}, at(100));
    await fire(at(100.99));
    expect(hubEvents(await dispute.events()).map(([kind]) => kind)).toEqual(['SOON_DUE']);
    await fire(at(101));
    expect(hubEvents(await dispute.events()).map(([kind]) => kind)).toEqual(['SOON_DUE', 'OVERDUE']);
  });
});

test('looking for what is due is a look into an index', async () => {
  const plan: unknown = await store.disputes
    .find(
      { 'workflow.timers.fireAt': { $gt: '', $lte: START }, state: { $ne: 'MERGED' } },
      { 'workflow.timers': 1 },
    )
    .explain('queryPlanner');
  expect(JSON.stringify(plan)).toContain('workflow.timers.fireAt_1');
});
