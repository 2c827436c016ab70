import { execute, parse, validate, type ExecutionResult } from 'graphql';
import type { Caller } from '../../access/caller.ts';
import { WORKING_SCOPES } from '../../access/identity/token-scopes.ts';
import type { Door } from '../../access/door.ts';
import { SUBGRAPHS } from '../registry.ts';
import type { Subgraph } from '../kit/subgraph.ts';
import { FULL_ACCESS } from '../../access/grants/access.ts';

export const ANALYST: Caller = Object.freeze({
  partner: 'analyst',
  actor: 'analyst@test',
  purpose: null,
  access: FULL_ACCESS,
  scopes: WORKING_SCOPES,
});

const built = new Map<string, Subgraph>();

export function subgraphNamed(name: string): Subgraph {
  const known = built.get(name) ?? SUBGRAPHS.find((entry) => entry.name === name)?.build();
  if (known === undefined) throw new Error(`no subgraph ${name}`);
  built.set(name, known);
  return known;
}

/** Executes one operation on one subgraph, as the router does in process: one context a request, as of now or of the moment given, for an analyst or the caller given. */
export async function ask(
  door: Door,
  name: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  now: Date = new Date(),
  caller: Caller = ANALYST,
): Promise<ExecutionResult<Record<string, unknown>>> {
  const { schema, contextFor } = subgraphNamed(name);
  const document = parse(query);
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors };
  const answer = (await execute({
    schema,
    document,
    variableValues: variables,
    contextValue: { ...contextFor(caller, door.for(caller)), now },
  })) as ExecutionResult<Record<string, unknown>>;
  // As a client sees it: plain JSON.
  return JSON.parse(JSON.stringify(answer)) as ExecutionResult<Record<string, unknown>>;
}
