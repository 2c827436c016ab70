import { isUtf8 } from 'node:buffer';
import { parse as parseJson } from 'secure-json-parse';
import { HubError } from '../../../schema/canonical/hub-error.ts';

/** The parameters of a GraphQL request after GraphQL over HTTP §6, with types checked and nulls gone. */
export interface GraphqlParameters {
  /** Empty when the document is named by its identifier alone. */
  readonly query: string;
  /** `sha256:<hex>` of a registered document (Appendix "Persisted Documents"). */
  readonly documentId?: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * UTF-8 in full (no replacement characters for broken bytes), then JSON without `__proto__` and `constructor.prototype` keys.
 * @throws HubError HUB_BAD_REQUEST.
 */
export function parseJsonBody(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) {
    throw new HubError('HUB_BAD_REQUEST', 'the body is not valid UTF-8; send JSON in UTF-8');
  }
  return readJson(bytes.toString('utf8'), 'the body');
}

/** @throws HubError HUB_BAD_REQUEST. */
export function bodyParameters(body: unknown): GraphqlParameters {
  if (Array.isArray(body)) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      'batches are not supported; send each query as a request of its own',
    );
  }
  if (!isMap(body)) {
    throw new HubError('HUB_BAD_REQUEST', 'the body must be a JSON object with a text "query"', {
      field: 'body',
    });
  }
  return checked(body);
}

/**
 * Parameters of a GET. `search` is the query string as sent, still encoded.
 * @throws HubError HUB_BAD_REQUEST.
 */
export function searchParameters(search: string): GraphqlParameters {
  const given: Record<string, unknown> = {};
  for (const pair of search.split('&')) {
    if (pair === '') continue;
    const [name, value] = splitPair(pair);
    if (!['query', 'documentId', 'operationName', 'variables', 'extensions'].includes(name)) continue;
    if (Object.hasOwn(given, name)) {
      throw new HubError('HUB_BAD_REQUEST', `the parameter ${name} is there twice; send it once`, {
        field: name,
      });
    }
    const isJson = name === 'variables' || name === 'extensions';
    given[name] = isJson ? readJson(value, `the parameter ${name}`) : value;
  }
  return checked(given);
}

function splitPair(pair: string): [string, string] {
  try {
    const at = pair.indexOf('=');
    const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    return [decodeURIComponent(name), decodeURIComponent(value.replaceAll('+', ' '))];
  } catch (cause) {
    throw new HubError('HUB_BAD_REQUEST', 'the address is not percent-encoded UTF-8', { cause });
  }
}

function checked(given: Readonly<Record<string, unknown>>): GraphqlParameters {
  const { documentId, operationName, variables, extensions } = given;
  if (documentId != null && typeof documentId !== 'string') {
    throw new HubError('HUB_BAD_REQUEST', 'the parameter documentId must be a text', { field: 'documentId' });
  }
  const query = given['query'] ?? (documentId == null ? undefined : '');
  if (typeof query !== 'string' || (query === '' && documentId == null)) {
    throw new HubError('HUB_BAD_REQUEST', 'the parameter query must be a text with a GraphQL document', {
      field: 'query',
    });
  }
  if (operationName != null && typeof operationName !== 'string') {
    throw new HubError('HUB_BAD_REQUEST', 'the parameter operationName must be a text', {
      field: 'operationName',
    });
  }
  for (const [name, value] of Object.entries({ variables, extensions })) {
    if (value != null && !isMap(value)) {
      throw new HubError('HUB_BAD_REQUEST', `the parameter ${name} must be a JSON object`, { field: name });
    }
  }
  return {
    query,
    ...(documentId == null ? {} : { documentId }),
    ...(operationName == null ? {} : { operationName }),
    ...(isMap(variables) ? { variables } : {}),
    ...(isMap(extensions) ? { extensions } : {}),
  };
}

function readJson(text: string, what: string): unknown {
  try {
    return parseJson(text, { protoAction: 'error', constructorAction: 'error' }) as unknown;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('HUB_BAD_REQUEST', `${what} is not JSON that the hub accepts: ${why}`, { cause });
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
