import { HubError } from '../../schema/canonical/hub-error.ts';

export type TextEncoding = 'utf-8' | 'gb18030';

const DECODERS: Readonly<Record<TextEncoding, TextDecoder>> = {
  'utf-8': new TextDecoder('utf-8', { fatal: true }),
  gb18030: new TextDecoder('gb18030', { fatal: true }),
};

/**
 * Decodes bytes without repairing anything: a replacement character in a name is a wrong name.
 * A byte order mark at the start is dropped.
 * @throws HubError HUB_RECORD_UNPARSABLE naming the first bad byte of UTF-8 text.
 */
export function decodeText(bytes: Uint8Array, what: string, encoding: TextEncoding = 'utf-8'): string {
  try {
    return DECODERS[encoding].decode(bytes);
  } catch (cause) {
    const where = encoding === 'utf-8' ? ` (byte ${firstBadByte(bytes)})` : '';
    throw new HubError(
      'HUB_RECORD_UNPARSABLE',
      `${what}: the text is not ${encoding.toUpperCase()}${where}; export or send it again as ${encoding.toUpperCase()}`,
      { cause },
    );
  }
}

function firstBadByte(bytes: Uint8Array): number {
  const repaired = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const at = bytes.findIndex((byte, index) => repaired[index] !== byte);
  return at < 0 ? bytes.length : at;
}
