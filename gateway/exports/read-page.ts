import type { ExecutionResult } from 'graphql';
import type { Logger } from '../../runtime/log.ts';
import { HUB_ERRORS, HubError, type HubErrorCode } from '../../schema/canonical/hub-error.ts';
import type { ExportJobDoc } from '../../schema/store/export-jobs.ts';
import type { ExportedPage } from '../../schema/store/export-queue.ts';
import type { Caller } from '../access/caller.ts';
import type { GraphService } from '../router/graph-service.ts';
import { cellOf, countQuery, pageQuery, type Say } from './lists/column.ts';
import { columnsNamed, LISTS } from './lists/lists.ts';

export interface PageReading {
  readonly service: Pick<GraphService, 'answer'>;
  readonly job: ExportJobDoc;
  readonly caller: Caller;
  readonly say: Say;
  readonly log: Logger;
}

/** A page, and whether another follows. */
export interface PageRead extends ExportedPage {
  readonly hasNext: boolean;
}

interface Connection {
  readonly nodes?: readonly unknown[];
  readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount?: number;
}

const CUT = 'HUB_FIELD_NOT_GRANTED';

/**
 * Reads the page of a list that follows what is written, by the list's own query and as whoever asked for the export: rows, masking, limits and audit are those of
 * every query.
 * @throws HubError of the first error in the answer other than a field that is not granted: a file is complete, or none.
 */
export async function readPage(reading: PageReading): Promise<PageRead> {
  const { job, say } = reading;
  const list = LISTS[job.list];
  const columns = columnsNamed(job.list, job.columns);
  const criteria = JSON.parse(job.criteria) as Record<string, unknown>;
  const isFirst = job.pages === 0;
  const total = isFirst ? await countOf(reading, countQuery(list), criteria) : 0;
  const answer = await answered(reading, pageQuery(list, columns), { ...criteria, after: job.cursor });
  const { nodes, pageInfo } = connectionIn(answer, list.root);
  if (nodes === undefined || pageInfo === undefined) throw notGranted();
  return {
    rows: nodes.map((node) => columns.map((column) => cellOf(column, node, say))),
    cursor: pageInfo.endCursor,
    hasNext: pageInfo.hasNextPage,
    first: isFirst ? { total, notGranted: cutColumns(answer, list.root, columns) } : null,
  };
}

async function countOf(
  reading: PageReading,
  query: string,
  criteria: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { totalCount } = connectionIn(await answered(reading, query, criteria), LISTS[reading.job.list].root);
  if (totalCount === undefined) throw notGranted();
  return totalCount;
}

async function answered(
  { service, job, caller, log }: PageReading,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<ExecutionResult> {
  const answer = await service.answer({ query, variables, caller, requestId: job._id, log, readOnly: true });
  const error = answer.errors?.find(({ extensions }) => extensions['code'] !== CUT);
  if (error === undefined) return answer;
  const code = String(error.extensions['code']);
  throw new HubError(isHubCode(code) ? code : 'HUB_INTERNAL', error.message);
}

function connectionIn({ data }: ExecutionResult, root: string): Connection {
  return data?.[root] ?? {};
}

/** Columns below a field that is not granted. */
function cutColumns(
  { errors = [] }: ExecutionResult,
  root: string,
  columns: readonly { readonly name: string; readonly path: string }[],
): readonly string[] {
  const above = `${root}.nodes.`;
  const cut = errors.map(({ path = [] }) => `${path.filter((step) => typeof step === 'string').join('.')}.`);
  return columns
    .filter(({ path }) =>
      cut.some((field) => field.startsWith(above) && `${above}${path}.`.startsWith(field)),
    )
    .map(({ name }) => name);
}

function notGranted(): HubError {
  return new HubError(
    'HUB_FORBIDDEN',
    'the list is not granted to you for this purpose; apply for it, or state another purpose',
  );
}

export function isHubCode(code: string): code is HubErrorCode {
  return Object.hasOwn(HUB_ERRORS, code);
}
