import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDoor } from '../../gateway/access/door.ts';
import { dispute } from '../../gateway/subgraphs/testing/fixtures.ts';
import type { WorkflowMessage } from '../../schema/canonical/workflow.ts';
import { plainStep, type Step } from '../../schema/store/dispute-move.ts';
import type { Store } from '../../schema/store/models.ts';
import { workflowOf } from '../../schema/workflow/evolve.ts';
import { freshStore } from '../../test/harness/servers.ts';
import type { OutgoingMessage, Producer } from '../kafka/producer.ts';
import { publishOutboxes } from './outbox-publisher.ts';
import { FULL_ACCESS } from '../../gateway/access/grants/access.ts';

const CALLER = { partner: 'admin', actor: 'admin@test', purpose: null, access: FULL_ACCESS } as const;
const MOVES = [
  ['REGISTER', {}],
  ['TRIAGE', { urgency: 'HIGH' }],
  ['REFER', { agency: 'grid' }],
] as const;

/** The topic as Kafka keeps it: what was acknowledged, in its order. */
class Topic {
  readonly messages: WorkflowMessage[] = [];
  readonly producer: Producer = {
    send: (_topic, messages: readonly OutgoingMessage[]) => {
      for (const { key, value } of messages) {
        const message = JSON.parse(value as string) as WorkflowMessage;
        expect(key).toBe(message.disputeId);
        this.messages.push(message);
      }
      return Promise.resolve();
    },
    connect: () => Promise.resolve(),
    connected: () => true,
    stop: () => Promise.resolve(),
  };
  /** As a consumer that keeps the first copy of an id sees it. */
  firstCopies(): WorkflowMessage[] {
    const seen = new Set<string>();
    return this.messages.filter(({ id }) => !seen.has(id) && seen.add(id));
  }
}

class Killed extends Error {}

/** Dies at the n-th step, before it is done or right after; what happens afterwards is another process. */
function killAt(
  n: number,
  when: 'before' | 'after',
): { readonly step: Step; readonly died: () => string | null } {
  let count = 0;
  let place: string | null = null;
  return {
    died: () => place,
    step: async (name, work) => {
      if (place !== null) throw new Killed(name);
      const here = count === n;
      count += 1;
      if (here) place = `${when} ${name}`;
      if (here && when === 'before') throw new Killed(name);
      const value = await work();
      if (here) throw new Killed(name);
      return value;
    },
  };
}

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});

/** Makes all moves and tells them, every step through `step`. */
async function run(id: string, topic: Topic, step: Step): Promise<void> {
  const scoped = openDoor(store, { step }).for(CALLER);
  for (const [index, [move, input]] of MOVES.entries()) {
    await scoped.moveDispute(
      { id },
      { move, input, note: null, clientMutationId: `move-${index}`, expectedVersion: index },
    );
    await publishOutboxes({ store, producer: topic.producer, topic: 'workflow', step });
  }
}

describe('a process that dies at any await of a move or of its telling', () => {
  test('loses nothing, leaves nothing half done, and tells nothing under two ids', async () => {
    const places = new Set<string>();
    let dispute_ = 0;
    for (const when of ['before', 'after'] as const) {
      for (let n = 0; ; n += 1) {
        dispute_ += 1;
        const one = dispute(`T-320612-261124-${String(dispute_).padStart(6, '0')}`, []);
        await store.disputes.insertMany([one]);
        const topic = new Topic();
        const kill = killAt(n, when);
        await run(one._id, topic, kill.step).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
        });
        const halfway = await store.disputes.findById(one._id).lean();
        // At any moment the state is the fold of its events, and what is in neither the outbox nor the log does not exist.
        expect(halfway?.workflow).toEqual(workflowOf(halfway?.workflow?.events ?? []));
        const place = kill.died();
        if (place === null) break;
        places.add(place);
        // The partner sends its requests again, the next publisher looks into the outboxes.
        await run(one._id, topic, plainStep);
        const after = await store.disputes.findById(one._id).lean();
        const ids = after?.workflow?.events.map((event) => event.id) ?? [];
        expect(
          after?.workflow?.events.map(({ kind }) => kind),
          place,
        ).toEqual(MOVES.map(([move]) => move));
        expect(after?.outbox, place).toEqual([]);
        expect(
          topic.firstCopies().map((message) => message.id),
          place,
        ).toEqual(ids);
        const rows = await store.workflowMoves.find({ disputeId: one._id }).lean();
        expect(rows.map(({ _id }) => _id).sort(), place).toEqual(ids.toSorted());
        expect(workflowOf(rows.map(({ event }) => event).sort((a, b) => a.seq - b.seq)), place).toEqual(
          after?.workflow,
        );
      }
    }
    const steps = ['read', 'move', 'read-outboxes', 'note-moves', 'send-moves', 'empty-outboxes'];
    expect([...places].sort()).toEqual(steps.flatMap((step) => [`after ${step}`, `before ${step}`]).sort());
  });

  test('every await of both goes through a step that can be killed', () => {
    for (const file of ['../../schema/store/dispute-move.ts', 'outbox-publisher.ts']) {
      const source = readFileSync(new URL(file, import.meta.url), 'utf8');
      const awaits = [...source.matchAll(/await (?!step\(|standing\(|followMerges\(|telling\b)[^;\n]*/g)].map(
        ([text]) => text,
      );
      expect(awaits, file).toEqual([]);
    }
  });
});

test('two publishers at once tell every move, its first copies in order', async () => {
  const one = dispute('T-320612-261124-ABCDE7', []);
  await store.disputes.insertMany([one]);
  const topic = new Topic();
  const scoped = openDoor(store).for(CALLER);
  const publisher = async (): Promise<void> => {
    for (let look = 0; look < 10; look += 1) {
      await publishOutboxes({ store, producer: topic.producer, topic: 'workflow' });
    }
  };
  const moving = async (): Promise<void> => {
    await scoped.moveDispute({ id: one._id }, asked('REGISTER'));
    for (let count = 0; count < 20; count += 1) await scoped.moveDispute({ id: one._id }, asked('SUPERVISE'));
  };
  await Promise.all([publisher(), moving(), publisher()]);
  while ((await publishOutboxes({ store, producer: topic.producer, topic: 'workflow' })) > 0);
  expect(topic.firstCopies().map(({ event }) => event.seq)).toEqual(
    Array.from({ length: 21 }, (_, index) => index + 1),
  );
});

function asked(move: 'REGISTER' | 'SUPERVISE') {
  return { move, input: {}, note: null, clientMutationId: null, expectedVersion: null };
}
