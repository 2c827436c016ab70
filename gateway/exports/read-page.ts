import type { ExecutionResult } from 'graphql';
import type { Logger } from '../../runtime/log.ts';
import { HUB_ERRORS, HubError, type HubErrorCode } from '../../schema/canonical/hub-error.ts';
import type { ExportJobDoc } from '../../schema/store/export-jobs.ts';
import type { ExportedPage } from '../../schema/store/export-queue.ts';
import type { Caller } from '../access/caller.ts';
import type { GraphService } from '../router/graph-service.ts';
import { cellOf, countQuery, pageQuery, wayTo, type ListDefinition, type Say } from './lists/column.ts';
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

const LAST_PAGE = { hasNextPage: false, endCursor: null } as const;
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
  // Whoever goes on behind a plain list has all of it.
  if (list.isWhole === true && !isFirst) return { rows: [], cursor: null, hasNext: false, first: null };
  const counting = isFirst ? countQuery(list) : null;
  const counted =
    counting === null ? null : connectionIn(await answered(reading, counting, criteria), list).totalCount;
  const variables = list.isWhole === true ? criteria : { ...criteria, after: job.cursor };
  const answer = await answered(reading, pageQuery(list, columns), variables);
  const { nodes, pageInfo } = connectionIn(answer, list);
  if (nodes === undefined || pageInfo === undefined || counted === undefined) throw notGranted();
  return {
    rows: nodes.map((node) => columns.map((column) => cellOf(column, node, say))),
    // A page without rows has no cursor: whoever goes on behind it must not begin anew.
    cursor: pageInfo.endCursor ?? job.cursor,
    hasNext: pageInfo.hasNextPage,
    first: isFirst ? { total: counted ?? nodes.length, notGranted: cutColumns(answer, list, columns) } : null,
  };
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

/** The list in an answer; a plain list as one page. @throws HubError when there is nothing that it could be a list of. */
function connectionIn({ data }: ExecutionResult, list: ListDefinition): Connection {
  const way = wayTo(list);
  let found: unknown = data;
  for (const [at, field] of way.entries()) {
    found = (found as Readonly<Record<string, unknown>> | null | undefined)?.[field];
    if (found == null && at < way.length - 1) throw nothingThere(list);
  }
  if (list.isWhole === true) {
    return Array.isArray(found) ? { nodes: found, pageInfo: LAST_PAGE } : {};
  }
  return found ?? {};
}

/** Columns below a field that is not granted. */
function cutColumns(
  { errors = [] }: ExecutionResult,
  list: ListDefinition,
  columns: readonly { readonly name: string; readonly path: string }[],
): readonly string[] {
  const above = [...wayTo(list), ...(list.isWhole === true ? [] : ['nodes']), ''].join('.');
  const cut = errors.map(({ path = [] }) => `${path.filter((step) => typeof step === 'string').join('.')}.`);
  return columns
    .filter(({ path }) =>
      cut.some((field) => field.startsWith(above) && `${above}${path}.`.startsWith(field)),
    )
    .map(({ name }) => name);
}

function nothingThere({ above = [] }: ListDefinition): HubError {
  const given = above.flatMap(({ variables }) => Object.keys(variables)).join(', ');
  return new HubError(
    'HUB_NOT_FOUND',
    `there is nothing for you that this would be a list of; look at ${given}, or state another purpose`,
  );
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
