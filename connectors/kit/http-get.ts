import { HubError } from '../../schema/canonical/hub-error.ts';

export interface GetOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/**
 * One GET to an agency's interface; the body whole.
 * @throws HubError HUB_SOURCE_UNAVAILABLE when trying again may help: network, time-out, 408, 429, 5xx, and also 401 and 403, since a token that is
 * being replaced fits again in a moment; HUB_CONFIG_INVALID for every other refusal.
 */
export async function getBytes(url: URL, options: GetOptions): Promise<Uint8Array> {
  const where = `${url.origin}${url.pathname}`;
  try {
    const response = await fetch(url, {
      headers: options.headers,
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]),
      redirect: 'error',
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw refusal(response.status, where);
    }
    return await bounded(response, options.maxBytes, where);
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

function refusal(status: number, where: string): HubError {
  if (status === 401 || status === 403) {
    return new HubError(
      'HUB_SOURCE_UNAVAILABLE',
      `${where} refuses the token (${status}); put a valid one into the file of token.file`,
    );
  }
  if (status === 408 || status === 429 || status >= 500) {
    return new HubError('HUB_SOURCE_UNAVAILABLE', `${where} answers ${status}; trying again later`);
  }
  return new HubError('HUB_CONFIG_INVALID', `${where} answers ${status}; check base.url and page.size`);
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
