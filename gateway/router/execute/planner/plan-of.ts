import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { print, type DocumentNode } from 'graphql';
import { HubError } from '../../../../schema/canonical/hub-error.ts';
import type { PreparedOperation } from '../../prepare/prepared-operation.ts';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { rolloutShare } from '../rollout.ts';
import { withForgottenMembers } from './forgotten-members.ts';
import { withOwnRequires } from './own-requires.ts';
import type { Planner } from './planner.ts';

/**
 * The planner's plan, or where it finds none one with steps of our own for the fields that require others; with what it leaves out of unions.
 * @throws HubError HUB_INTERNAL when there is none
 */
export async function planOf(
  planner: Planner,
  supergraph: Supergraph,
  document: DocumentNode,
  { operationName }: PreparedOperation,
): Promise<QueryPlan> {
  const plan = await foundPlan(planner, supergraph, document, operationName);
  if (plan.node == null) return plan;
  return { ...plan, node: withForgottenMembers(plan.node, supergraph, document, operationName) };
}

async function foundPlan(
  planner: Planner,
  supergraph: Supergraph,
  document: DocumentNode,
  operationName: string | undefined,
): Promise<QueryPlan> {
  const planned = (one: DocumentNode): Promise<QueryPlan> | QueryPlan => {
    const text = print(one);
    return planner.plan(text, operationName, rolloutShare(print(document)));
  };
  try {
    return await planned(document);
  } catch (cause) {
    const own = withOwnRequires(supergraph, document, operationName);
    const plan =
      own &&
      (await Promise.resolve(own.document)
        .then(planned)
        .catch(() => undefined));
    if (own === undefined || plan === undefined) {
      throw new HubError('HUB_INTERNAL', 'the query planner found no plan for this operation', { cause });
    }
    const nodes = [...(plan.node == null ? [] : [plan.node]), ...own.fetches];
    return { ...plan, node: { kind: 'Sequence', nodes } };
  }
}
