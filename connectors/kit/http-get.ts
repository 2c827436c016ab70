import { HubError } from '../../schema/canonical/hub-error.ts';

export interface GetOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** What the agency says about a refusal in its own words, read from the body; null when that says nothing. */
  readonly wordsOf?: (body: Uint8Array) => string | null;
  /** Keys of the configuration that a refusal points to. */
  readonly keys?: { readonly credential: string; readonly request: string };
}

export interface Answer {
  readonly bytes: Uint8Array;
  /** The server's clock when it answered (`Date` of RFC 9110), ms since 1970; null when it does not say. */
  readonly serverTimeMs: number | null;
}

const KEYS = { credential: 'token.file', request: 'base.url and page.size' };

/** `getAnswer`, the body alone. */
export async function getBytes(url: URL, options: GetOptions): Promise<Uint8Array> {
  return (await getAnswer(url, options)).bytes;
}

/**
 * One GET to an agency's interface; the body whole.
 * @throws HubError HUB_SOURCE_UNAVAILABLE when trying again may help: network, time-out, 408, 429, 5xx, and also 401 and 403, since a token that is
 * being replaced fits again in a moment; HUB_CONFIG_INVALID for every other refusal.
 */
export async function getAnswer(url: URL, options: GetOptions): Promise<Answer> {
  const where = `${url.origin}${url.pathname}`;
  try {
    const response = await fetch(url, {
      headers: options.headers,
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]),
      redirect: 'error',
    });
    if (!response.ok) throw refusal(response.status, where, await wordsIn(response, options), options.keys);
    const serverTimeMs = Date.parse(response.headers.get('date') ?? '');
    return {
      bytes: await bounded(response, options.maxBytes, where),
      serverTimeMs: Number.isNaN(serverTimeMs) ? null : serverTimeMs,
    };
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    const why =
      cause instanceof Error
        ? cause.cause instanceof Error
          ? cause.cause.message
          : cause.message
        : String(cause);
    throw new HubError(
      'HUB_SOURCE_UNAVAILABLE',
      `${where} does not answer (${why}); check base.url and the network`,
      {
        cause,
      },
    );
  }
}

const WORDS_MAX_BYTES = 64 * 1024;
const WORDS_MOST_CHARACTERS = 300;

/** The agency's reason, in parentheses behind the status, or nothing. */
async function wordsIn(response: Response, { wordsOf }: GetOptions): Promise<string> {
  if (wordsOf === undefined) {
    await response.body?.cancel();
    return '';
  }
  try {
    const words = wordsOf(await bounded(response, WORDS_MAX_BYTES, ''));
    return words === null ? '' : ` (${words.replace(/\s+/g, ' ').slice(0, WORDS_MOST_CHARACTERS)})`;
  } catch {
    // The status says enough: a page that is too long or breaks off has no words for an operator.
    return '';
  }
}

function refusal(status: number, where: string, words: string, keys = KEYS): HubError {
  if (status === 401 || status === 403) {
    return new HubError(
      'HUB_SOURCE_UNAVAILABLE',
      `${where} refuses the caller: ${status}${words}; put a valid key into the file of ${keys.credential}`,
    );
  }
  if (status === 408 || status === 429 || status >= 500) {
    return new HubError('HUB_SOURCE_UNAVAILABLE', `${where} answers ${status}${words}; trying again later`);
  }
  return new HubError('HUB_CONFIG_INVALID', `${where} answers ${status}${words}; check ${keys.request}`);
}

async function bounded(response: Response, maxBytes: number, where: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  // Node's web streams are async iterable; the DOM type does not say so.
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > maxBytes) {
      throw new HubError(
        'HUB_CONFIG_INVALID',
        `${where} answers with more than ${maxBytes} bytes; set a smaller page.size`,
        { field: 'page.size' },
      );
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
