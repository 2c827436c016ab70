import { LRUCache } from 'lru-cache';

/** The two media types of GraphQL over HTTP; the first keeps request errors apart from answers by status 400. */
export const GRAPHQL_RESPONSE = 'application/graphql-response+json';
export const JSON_TYPE = 'application/json';
export type ResponseType = typeof GRAPHQL_RESPONSE | typeof JSON_TYPE;

const RANGES: Readonly<Record<string, ResponseType>> = {
  [GRAPHQL_RESPONSE]: GRAPHQL_RESPONSE,
  [JSON_TYPE]: JSON_TYPE,
  'application/*': JSON_TYPE,
  '*/*': JSON_TYPE,
};

/** Clients say the same few things over and over. */
const accepted = new LRUCache<string, { readonly type: ResponseType | undefined }>({ max: 100 });
const readable = new LRUCache<string, { readonly why: string | null }>({ max: 100 });

/** The type that the client likes best (RFC 9110 §12.5.1; of equals the first), JSON when it does not say, undefined when none of ours fits. */
export function negotiate(accept: string | undefined): ResponseType | undefined {
  if (accept === undefined || accept.trim() === '') return JSON_TYPE;
  let known = accepted.get(accept);
  if (known === undefined) accepted.set(accept, (known = { type: bestOf(accept) }));
  return known.type;
}

function bestOf(accept: string): ResponseType | undefined {
  let best: { type: ResponseType; quality: number } | undefined;
  for (const range of accept.split(',')) {
    const { essence, parameters } = parseMediaType(range);
    const type = Object.hasOwn(RANGES, essence) ? RANGES[essence] : undefined;
    const quality = Number(parameters.get('q') ?? 1);
    const fits = type !== undefined && quality > 0 && isUtf8(parameters.get('charset'));
    if (fits && (best === undefined || quality > best.quality)) best = { type, quality };
  }
  return best?.type;
}

/** Why a request body cannot be read, in words for its sender, or null when it can. */
export function unreadableBody(headers: {
  readonly 'content-type'?: string | undefined;
  readonly 'content-encoding'?: string | undefined;
}): string | null {
  const given = headers['content-type'];
  if (given === undefined) return `the request has no Content-Type; send ${JSON_TYPE}`;
  let known = readable.get(given);
  if (known === undefined) readable.set(given, (known = { why: unreadableType(given) }));
  if (known.why !== null) return known.why;
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    return 'compressed requests are not supported; send the body as it is, without Content-Encoding';
  }
  return null;
}

function unreadableType(given: string): string | null {
  const { essence, parameters } = parseMediaType(given);
  if (essence !== JSON_TYPE)
    return `Content-Type ${essence.slice(0, 100)} is not supported; send ${JSON_TYPE}`;
  if (!isUtf8(parameters.get('charset'))) return 'the charset is not supported; send UTF-8';
  return null;
}

function isUtf8(charset: string | undefined): boolean {
  return charset === undefined || /^utf-?8$/.test(charset);
}

function parseMediaType(text: string): { essence: string; parameters: Map<string, string> } {
  const [essence = '', ...rest] = text.split(';').map((part) => part.trim().toLowerCase());
  const parameters = new Map(
    rest.map((parameter) => {
      const [name = '', value = ''] = parameter.split('=');
      return [name.trim(), value.trim().replace(/^"(.*)"$/, '$1')];
    }),
  );
  return { essence, parameters };
}
