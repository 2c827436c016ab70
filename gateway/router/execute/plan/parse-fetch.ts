import type { FetchNode } from '@graphql-hive/router-query-planner';
import {
  Kind,
  parse,
  print,
  type DefinitionNode,
  type DocumentNode,
  type VariableDefinitionNode,
} from 'graphql';

/** What all kinds of fetches have in common. */
export type FetchLike = Pick<
  FetchNode,
  'serviceName' | 'operation' | 'operationName' | 'operationKind' | 'variableUsages'
>;

/** A fragment without braces, with its conditions. */
const EMPTY = /\.\.\.\s*on\s+\w+\b(?:\s*@(?:include|skip)\(if:\s*\$?\w+\))*(?!\s*[@{])/g;

/**
 * A planned fetch, read. Where the planner finds that nothing is to be asked of a type it prints a fragment without braces, which no subgraph can read
 * either; in its place stands what every type answers.
 * @throws GraphQLError for what cannot be read for other reasons
 */
export function parseFetch<Fetch extends Pick<FetchLike, 'operation'>>(
  node: Fetch,
): { readonly node: Fetch; readonly document: DocumentNode } {
  try {
    return { node, document: parse(node.operation, { noLocation: true }) };
  } catch (error) {
    const operation = node.operation.replace(EMPTY, '__typename');
    if (operation === node.operation) throw error;
    return { node: { ...node, operation }, document: parse(operation, { noLocation: true }) };
  }
}

/** A fetch with another document, in which variables of the operation are used beside those that it had. */
export function withDocument<Fetch extends Pick<FetchLike, 'operation' | 'variableUsages'>>(
  node: Fetch,
  document: DocumentNode,
  used: ReadonlySet<string>,
  variables: readonly VariableDefinitionNode[],
): Fetch {
  const definitions = document.definitions.map((one): DefinitionNode => {
    if (one.kind !== Kind.OPERATION_DEFINITION) return one;
    const there = one.variableDefinitions ?? [];
    const has = new Set(there.map(({ variable }) => variable.name.value));
    const missing = variables.filter(
      ({ variable: { name } }) => used.has(name.value) && !has.has(name.value),
    );
    return { ...one, variableDefinitions: [...there, ...missing] };
  });
  const variableUsages = [...new Set([...(node.variableUsages ?? []), ...used])];
  return { ...node, operation: print({ ...document, definitions }), variableUsages };
}
