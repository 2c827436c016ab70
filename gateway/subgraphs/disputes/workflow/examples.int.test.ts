import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { freshStore } from '../../../../test/harness/servers.ts';
import type { Caller } from '../../../access/caller.ts';
import { openDoor } from '../../../access/door.ts';
import { ask } from '../../testing/ask.ts';
import { FULL_DISPUTE, storeEverything } from '../../testing/full-dispute.ts';
import { FULL_ACCESS } from '../../../access/grants/access.ts';

const PAGE = readFileSync(new URL('../../../../docs/workflow.md', import.meta.url), 'utf8');
const EXAMPLES = [...PAGE.matchAll(/<!-- run as (\w+) -->\s+```graphql\n([\s\S]*?)```/g)].map(
  ([, partner = '', query = '']) => ({ partner, query }),
);

function callerOf(partner: string): Caller {
  return { partner, actor: `${partner}@test`, purpose: null, access: FULL_ACCESS };
}

test('the examples of docs/workflow.md run in their order, from registration to closing', async () => {
  expect(EXAMPLES.length).toBeGreaterThan(9);
  const store = await freshStore();
  await storeEverything(store);
  await store.disputes.updateOne({ _id: FULL_DISPUTE._id }, { $set: { workflow: null, outbox: [] } });
  const door = openDoor(store);
  let last: Record<string, unknown> | null | undefined;
  for (const { partner, query } of EXAMPLES) {
    const answer = await ask(door, 'disputes', query, {}, new Date(), callerOf(partner));
    expect(answer.errors, query).toBeUndefined();
    last = answer.data;
  }
  expect(last).toMatchObject({
    first: { event: { to: 'PERFORMING' } },
    closeDispute: {
      dispute: {
        workflow: { state: 'CLOSED' },
        timeline: { nodes: [{ label: '销号', origin: 'PARTNER', partner: 'grid' }, {}, {}] },
      },
    },
  });
  const stored = await store.disputes.findById(FULL_DISPUTE._id).lean();
  const events = stored?.workflow?.events ?? [];
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(stored?.outbox.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
});
