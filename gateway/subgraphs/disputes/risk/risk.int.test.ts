import { beforeAll, describe, expect, test } from 'vitest';
import { disputeCodeOf } from '../../../../schema/canonical/dispute-code.ts';
import { freshStore } from '../../../../test/harness/servers.ts';
import type { DisputeDoc } from '../../../../schema/store/documents.ts';
import type { Store } from '../../../../schema/store/models.ts';
import { openDoor, type Door } from '../../../access/door.ts';
import { ask } from '../../testing/ask.ts';
import { dispute, record, storeRecords } from '../../testing/fixtures.ts';
import { colourDecision, colourRow, risk } from '../../testing/full-risk.ts';

const RECORD = record('police110', 'J1', { narrative: '对方说要动刀' });
const HOTLINE = record('hotline12345', 'NT1');
const codeOf = (number: number): string => disputeCodeOf('320612', '261124', String(number).padStart(5, '0'));
const COLOURS = ['GREEN', 'YELLOW', 'RED'] as const;

const THREATENED = dispute('T-320612-261124-K7QF27', [RECORD, HOTLINE], {
  openedAt: '2026-10-01T09:00:00+08:00',
  risk: risk({
    score: 88,
    colour: 'RED',
    machineColour: 'RED',
    nextAt: '2026-12-01T00:00:00.000Z',
    factors: [
      {
        name: 'THREAT_WORDS',
        value: 1,
        unit: '处',
        points: 40,
        note: '言辞含有威胁',
        evidence: [{ recordId: RECORD._id, feed: 'police110', words: '要动刀' }],
        ruleVersion: 'risk-test-1',
      },
      {
        name: 'SEVERAL_FEEDS',
        value: 2,
        unit: '个',
        points: 10,
        note: '两个渠道反映',
        evidence: [
          { recordId: RECORD._id, feed: 'police110', words: null },
          { recordId: HOTLINE._id, feed: 'hotline12345', words: null },
        ],
        ruleVersion: 'risk-test-1',
      },
    ],
  }),
});

/** Scores that repeat, so that pages end among equal ones; every eighth is not scored yet. */
const LIST: readonly DisputeDoc[] = Array.from({ length: 40 }, (_, index) => {
  const colour = COLOURS[index % 3] ?? 'GREEN';
  const given =
    index % 8 === 7
      ? {}
      : {
          risk: risk({
            score: (index % 5) * 12.5,
            colour,
            machineColour: colour,
            confirmed: colour === 'RED' && index % 2 === 0,
          }),
        };
  return dispute(codeOf(index), [RECORD], { openedAt: '2026-09-01T09:00:00+08:00', ...given });
});

const ROWS = [
  colourRow(THREATENED._id, 1, { score: 20, to: 'GREEN', at: '2026-11-25T01:00:00.000Z' }),
  colourDecision(THREATENED._id, 'RAISE', { at: '2026-11-25T02:00:00.000Z', colour: 'YELLOW' }),
  colourRow(THREATENED._id, 2, { from: 'GREEN', to: 'YELLOW', score: 20, at: '2026-11-25T02:00:00.100Z' }),
  colourDecision(THREATENED._id, 'CLEAR', { at: '2026-11-25T03:00:00.000Z' }),
  colourRow(THREATENED._id, 3, {
    from: 'YELLOW',
    to: 'RED',
    score: 88,
    asOf: '2026-11-25T03:00:00.000Z',
    at: '2026-11-25T03:30:00.000Z',
  }),
];

let store: Store;
let door: Door;

beforeAll(async () => {
  store = await freshStore();
  door = openDoor(store);
  await storeRecords(store, [RECORD, HOTLINE]);
  await store.disputes.insertMany([THREATENED, ...LIST]);
  await store.decisions.collection.insertMany([
    ...ROWS,
    // Other decisions about the dispute are no steps of its colour.
    { _id: 'code:x', kind: 'CODE_ASSIGNED', disputeId: THREATENED._id, at: '2026-11-25T02:30:00.000Z' },
  ] as never[]);
});

async function answer(query: string): Promise<Record<string, unknown>> {
  const { data, errors } = await ask(door, 'disputes', `{ ${query} }`);
  expect(errors).toBeUndefined();
  return data ?? {};
}

