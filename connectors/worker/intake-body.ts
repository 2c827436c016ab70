import type { IncomingMessage } from 'node:http';

/** Past this the sender is cut off; until then the rest is read and thrown away, so that it can read the answer (413). */
const DRAIN_MAX_BYTES = 64 * 1024 * 1024;

/** The whole body, or TOO_LARGE once it is drained. Rejects when the sender goes away. */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Uint8Array | 'TOO_LARGE'> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size <= maxBytes) parts.push(part);
    else parts.length = 0;
    if (size > DRAIN_MAX_BYTES) break;
  }
  if (size > maxBytes) return 'TOO_LARGE';
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}
