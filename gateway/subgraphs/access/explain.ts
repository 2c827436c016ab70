import { accessOf } from '../../access/grants/compile-access.ts';
import { createAccessExplainer } from '../../router/access/explain-query.ts';
import type { AccessFinding } from '../../router/access/explain-access.ts';
import { RequestError } from '../../router/prepare/request-error.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { checkedInSupergraph } from '../../../schema/subgraphs/compose.ts';
import type { Purpose } from '../../../schema/vocabulary/purposes.ts';
import type { AccessContext } from './pages.ts';

/** `input ExplainAccessInput`. */
export interface ExplainInput {
  readonly partner?: string | null;
  readonly actor?: string | null;
  readonly purpose: Purpose;
  readonly query: string;
  readonly operationName?: string | null;
}

let explainer: ReturnType<typeof createAccessExplainer> | undefined;

/**
 * The dry run. A subgraph has no router to ask, and needs none: what is cut is a pure function of schema, access and operation, which is the same in every
 * process of one release.
 */
export async function explain(
  { partner, actor, purpose, query, operationName }: ExplainInput,
  { store, caller, now }: AccessContext,
): Promise<readonly AccessFinding[]> {
  const whose = partner ?? caller.partner;
  if (whose !== caller.partner && !caller.access.datasets.has('access')) {
    throw new HubError('HUB_FORBIDDEN', `partner: what ${whose.slice(0, 64)} may see is not yours to ask`, {
      field: 'partner',
    });
  }
  const grants = (await store.grantsInForce(whose, now)).filter(
    (grant) => grant.actor === null || grant.actor === (actor ?? null),
  );
  explainer ??= createAccessExplainer(checkedInSupergraph());
  try {
    return explainer(accessOf(grants, purpose, now), { query, operationName: operationName ?? undefined });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const [first] = error.errors;
    throw new HubError('HUB_BAD_REQUEST', `query: ${first?.message ?? 'it is none of this graph'}`, {
      cause: error,
      field: 'query',
    });
  }
}
