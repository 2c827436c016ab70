import type { CaseCriteria, CaseOf, GrantCriteria } from '../../access/access-reads.ts';
import type { AccessCaseKind } from '../../../schema/store/access-case-docs.ts';
import type { GrantDoc } from '../../../schema/store/grant-docs.ts';
import {
  connectionOf,
  momentAfter,
  pageSizeOf,
  type Connection,
  type PageArguments,
} from '../kit/connection.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';
import { datasetOf } from './names.ts';

export type AccessContext = SubgraphContext<undefined>;

/** `input GrantFilter`. */
export interface GrantListArguments extends PageArguments {
  readonly filter?: {
    readonly partner?: string | null;
    readonly dataset?: string | null;
    readonly state?: GrantDoc['state'] | null;
  } | null;
}

/** `input AccessApplicationFilter`, `CorrectionFilter`, `BreakGlassFilter`. */
export interface CaseListArguments extends PageArguments {
  readonly filter?: { readonly partner?: string | null; readonly state?: readonly string[] | null } | null;
}

const COUNT_UP_TO = 10_000;
const position = ({ createdAt, _id }: { createdAt: string; _id: string }): readonly string[] => [
  createdAt,
  _id,
];

export async function grantList(
  args: GrantListArguments,
  { store }: AccessContext,
): Promise<Connection<GrantDoc>> {
  const listing = store.listing('grants');
  const size = pageSizeOf(args);
  const after = momentAfter(listing, args);
  const { partner, dataset, state } = args.filter ?? {};
  const criteria: GrantCriteria = {
    ...(partner == null ? {} : { partner }),
    ...(dataset == null ? {} : { dataset: datasetOf(dataset) }),
    ...(state == null ? {} : { state }),
  };
  return connectionOf({
    listing,
    found: await store.grantPage(criteria, after, size + 1),
    size,
    isFirst: after === null,
    position,
    count: () => store.countGrants(criteria, COUNT_UP_TO),
  });
}

export async function caseList<Kind extends AccessCaseKind>(
  kind: Kind,
  args: CaseListArguments,
  { store }: AccessContext,
): Promise<Connection<CaseOf<Kind>>> {
  const listing = store.listing(kind.toLowerCase());
  const size = pageSizeOf(args);
  const after = momentAfter(listing, args);
  const { partner, state } = args.filter ?? {};
  const criteria: CaseCriteria = {
    ...(partner == null ? {} : { partner }),
    ...(state == null ? {} : { states: state }),
  };
  return connectionOf({
    listing,
    found: await store.accessCasePage(kind, criteria, after, size + 1),
    size,
    isFirst: after === null,
    position,
    count: () => store.countAccessCases(kind, criteria, COUNT_UP_TO),
  });
}
