import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confirmed, joined, rejected, undone } from '../../testing/decisions.ts';
import { LinkWorld } from '../../testing/link-world.ts';
import type { TestRow } from '../../testing/test-feed.ts';
import { testRecord, testRecordId } from '../../testing/test-record.ts';
import type { LinkDecision } from '../../../schema/canonical/link-decision.ts';

const NAMES = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5'] as const;
const id = testRecordId;
const at = (minute: number): string => `2026-11-24T10:${String(minute).padStart(2, '0')}:00+08:00`;

/** Two quarrels told in the words of one form: alike enough to ask people, not to join. */
const FORM = ['世纪大道1423号占用车位', '杏园路1623号拖欠工资'].map(
  (matter) => `第3次记录：${matter}，报警人称引发争吵，双方各执一词，民警到场后劝解无效，告知可申请调解`,
);

const versions = fc.record({
  state: fc.constantFrom('ACTIVE' as const, 'ACTIVE' as const, 'ACTIVE' as const, 'WITHDRAWN' as const),
  category: fc.constantFrom(['纠纷'], ['其他'], ['咨询']),
  phone: fc.constantFrom('13812340001', '13812340002', null),
  against: fc.constantFrom('李建国', '王小明', null),
  quotes: fc.subarray([...NAMES], { maxLength: 1 }),
  text: fc.constantFrom('', '', ...FORM),
});
const pairs = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES));
const choices = fc.array(fc.tuple(fc.constantFrom('confirm', 'reject', 'join', 'undo'), pairs), {
  maxLength: 4,
});

/** Decisions in the order in which they were taken; an undoing undoes the one before it. */
function decisionsOf(chosen: readonly (readonly [string, readonly [string, string]])[]): LinkDecision[] {
  const decisions: LinkDecision[] = [];
  for (const [n, [kind, [a, b]]] of chosen.entries()) {
    const last = decisions.at(-1);
    if (kind === 'undo' && last !== undefined) decisions.push(undone(String(n), last));
    else if (kind === 'confirm') decisions.push(confirmed(String(n), id(a), id(b)));
    else if (a !== b && kind === 'reject') decisions.push(rejected(String(n), id(a), id(b)));
    else if (a !== b) decisions.push(joined(String(n), id(a), id(b)));
  }
  return decisions;
}

type Step = { readonly row: TestRow } | { readonly decision: LinkDecision };

async function worldOf(steps: readonly Step[]): Promise<LinkWorld> {
  const world = new LinkWorld();
  for (const step of steps) {
    if ('row' in step) await world.arrive(testRecord(step.row));
    else await world.decide(step.decision);
  }
  return world;
}

function linksOf(world: LinkWorld): unknown[] {
  return [...world.links.values()]
    .map(({ id: link, status, reason, weight, decidedBy, disputeIds, recordIds }) => {
      // The dispute of a withdrawn record tells who came first.
      const disputes = disputeIds
        .map((dispute) => activeMembers(world, dispute))
        .filter((members) => recordIds.some((end) => members.includes(end)));
      return { link, status, reason, weight, decidedBy, disputes: disputes.map(String).sort() };
    })
    .sort((a, b) => (a.link < b.link ? -1 : 1));
}

function activeMembers(world: LinkWorld, dispute: string): string[] {
  const active = world.disputes.get(dispute)?.members.filter(({ state }) => state === 'ACTIVE') ?? [];
  return active.map(({ recordId }) => recordId);
}

test('records that are alike in the words of a form only are asked about, each with its own dispute', async () => {
  const alike = (n: number): TestRow => ({
    id: `r${n}`,
    category: ['纠纷'],
    reportedAt: at(n),
    text: FORM[n % 2] ?? '',
  });
  const world = await worldOf(NAMES.map((_, n) => ({ row: alike(n) })));
  expect(world.picture()).toHaveLength(NAMES.length);
  const asked = [...world.links.values()];
  expect(asked.length).toBeGreaterThanOrEqual(9);
  for (const { status, reason, recordIds, disputeIds } of asked) {
    expect({ status, reason }).toEqual({ status: 'REVIEW', reason: 'UNCERTAIN' });
    expect(disputeIds).toEqual(recordIds.map((end) => world.disputeOf(end)?.id).sort());
  }
  const { records, edge } = await world.around([id('r0')]);
  expect([...records.keys()]).toEqual([id('r0')]);
  expect(edge.size).toBeGreaterThanOrEqual(3);
});

test('disputes and links do not depend on the order in which versions, withdrawals and decisions come in', async () => {
  const histories = fc.array(fc.array(versions, { minLength: 1, maxLength: 3 }), {
    minLength: 2,
    maxLength: NAMES.length,
  });
  await fc.assert(
    fc.asyncProperty(
      histories,
      choices,
      fc.array(fc.nat(), { minLength: 22, maxLength: 22 }),
      async (all, chosen, dice) => {
        const rows = all.flatMap((history, r) =>
          history.map((version, v): Step => ({
            row: { ...version, id: `r${r}`, reportedAt: at(r), at: at(30 + v) },
          })),
        );
        const decided = decisionsOf(chosen).map((decision): Step => ({ decision }));
        const shuffled = [...rows, ...decided]
          .map((step, n) => ({ step, key: dice[n] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ step }) => step);
        const [mixed, first, last] = await Promise.all([
          worldOf(shuffled),
          worldOf([...decided, ...rows]),
          worldOf([...rows, ...decided]),
        ]);
        expect(mixed.picture()).toEqual(last.picture());
        expect(first.picture()).toEqual(last.picture());
        expect(linksOf(mixed)).toEqual(linksOf(last));
        expect(linksOf(first)).toEqual(linksOf(last));
      },
    ),
    { numRuns: 100 },
  );
}, 60_000);
