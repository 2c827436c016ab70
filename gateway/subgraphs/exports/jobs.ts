import { isInputObjectType, type GraphQLResolveInfo } from 'graphql';
import { canonicalJson } from '../../../schema/canonical/canonical-json.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { digest } from '../../../schema/canonical/ids.ts';
import {
  EXPORT_LISTS,
  watermarkOf,
  type ExportFormat,
  type ExportLanguage,
  type ExportList,
} from '../../../schema/canonical/export.ts';
import type { ExportJob } from '../../access/export-jobs.ts';
import { Clock, isTimeZone } from '../../exports/files/moments.ts';
import { called, columnsNamed, LISTS } from '../../exports/lists/lists.ts';
import { traditional } from '../../exports/words.ts';
import { variablesOf, type Column } from '../../exports/lists/column.ts';
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

/** `input CreateExportInput`; which rows stand in the field that is called as the list. */
interface CreateInput {
  readonly clientMutationId: string;
  readonly list: ExportList;
  readonly search?: { readonly query: string } | null;
  readonly columns?: readonly string[] | null;
  readonly format: ExportFormat;
  readonly timeZone?: string | null;
  readonly language?: ExportLanguage | null;
}

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
  const own = criteriaField(input.list);
  const type = schema.getType('CreateExportInput');
  const fields = isInputObjectType(type) ? type.getFields() : {};
  const given = input as unknown as Readonly<Record<string, Criteria | null | undefined>>;
  for (const other of EXPORT_LISTS.map(criteriaField)) {
    if (other !== own && given[other] != null) {
      const instead = fields[own] === undefined ? 'it takes nothing' : `give ${own}`;
      throw new HubError('HUB_BAD_REQUEST', `${other}: it says nothing of ${input.list}; ${instead}`, {
        field: other,
      });
    }
  }
  const needed = Object.entries(variablesOf(LISTS[input.list])).filter(([, one]) => one.endsWith('!'));
  if (given[own] == null && needed.length > 0) {
    const names = needed.map(([name]) => name).join(', ');
    throw new HubError('HUB_BAD_REQUEST', `${own}: ${input.list} needs it; give ${own} with ${names}`, {
      field: own,
    });
  }
  if (input.list === 'SEARCH') queryTextOf(input.search?.query ?? '', 'search.query');
  const field = fields[own];
  return field === undefined || given[own] == null ? {} : (asGiven(given[own], field.type) as Criteria);
}

/** Field of the input that says which rows: `linkReviews` of LINK_REVIEWS. */
function criteriaField(list: ExportList): string {
  return list.toLowerCase().replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function timeZoneOf(name: string): string {
  if (isTimeZone(name)) return name;
  throw new HubError(
    'HUB_BAD_REQUEST',
    `timeZone: "${name.slice(0, 50)}" is no time zone; write a name of the IANA database, for example ${PLACE}`,
    { field: 'timeZone' },
  );
}
