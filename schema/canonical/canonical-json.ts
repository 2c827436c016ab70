/**
 * Text that is equal when two values are, whatever order their fields come in: keys sorted, `undefined` left out, dates as ISO 8601, bytes of
 * whatever class as hex.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? inOrder(inner) : inner,
  );
}

function inOrder(value: object): object {
  const bytes = bytesOf(value);
  if (bytes !== null) return { $bytes: Buffer.from(bytes).toString('hex') };
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function bytesOf(value: object): Uint8Array | null {
  if (value instanceof Uint8Array) return value;
  return 'buffer' in value && value.buffer instanceof Uint8Array ? value.buffer : null;
}
