import iconv from 'iconv-lite';
import { HubError } from '../../schema/canonical/hub-error.ts';

/** The encodings that agencies' text may be in. */
export const TEXT_ENCODINGS = ['utf-8', 'gb18030'] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

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

/**
 * The text's bytes, without a byte order mark. What `decodeText` makes of them is the text again, but for 19 characters of the private use
 * areas that Unicode has moved.
 */
export function encodeText(text: string, encoding: TextEncoding): Buffer {
  return encoding === 'utf-8' ? Buffer.from(text) : iconv.encode(text, encoding);
}

/** A content type with its charset, where that is not UTF-8: `text/csv; header=present; charset=gb18030`. */
export function contentTypeIn(type: string, encoding: TextEncoding): string {
  return encoding === 'utf-8' ? type : `${type}; charset=${encoding}`;
}

/** Encoding that a content type names, UTF-8 when it names none. @throws HubError HUB_RECORD_UNPARSABLE for one that is not read here. */
export function encodingOf(contentType: string): TextEncoding {
  const charset = /;\s*charset="?([^\s;"]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
  if (charset === 'utf-8' || charset === 'gb18030') return charset;
  throw new HubError(
    'HUB_RECORD_UNPARSABLE',
    `the content type names the charset ${charset.slice(0, 40)}; send the text as UTF-8 or GB18030`,
    { field: 'contentType' },
  );
}

function firstBadByte(bytes: Uint8Array): number {
  const repaired = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const at = bytes.findIndex((byte, index) => repaired[index] !== byte);
  return at < 0 ? bytes.length : at;
}
