import { isInputObjectType, type GraphQLResolveInfo } from 'graphql';
import { canonicalJson } from '../../../schema/canonical/canonical-json.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { digest } from '../../../schema/canonical/ids.ts';
import {
  watermarkOf,
  type ExportFormat,
  type ExportLanguage,
  type ExportList,
} from '../../../schema/canonical/export.ts';
import type { ExportJob } from '../../access/export-jobs.ts';
import { Clock, isTimeZone } from '../../exports/files/moments.ts';
import { called, columnsNamed, LISTS } from '../../exports/lists/lists.ts';
import { traditional } from '../../exports/words.ts';
import type { Column } from '../../exports/lists/column.ts';
import { queryTextOf } from '../kit/arguments.ts';
import {
  connectionOf,
  CONNECTION_FIELDS,
  momentAfter,
  pageSizeOf,
  type Connection,
  type PageArguments,
} from '../kit/connection.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';
import { asGiven } from './as-given.ts';
import { callInput } from './call-input.ts';

type Context = SubgraphContext<undefined>;
type Criteria = Readonly<Record<string, unknown>>;

/** `input CreateExportInput`. */
interface CreateInput {
  readonly clientMutationId: string;
  readonly list: ExportList;
  readonly disputes?: Criteria | null;
  readonly search?: (Criteria & { readonly query: string }) | null;
  readonly linkReviews?: Criteria | null;
  readonly auditEntries?: Criteria | null;
  readonly columns?: readonly string[] | null;
  readonly format: ExportFormat;
  readonly timeZone?: string | null;
  readonly language?: ExportLanguage | null;
}

/** Which field of the input says which rows. */
const CRITERIA = {
  DISPUTES: 'disputes',
  SEARCH: 'search',
  LINK_REVIEWS: 'linkReviews',
  AUDIT_ENTRIES: 'auditEntries',
} as const satisfies Record<ExportList, keyof CreateInput>;
const PLACE = 'Asia/Shanghai';
const COUNT_UP_TO = 10_000;

async function jobList(args: PageArguments, { store }: Context): Promise<Connection<ExportJob>> {
  const size = pageSizeOf(args);
  const listing = store.listing('exportJobs');
  const after = momentAfter(listing, args);
  return connectionOf({
    listing,
    found: await store.exportJobPage(after, size + 1),
    size,
    isFirst: after === null,
    position: ({ createdAt, _id }) => [createdAt, _id],
    count: () => store.countExportJobs(COUNT_UP_TO),
  });
}

/** Root fields of exports. */
export const EXPORT_QUERIES = {
  exportJobs: (_: unknown, args: PageArguments, context: Context) => jobList(args, context),
  exportJob: (_: unknown, { id }: { readonly id: string }, { store }: Context) => store.exportJob(id),
  exportColumns: (_: unknown, { list }: { readonly list: ExportList }) => LISTS[list].columns,
};

/** What people do with exports. */
export const EXPORT_MUTATIONS = {
  createExport: callInput<CreateInput>(async ({ clientMutationId, ...input }, { store, now }, info) => {
    const { list, format } = input;
    const language = input.language ?? 'ZH_CN';
    const timeZone = timeZoneOf(input.timeZone ?? PLACE);
    const asked = {
      list,
      criteria: canonicalJson(criteriaOf(input, info)),
      columns: columnsNamed(list, input.columns ?? null).map(({ name }) => name),
      format,
      timeZone,
      language,
    };
    const at = new Clock(timeZone).textOf(now.toISOString()).replaceAll(/[-:]/g, '').replace(' ', '-');
    return {
      job: await store.createExport({
        clientMutationId,
        inputHash: digest('export', canonicalJson(asked)),
        ...asked,
        fileName: `${called(LISTS[list], language)}-${at}.${format.toLowerCase()}`,
      }),
    };
  }),
  cancelExport: callInput<{ readonly clientMutationId: string; readonly id: string }>(
    async ({ id }, { store }) => ({ job: await store.cancelExport(id) }),
  ),
};

/** Resolvers of the types of `schema/subgraphs/exports.graphql`. */
export const EXPORT_TYPES = {
  ExportJob: {
    id: ({ _id }: ExportJob) => _id,
    state: (job: ExportJob, _: unknown, { now }: Context) =>
      job.state === 'DONE' && !isThere(job, now) ? 'EXPIRED' : job.state,
    progress: ({ rows, total, truncated }: ExportJob) => ({ rows, total, truncated }),
    watermark: watermarkOf,
    expiresAt: ({ state, expiresAt }: ExportJob) => (state === 'DONE' ? expiresAt : null),
    url: (job: ExportJob, _: unknown, { now }: Context) =>
      isThere(job, now) ? `/exports/${job._id}/${job.secret ?? ''}` : null,
  },
  ExportColumn: {
    labelZhCn: ({ zh }: Column) => zh,
    labelZhTw: ({ zh }: Column) => traditional(zh),
    labelEn: ({ en }: Column) => en,
  },
  ExportJobConnection: CONNECTION_FIELDS,
};

function isThere({ state, secret, expiresAt }: ExportJob, now: Date): boolean {
  return state === 'DONE' && secret !== null && (expiresAt ?? '') > now.toISOString();
}

/** Variables of the list's own query. @throws HubError HUB_BAD_REQUEST. */
function criteriaOf(input: Omit<CreateInput, 'clientMutationId'>, { schema }: GraphQLResolveInfo): Criteria {
  const own = CRITERIA[input.list];
  for (const other of Object.values(CRITERIA)) {
    if (other !== own && input[other] != null) {
      throw new HubError('HUB_BAD_REQUEST', `${other}: it says nothing of ${input.list}; give ${own}`, {
        field: other,
      });
    }
  }
  const given = input[own];
  if (input.list === 'SEARCH') queryTextOf(input.search?.query ?? '', 'search.query');
  if (given == null) return {};
  const type = schema.getType(`Export${own.charAt(0).toUpperCase()}${own.slice(1)}Input`);
  return isInputObjectType(type) ? (asGiven(given, type) as Criteria) : {};
}

function timeZoneOf(name: string): string {
  if (isTimeZone(name)) return name;
  throw new HubError(
    'HUB_BAD_REQUEST',
    `timeZone: "${name.slice(0, 50)}" is no time zone; write a name of the IANA database, for example ${PLACE}`,
    { field: 'timeZone' },
  );
}
