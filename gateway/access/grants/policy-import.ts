import { digest } from '../../../schema/canonical/ids.ts';
import type { GrantDoc, NewGrant } from '../../../schema/store/grant-docs.ts';
import type { Policy, PolicyGrant } from './grant-policy.ts';

/** What putting a policy in force changes. */
export interface ImportPlan {
  readonly give: readonly NewGrant[];
  /** Identifiers of grants of an earlier policy, or of the samples, that the policy does not have. */
  readonly revoke: readonly string[];
  /** Grants that go on as they are. */
  readonly kept: number;
}

/** A policy says all that is granted by policy: what came of applications and emergencies is not its matter. */
export function planImport(policy: Policy, stored: readonly GrantDoc[]): ImportPlan {
  const ofPolicies = stored.filter(({ origin }) => origin === 'POLICY' || origin === 'SAMPLE');
  const states = new Map(ofPolicies.map(({ _id, state }) => [_id, state]));
  const give: NewGrant[] = [];
  const wanted = new Set<string>();
  for (const grant of policy.grants) {
    const id = usableId(grant.id, states);
    wanted.add(id);
    if (!states.has(id)) give.push(newGrantOf(grant, id));
  }
  const revoke = ofPolicies.flatMap(({ _id, state }) =>
    state === 'ACTIVE' && !wanted.has(_id) ? [_id] : [],
  );
  return { give, revoke, kept: wanted.size - give.length };
}

/** What was revoked never comes back under its identifier: the same words later are another grant. */
function usableId(id: string, states: ReadonlyMap<string, GrantDoc['state']>): string {
  let usable = id;
  while (states.get(usable) === 'REVOKED') {
    usable = `policy-${digest('again', usable).slice(0, 32)}`;
  }
  return usable;
}

/** A grant of a policy as it is stored. */
export function newGrantOf(
  grant: PolicyGrant,
  _id: string,
  origin: 'POLICY' | 'SAMPLE' = 'POLICY',
): NewGrant {
  const { partner, actor, dataset, rows, levels, withheldFields, rights, purposes } = grant;
  const { validFrom, validTo, reason } = grant;
  const said = { partner, actor, dataset, rows, levels, withheldFields, rights, purposes };
  return { _id, ...said, validFrom, validTo, reason, origin, originId: null };
}
