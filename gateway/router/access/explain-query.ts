import { buildASTSchema, parse } from 'graphql';
import type { Access } from '../../access/grants/access.ts';
import { createPreparer } from '../prepare/prepare.ts';
import { DEFAULT_QUERY_LIMITS } from '../prepare/query-limits.ts';
import { explainAccess, type AccessFinding } from './explain-access.ts';
import { FieldDecisions } from './field-decisions.ts';
import { readFieldRules } from './field-rules.ts';

/** A query to be looked at, not asked. */
export interface QueryToExplain {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Dry runs against a supergraph, for whoever has no gateway at hand: make one and keep it. It tells what an access cuts of a query before any
 * subgraph would be asked.
 */
export function createAccessExplainer(
  supergraphSdl: string,
): (access: Access, asked: QueryToExplain) => readonly AccessFinding[] {
  const schema = buildASTSchema(parse(supergraphSdl, { noLocation: true }), { assumeValidSDL: true });
  const rules = readFieldRules(supergraphSdl);
  const preparer = createPreparer(schema, DEFAULT_QUERY_LIMITS);
  /** @throws RequestError when the query is none of this graph. */
  return (access, { query, operationName, variables = {} }) =>
    explainAccess(
      new FieldDecisions(schema, rules, access),
      preparer.prepare(query, operationName),
      preparer.checkVariables(preparer.prepare(query, operationName), variables),
    );
}