describe('Dispute.risk', () => {
  test('says the colour, why, by what words of which record, and which feeds it comes from', async () => {
    const fields = `score colour colourTerm { code label } machineColour confirmed awaitsConfirmation since asOf nextAt ruleVersion feeds
      decision { id } factors { name value unit points note feeds ruleVersion evidence { recordId feed words record { __typename id } } }`;
    expect(await answer(`dispute(code: "${THREATENED.code}") { risk { ${fields} } }`)).toEqual({
      dispute: {
        risk: {
          ...THREATENED.risk,
          colourTerm: { code: 'RED', label: '红' },
          awaitsConfirmation: true,
          feeds: ['POLICE110', 'HOTLINE12345'],
          factors: THREATENED.risk?.factors.map((factor) => ({
            ...factor,
            feeds: factor.evidence.map(({ feed }) => feed.toUpperCase()),
            evidence: factor.evidence.map(({ recordId, feed, words }) => ({
              recordId,
              feed: feed.toUpperCase(),
              words,
              record: {
                __typename: feed === 'police110' ? 'PoliceIncident' : 'HotlineTicket',
                id: recordId,
              },
            })),
          })),
        },
      },
    });
  });

  test('is null of a dispute that was not scored yet', async () => {
    expect(await answer(`dispute(code: "${codeOf(7)}") { risk { score } }`)).toEqual({
      dispute: { risk: null },
    });
  });

  test('does not wait for a person once one confirmed it, or holds another colour', async () => {
    const waits = async (given: Parameters<typeof risk>[0]): Promise<unknown> => {
      const code = codeOf(50);
      await store.disputes.deleteOne({ code });
      await store.disputes.insertMany([dispute(code, [], { risk: risk(given) })]);
      return answer(`dispute(code: "${code}") { risk { awaitsConfirmation } }`);
    };
    const no = { dispute: { risk: { awaitsConfirmation: false } } };
    expect(await waits({ colour: 'RED', machineColour: 'RED', confirmed: true })).toEqual(no);
    expect(await waits({ colour: 'YELLOW', machineColour: 'RED' })).toEqual(no);
    await store.disputes.deleteOne({ code: codeOf(50) });
  });
});

describe('Dispute.riskHistory', () => {
  test('tells what machines found and what people decided, latest first, page by page', async () => {
    const page = async (after: string): Promise<{ nodes: object[]; end: string; total: number }> => {
      const { dispute: found } = (await answer(
        `dispute(code: "${THREATENED.code}") { riskHistory(first: 2${after}) {
          nodes { id origin at asOf from to score ruleVersion partner actor reason expiresAt } totalCount pageInfo { endCursor } } }`,
      )) as {
        dispute: {
          riskHistory: { nodes: object[]; totalCount: number; pageInfo: { endCursor: string } };
        };
      };
      const { nodes, totalCount, pageInfo } = found.riskHistory;
      return { nodes, end: `, after: "${pageInfo.endCursor}"`, total: totalCount };
    };
    const first = await page('');
    const second = await page(first.end);
    const third = await page(second.end);
    expect([first.total, third.nodes.length]).toEqual([5, 1]);
    const all = [...first.nodes, ...second.nodes, ...third.nodes];
    expect(all).toMatchObject([
      { origin: 'MACHINE', from: 'YELLOW', to: 'RED', score: 88, partner: 'hub', reason: null },
      { origin: 'CLEAR', to: null, from: null, reason: '研判后认定', actor: 'duty@police' },
      { origin: 'MACHINE', from: 'GREEN', to: 'YELLOW', score: 20 },
      {
        origin: 'RAISE',
        to: 'YELLOW',
        score: null,
        expiresAt: '2026-12-25T04:30:00.000Z',
        partner: 'police',
      },
      { origin: 'MACHINE', from: null, to: 'GREEN', ruleVersion: 'risk-test-1' },
    ]);
    expect(all.map((entry) => (entry as { id: string }).id)).toEqual(ROWS.map(({ _id }) => _id).reverse());
  });

  test('reads for many disputes as often as for one', async () => {
    const reads = async (first: number): Promise<number> => {
      let count = 0;
      const counting = openDoor(store, { onRead: () => (count += 1) });
      const { errors } = await ask(
        counting,
        'disputes',
        `{ disputes(first: ${first}) { nodes { risk { score } riskHistory { totalCount nodes { to } } } } }`,
      );
      expect(errors).toBeUndefined();
      return count;
    };
    expect(await reads(30)).toBe(await reads(1));
  });
});

