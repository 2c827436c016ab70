import { GraphQLError, Kind, OperationTypeNode, parse } from 'graphql';
import type { Question } from '../../graph/ask.ts';

/** What somebody wrote, read: the first operation is the one that is asked. */
export type WrittenQuestion =
  | { readonly fault: null; readonly type: OperationTypeNode; readonly question: Question }
  /** `words` are the parser's; null where nothing is to be asked. */
  | { readonly fault: 'query'; readonly words: string | null }
  | { readonly fault: 'variables' };

export function readQuestion(query: string, variables: string): WrittenQuestion {
  let document;
  try {
    document = parse(query);
  } catch (error) {
    return { fault: 'query', words: error instanceof GraphQLError ? placed(error) : String(error) };
  }
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) return { fault: 'query', words: null };
  const given = objectOf(variables);
  if (given === null) return { fault: 'variables' };
  const operationName = operation.name?.value ?? null;
  return { fault: null, type: operation.operation, question: { query, variables: given, operationName } };
}

/** How a terminal asks the same; the token stays out of it. */
export function curlOf({ query, variables }: Question, type: OperationTypeNode, origin: string): string {
  const isStream = type === OperationTypeNode.SUBSCRIPTION;
  const body = JSON.stringify({ query, variables }).replaceAll("'", String.raw`'\''`);
  return [
    `curl -s${isStream ? 'N' : ''} ${origin}/graphql${isStream ? '/stream' : ''}`,
    `-H "authorization: Bearer $TOKEN"`,
    `-H 'content-type: application/json'`,
    ...(isStream ? [`-H 'accept: text/event-stream'`] : []),
    `-d '${body}'`,
  ].join(' \\\n  ');
}

function placed(error: GraphQLError): string {
  const [place] = error.locations ?? [];
  return place === undefined ? error.message : `${place.line}:${place.column} ${error.message}`;
}

/** An empty text has no variables. */
function objectOf(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  try {
    const found: unknown = JSON.parse(text);
    const isObject = typeof found === 'object' && found !== null && !Array.isArray(found);
    return isObject ? (found as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
