import type { AuditCriteria, UsageKey } from '../../access/audit-reads.ts';
import type { AuditKind, AuditStream } from '../../../schema/canonical/audit.ts';
import type { AuditEntryDoc } from '../../../schema/store/audit-docs.ts';
import { buildSubgraph } from '../kit/build-subgraph.ts';
import {
  CONNECTION_FIELDS,
  connectionOf,
  pageSizeOf,
  momentAfter,
  type Connection,
  type PageArguments,
} from '../kit/connection.ts';
import type { Subgraph, SubgraphContext } from '../kit/subgraph.ts';

type AuditContext = SubgraphContext<undefined>;

/** `input AuditFilter`. */
interface AuditFilter {
  readonly disputeId?: string | null;
  readonly code?: string | null;
  readonly rowId?: string | null;
  readonly partner?: string | null;
  readonly actor?: string | null;
  readonly kinds?: readonly AuditKind[] | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

interface AuditListArguments extends PageArguments {
  readonly filter?: AuditFilter | null;
}

const COUNT_UP_TO = 10_000;

/** Who looked at what. The router asks for the scope `admin` before anything comes here. */
export function buildAudit(): Subgraph {
  return buildSubgraph<undefined>({
    name: 'audit',
    loadersFor: () => undefined,
    references: {},
    resolvers: {
      Query: {
        auditEntries: (_: unknown, args: AuditListArguments, context: AuditContext) =>
          entryList(args, context),
        auditUsage: async (
          _: unknown,
          args: AuditListArguments & { readonly by: UsageKey },
          { store }: AuditContext,
        ) => {
          const size = pageSizeOf(args);
          const criteria = await criteriaOf(args.filter ?? {}, store);
          return criteria === null ? [] : store.auditUsage(args.by, criteria, size);
        },
      },
      AuditEntry: {
        id: ({ _id }: AuditEntryDoc) => _id,
        operationName: ({ operation }: AuditEntryDoc) => operation?.name ?? null,
        operationHash: ({ operation }: AuditEntryDoc) => operation?.sha256 ?? null,
        rangeFrom: ({ range }: AuditEntryDoc) => range?.from ?? null,
        rangeTo: ({ range }: AuditEntryDoc) => range?.to ?? null,
        streams: ({ streams }: AuditEntryDoc) => streams ?? [],
      },
      AuditStream: {
        rangeFrom: ({ from }: AuditStream) => from,
        rangeTo: ({ to }: AuditStream) => to,
      },
      AuditEntryConnection: CONNECTION_FIELDS,
    },
  });
}

async function entryList(
  args: AuditListArguments,
  { store }: AuditContext,
): Promise<Connection<AuditEntryDoc>> {
  const size = pageSizeOf(args);
  const listing = store.listing('audit');
  const after = momentAfter(listing, args);
  const criteria = await criteriaOf(args.filter ?? {}, store);
  return connectionOf({
    listing,
    found: criteria === null ? [] : await store.auditPage(criteria, after, size + 1),
    size,
    isFirst: after === null,
    position: ({ at, _id }) => [at, _id],
    count: () => (criteria === null ? 0 : store.countAuditEntries(criteria, COUNT_UP_TO)),
  });
}

/** Null when nothing can fit: a code that no dispute has, or two rows at once that are not the same. */
async function criteriaOf(
  { disputeId, code, rowId, partner, actor, kinds, from, to }: AuditFilter,
  store: AuditContext['store'],
): Promise<AuditCriteria | null> {
  const rows = new Set([disputeId, rowId].filter((id) => id != null));
  if (code != null) {
    const [found] = await store.disputesByCodes([code]);
    if (found === undefined) return null;
    rows.add(found._id);
  }
  if (rows.size > 1) return null;
  const [row] = rows;
  return {
    ...(row === undefined ? {} : { rowId: row }),
    ...(partner == null ? {} : { partner }),
    ...(actor == null ? {} : { actor }),
    ...(kinds == null ? {} : { kinds }),
    ...(from == null ? {} : { from: new Date(from).toISOString() }),
    ...(to == null ? {} : { to: new Date(to).toISOString() }),
  };
}
