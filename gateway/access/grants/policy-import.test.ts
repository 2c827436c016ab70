import { expect, test } from 'vitest';
import type { GrantDoc } from '../../../schema/store/grant-docs.ts';
import { parsePolicy, type Policy } from './grant-policy.ts';
import { newGrantOf, planImport } from './policy-import.ts';

function policyOf(...datasets: readonly string[]): Policy {
  const { policy } = parsePolicy(
    `{version: v, grants: [{partner: court, datasets: [${datasets.join(', ')}], purposes: [STATISTICS], reason: r}]}`,
  );
  if (policy === null) throw new Error('the policy of this test is wrong');
  return policy;
}

/** A store after a policy was put in force. */
function storedOf(policy: Policy, changes: Partial<GrantDoc> = {}): GrantDoc[] {
  return planImport(policy, []).give.map((grant) => ({
    ...grant,
    state: 'ACTIVE',
    createdAt: '',
    revokedAt: null,
    changes: [],
    changedAt: new Date(0),
    ...changes,
  }));
}

test('what is the same goes on, what is new is given, and what is gone is revoked', () => {
  const stored = storedOf(policyOf('grid', 'court'));
  expect(planImport(policyOf('grid', 'court'), stored)).toEqual({ give: [], revoke: [], kept: 2 });
  const plan = planImport(policyOf('grid', 'risk'), stored);
  expect(plan.give.map(({ dataset }) => dataset)).toEqual(['risk']);
  expect(plan.revoke).toEqual([stored.find(({ dataset }) => dataset === 'court')?._id]);
  expect(plan.kept).toBe(1);
});

test('samples make room for a policy; what came of applications and emergencies stays', () => {
  expect(planImport(policyOf('grid'), storedOf(policyOf('risk'), { origin: 'SAMPLE' })).revoke).toHaveLength(
    1,
  );
  for (const origin of ['APPLICATION', 'BREAK_GLASS'] as const) {
    expect(planImport(policyOf('grid'), storedOf(policyOf('risk'), { origin })).revoke).toEqual([]);
  }
});

test('what was revoked and is granted again is another grant, and then goes on', () => {
  const policy = policyOf('grid');
  const revoked = storedOf(policy, { state: 'REVOKED' });
  const { give } = planImport(policy, revoked);
  expect(give).toHaveLength(1);
  expect(give[0]?._id).not.toBe(revoked[0]?._id);
  const again = give.map((grant) => ({ ...(revoked[0] as GrantDoc), ...grant, state: 'ACTIVE' as const }));
  expect(planImport(policy, [...revoked, ...again])).toEqual({ give: [], revoke: [], kept: 1 });
});

test('a grant of a policy says where it comes from', () => {
  const [grant] = policyOf('grid').grants;
  if (grant === undefined) throw new Error('the policy of this test is empty');
  expect(newGrantOf(grant, 'x')).toMatchObject({ _id: 'x', origin: 'POLICY', originId: null, reason: 'r' });
});
