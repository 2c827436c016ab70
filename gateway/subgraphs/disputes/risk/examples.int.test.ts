import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshStore } from '../../../../test/harness/servers.ts';
import { HUB_ERRORS } from '../../../../schema/canonical/hub-error.ts';
import type { Store } from '../../../../schema/store/models.ts';
import { openDoor } from '../../../access/door.ts';
import type { Gateway } from '../../../router/gateway.ts';
import { ask } from '../../../router/testing/ask.ts';
import { ANALYST } from '../../testing/ask.ts';
import { FULL_DISPUTE, storeEverything } from '../../testing/full-dispute.ts';
import { wholeGateway } from '../../testing/whole-gateway.ts';

const PAGE = readFileSync(new URL('../../../../docs/risk.md', import.meta.url), 'utf8');
const SECTION = PAGE.slice(PAGE.indexOf('## Asking for risk')).split(/^## /m)[1] ?? '';
const EXAMPLES = [...SECTION.matchAll(/<!-- run -->\s+```graphql\n([\s\S]*?)```/g)].map(
  ([, query = '']) => query,
);

let home: string;
let store: Store;
let gateway: Gateway;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tributary-risk-page-'));
  store = await freshStore();
  await storeEverything(store);
  gateway = await wholeGateway(home, openDoor(store));
});

afterAll(async () => {
  await gateway.close();
  await rm(home, { recursive: true });
});

/** Takes the mark of what waits to be scored away, as whoever scores does. */
function startScoring(): () => void {
  const timer = setInterval(() => {
    void store.disputes
      .updateMany({ scoreDue: { $gt: '' } }, { $unset: { scoreDue: 1 } })
      .then(() => undefined);
  }, 20);
  return () => {
    clearInterval(timer);
  };
}

test('the examples of "Asking for risk" run over all subgraphs, and find what the page says', async () => {
  const stop = startScoring();
  const answers: unknown[] = [];
  for (const query of EXAMPLES) {
    const answer = await ask(gateway, query, {}, ANALYST);
    expect(answer.errors, query).toBeUndefined();
    answers.push(answer.data);
  }
  stop();
  expect(answers).toMatchObject([
    { disputes: { totalCount: 0 } },
    {
      dispute: {
        risk: {
          colour: 'RED',
          factors: [{ evidence: [{ words: '要动刀', record: { title: FULL_DISPUTE.title } }] }],
          decision: { kind: 'RAISE', partner: 'police' },
        },
        riskHistory: { totalCount: 3, nodes: [{ origin: 'MACHINE' }, { origin: 'RAISE' }, { from: null }] },
      },
    },
    { clearColourDecision: { applied: true, decision: { kind: 'CLEAR', actor: 'analyst@test' } } },
    {
      disputeStats: { total: 1, cells: [{ regionCode: '320612', colour: 'RED', count: 1 }] },
      indicators: { overdueRate: { denominator: 1 } },
    },
    {
      hotSpots: {
        totalCount: 1,
        nodes: [
          {
            told: [{ to: 'duty-webhook' }],
            disputes: { totalCount: 1, nodes: [{ code: FULL_DISPUTE.code, risk: { colour: 'RED' } }] },
          },
        ],
      },
    },
  ]);
});

test('a hot spot is a node, and its disputes answer through their own subgraph', async () => {
  const answer = await ask(
    gateway,
    '{ node(id: "hotspot-full") { id ... on HotSpot { state disputes { nodes { id title } } } } }',
    {},
  );
  expect(answer).toEqual({
    data: {
      node: {
        id: 'hotspot-full',
        state: 'CLOSED',
        disputes: { nodes: [{ id: FULL_DISPUTE._id, title: FULL_DISPUTE.title }] },
      },
    },
  });
});

test('a dispute inside a hot spot that cannot be given is told of once, by the fault that it had', async () => {
  const answer = await ask(
    gateway,
    '{ hotSpot(id: "hotspot-full") { count disputes { nodes { members(after: "no cursor") { totalCount } gridEvents { totalCount } } } } }',
    {},
  );
  expect(answer.data).toEqual({ hotSpot: { count: 9, disputes: { nodes: [null] } } });
  expect(answer.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['HUB_CURSOR_INVALID']);
});

test('the errors on the page are codes of the hub', () => {
  const codes = [...SECTION.matchAll(/^\| `(HUB_\w+)`/gm)].map(([, code]) => code ?? '');
  expect(codes).toHaveLength(4);
  expect(codes.filter((code) => !(code in HUB_ERRORS))).toEqual([]);
});