describe('disputes', () => {
  const scored = LIST.filter((one) => one.risk != null);
  const codesOf = (some: readonly DisputeDoc[]): string[] => some.map(({ code }) => code).sort();

  async function listed(filter: string): Promise<readonly string[]> {
    const { disputes } = (await answer(
      `disputes(first: 100, filter: { ${filter}, openedBetween: { to: "2026-09-15T00:00:00Z" } }) { nodes { code } totalCount }`,
    )) as { disputes: { nodes: { code: string }[]; totalCount: number } };
    expect(disputes.totalCount).toBe(disputes.nodes.length);
    return disputes.nodes.map(({ code }) => code).sort();
  }

  test('by colour, by score, and by whether a person must confirm', async () => {
    expect(await listed('colour: [RED, YELLOW]')).toEqual(
      codesOf(scored.filter((one) => one.risk?.colour !== 'GREEN')),
    );
    expect(await listed('minScore: 37.5')).toEqual(
      codesOf(scored.filter((one) => (one.risk?.score ?? 0) >= 37.5)),
    );
    const waiting = scored.filter((one) => one.risk?.colour === 'RED' && !one.risk.confirmed);
    expect(waiting.length).toBeGreaterThan(2);
    expect(await listed('awaitingConfirmation: true')).toEqual(codesOf(waiting));
    expect(await listed('awaitingConfirmation: false')).toEqual(
      codesOf(LIST.filter((one) => !waiting.includes(one))),
    );
  });

  test('in the order of their scores, each once, however the pages fall among equal ones', async () => {
    for (const size of [1, 3, 7, 100]) {
      const seen: { code: string; score: number }[] = [];
      let after = '';
      for (;;) {
        const { disputes } = (await answer(
          `disputes(orderBy: RISK_DESC, first: ${size}${after}) { totalCount nodes { code risk { score } } pageInfo { hasNextPage endCursor } }`,
        )) as {
          disputes: {
            totalCount: number;
            nodes: { code: string; risk: { score: number } }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        };
        seen.push(...disputes.nodes.map(({ code, risk: { score } }) => ({ code, score })));
        expect(disputes.totalCount).toBe(scored.length + 1);
        if (!disputes.pageInfo.hasNextPage) break;
        after = `, after: "${disputes.pageInfo.endCursor}"`;
      }
      const wanted = [THREATENED, ...scored]
        .map(({ _id, code, risk: held }) => ({ id: _id, code, score: held?.score ?? 0 }))
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
        .map(({ code, score }) => ({ code, score }));
      expect(seen).toEqual(wanted);
    }
  });

  test('refuses a cursor of another order', async () => {
    const { disputes } = (await answer(
      'disputes(orderBy: RISK_DESC, first: 1) { pageInfo { endCursor } }',
    )) as {
      disputes: { pageInfo: { endCursor: string } };
    };
    const { errors } = await ask(
      door,
      'disputes',
      `{ disputes(after: "${disputes.pageInfo.endCursor}") { totalCount } }`,
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'HUB_CURSOR_INVALID' });
  });

  test.each([
    [{ state: { $in: ['ACTIVE'] }, 'risk.score': { $gte: 0, $lte: 50 } }, 'state_1_risk.score_-1__id_1'],
    [{ 'risk.colour': { $in: ['RED'] } }, 'risk.colour_1_risk.score_-1__id_1'],
    [
      { 'risk.colour': 'RED', 'risk.confirmed': false, 'risk.decision': null },
      'risk.colour_1_risk.score_-1__id_1',
    ],
  ])('reads %j by an index, without sorting', async (filter, index) => {
    const plan = JSON.stringify(
      await store.disputes
        .find(filter as never)
        .sort({ 'risk.score': -1, _id: 1 })
        .explain('queryPlanner'),
    );
    const winning = plan.slice(plan.indexOf('"winningPlan"'), plan.indexOf('"rejectedPlans"'));
    expect(winning).toContain(index);
    expect(winning).not.toContain('"SORT"');
  });
});
