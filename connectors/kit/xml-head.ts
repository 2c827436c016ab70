import { HubError } from '../../schema/canonical/hub-error.ts';
import { decodeText, type TextEncoding } from './text-encoding.ts';
import { localName, parseXmlElement } from './xml-element.ts';
import { XmlTokens, type XmlToken } from './xml-tokens.ts';

/** What stands before the first element of a list: how the document is written and the root's own attributes. */
export interface XmlHead {
  readonly encoding: TextEncoding;
  /** The root's name as it is written, one character a byte. */
  readonly rootName: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Where the root's content begins. */
  readonly contentOffset: number;
  /** True for a root without content (`<案件列表/>`). */
  readonly isEmpty: boolean;
}

/** Bytes within which a document's root must begin. */
export const XML_HEAD_BYTES = 512 * 1024;

const DECLARATION = /^<\?xml\s+version\s*=\s*(?:"1\.[0-9]"|'1\.[0-9]')([^?]*)\?>/;
const ENCODING = /^\s+encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/;
const ENCODINGS: ReadonlyMap<string, TextEncoding> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['gb18030', 'gb18030'],
  // Both are parts of GB18030.
  ['gbk', 'gb18030'],
  ['gb2312', 'gb18030'],
]);

/** Makes an error of words that follow what the document is (`the file`). */
export type XmlRefusal = (why: string) => HubError;

/**
 * Reads a document's beginning. The encoding is the declared one, UTF-8 without a declaration, and the root's name must stand there in it:
 * a document that says one encoding and is in another is refused.
 * @param rootElements local names, of which the root has one
 * @throws HubError HUB_RECORD_UNPARSABLE, or what `refused` makes
 */
export function readXmlHead(
  bytes: Uint8Array,
  rootElements: readonly string[],
  refused: XmlRefusal = refusedFile,
): XmlHead {
  const rootElement = rootElements.join('> or <');
  refuseWideCharacters(bytes, refused);
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const encoding = declaredEncoding(bytes.subarray(bom), bom > 0, refused);
  const tokens = new XmlTokens(encoding, bom);
  tokens.push(bytes.subarray(bom));
  for (let token = tokens.next(); token !== null; token = tokens.next()) {
    if (token.kind === 'COMMENT' || token.kind === 'INSTRUCTION') continue;
    if (token.kind === 'TEXT' && isWhiteSpace(token.bytes)) continue;
    if (token.kind === 'DECLARATION') {
      throw refused(
        `has a document type or entity declaration (<!…) at byte ${token.offset}; they are never read, send it without`,
      );
    }
    if (token.kind !== 'START' && token.kind !== 'EMPTY') {
      throw refused(`is no XML: at byte ${token.offset} stands something other than <${rootElement}>`);
    }
    const attributes = readRoot(token, encoding, rootElements, refused);
    return {
      encoding,
      attributes,
      rootName: token.name,
      contentOffset: tokens.offset,
      isEmpty: token.kind === 'EMPTY',
    };
  }
  throw refused(
    bytes.length === 0
      ? 'is empty; send it again'
      : `has no <${rootElement}> at its beginning; it is cut off or no XML, send it again`,
  );
}

/** White space as XML has it. */
export function isWhiteSpace(bytes: Uint8Array | readonly number[]): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);
}

export function refusedFile(why: string): HubError {
  return new HubError('HUB_RECORD_UNPARSABLE', `the file ${why}`, { field: 'file' });
}

function refuseWideCharacters(bytes: Uint8Array, refused: XmlRefusal): void {
  const [a, b, c, d] = bytes;
  const isMarked = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  const isBare =
    bytes.length > 3 && ((a === 0 && b === 0x3c) || (a === 0x3c && b === 0)) && (c === 0 || d === 0);
  if (isMarked || isBare || (a === 0 && b === 0)) {
    throw refused('is UTF-16 or UTF-32; send it as UTF-8 or GB18030');
  }
}

function declaredEncoding(bytes: Uint8Array, hasMark: boolean, refused: XmlRefusal): TextEncoding {
  const text = Buffer.from(bytes.subarray(0, 256)).toString('latin1');
  const declaration = DECLARATION.exec(text);
  if (/^<\?xml\s/.test(text) && declaration === null) {
    throw refused(
      'begins with an XML declaration that cannot be read; write <?xml version="1.0" encoding="UTF-8"?>',
    );
  }
  const declared = ENCODING.exec(declaration?.[1] ?? '')?.[1] ?? 'UTF-8';
  const encoding = ENCODINGS.get(declared.toLowerCase());
  if (encoding === undefined) {
    throw refused(`declares the encoding ${declared.slice(0, 40)}; send it as UTF-8 or GB18030`);
  }
  if (hasMark && encoding !== 'utf-8') {
    throw refused(
      `declares ${declared} but begins with UTF-8's byte order mark; declare the encoding that it is in`,
    );
  }
  return encoding;
}

/** The root's attributes. */
function readRoot(
  token: XmlToken,
  encoding: TextEncoding,
  rootElements: readonly string[],
  refused: XmlRefusal,
): XmlHead['attributes'] {
  const isRoot = (written: string | null): boolean => written !== null && rootElements.includes(written);
  const name = nameIn(token, encoding);
  if (!isRoot(name)) {
    const other = encoding === 'utf-8' ? 'gb18030' : 'utf-8';
    if (isRoot(nameIn(token, other))) {
      throw refused(
        `says that it is ${encoding.toUpperCase()} (as XML does without a declaration) but is ` +
          `${other.toUpperCase()}; declare encoding="${other.toUpperCase()}"`,
      );
    }
    throw refused(
      `has <${name ?? 'a name in another encoding'}> as its root where <${rootElements.join('> or <')}> is expected`,
    );
  }
  const end = token.kind === 'EMPTY' ? '' : `</${token.name}>`;
  const whole = Buffer.concat([token.bytes, Buffer.from(end, 'latin1')]);
  return parseXmlElement(whole, encoding, `<${name ?? ''}>`).attributes;
}

/** Null when the bytes are no text of that encoding. */
function nameIn(token: XmlToken, encoding: TextEncoding): string | null {
  try {
    return localName(decodeText(Buffer.from(token.name, 'latin1'), 'name', encoding)).slice(0, 40);
  } catch {
    return null;
  }
}
