import type { TextEncoding } from './text-encoding.ts';

/**
 * Tells markup from text in the bytes of an XML document as they come, without decoding them. Grammar (XML 1.0, of which no more than this
 * decides where an element ends):
 *
 *   document    = *( text / tag / comment / cdata / instruction )
 *   tag         = "<" [ "/" ] name *( any but "<" ">" DQUOTE "'" / quoted ) [ "/" ] ">"
 *   quoted      = DQUOTE *( any but DQUOTE "<" ) DQUOTE / "'" *( any but "'" "<" ) "'"
 *   comment     = "<!--" … "-->"        cdata = "<![CDATA[" … "]]>"        instruction = "<?" … "?>"
 *
 * A declaration (`<!DOCTYPE`, `<!ENTITY`) is told and never looked into. The bytes of `< > " ' & ! ? / - =` are part of no other character
 * in UTF-8 and GB18030; those of `]` and of letters are in GB18030, so the end of CDATA is looked for character by character.
 */
export interface XmlToken {
  readonly kind:
    | 'TEXT'
    | 'START'
    | 'EMPTY'
    | 'END'
    | 'COMMENT'
    | 'CDATA'
    | 'INSTRUCTION'
    | 'DECLARATION'
    /** A tag that is not closed before the next `<`, has no name or is longer than `TAG_MAX_BYTES`. */
    | 'BROKEN';
  /** Bytes of the token. A text, comment, CDATA section or instruction may come in several tokens of its kind. */
  readonly bytes: Buffer;
  /** Bytes from the beginning of the document. */
  readonly offset: number;
  /** Bytes of a tag's name, one character each, so that names can be compared without decoding; empty for other kinds. */
  readonly name: string;
}

/** Longest tag with its attributes. */
export const TAG_MAX_BYTES = 256 * 1024;

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BRACKET = 0x5d;
const COMMENT = Buffer.from('<!--');
const CDATA = Buffer.from('<![CDATA[');
type Section = 'COMMENT' | 'CDATA' | 'INSTRUCTION';

/** Push bytes in, take tokens out until there are none, and so on; every byte is in exactly one token. */
export class XmlTokens {
  readonly #encoding: TextEncoding;
  #buffer = Buffer.alloc(0);
  #at = 0;
  #offset: number;
  #ended = false;
  #section: Section | null = null;

  /** @param offset where in the document the first byte lies: at markup or text, never within. */
  constructor(encoding: TextEncoding, offset: number) {
    this.#encoding = encoding;
    this.#offset = offset;
  }

  push(chunk: Uint8Array): void {
    this.#buffer = Buffer.concat([this.#buffer.subarray(this.#at), chunk]);
    this.#at = 0;
  }

  /** No more bytes will come. */
  end(): void {
    this.#ended = true;
  }

  /** Where the first byte lies that is in no token yet. */
  get offset(): number {
    return this.#offset;
  }

  /** True when the document ended within markup. Ask after `end`, when there are no more tokens. */
  get isCutOff(): boolean {
    return this.#ended && (this.#section !== null || this.#at < this.#buffer.length);
  }

  /** The next token; null when more bytes are needed, or none are left but those of markup that was cut off. */
  next(): XmlToken | null {
    if (this.#section !== null) return this.#within(this.#section);
    const buffer = this.#buffer;
    const at = this.#at;
    if (at >= buffer.length) return null;
    if (buffer[at] !== LT) {
      const next = buffer.indexOf(LT, at);
      return this.#take('TEXT', next < 0 ? buffer.length : next);
    }
    const second = buffer[at + 1];
    if (second === undefined) return null;
    if (second === 0x3f) return this.#open('INSTRUCTION', 2);
    if (second === 0x21) return this.#exclamation();
    return this.#tag(second === SLASH);
  }

  #exclamation(): XmlToken | null {
    const rest = this.#buffer.subarray(this.#at, this.#at + CDATA.length);
    if (rest.subarray(0, COMMENT.length).equals(COMMENT)) return this.#open('COMMENT', COMMENT.length);
    if (rest.equals(CDATA)) return this.#open('CDATA', CDATA.length);
    const mayStillBe = [COMMENT, CDATA].some((start) => rest.equals(start.subarray(0, rest.length)));
    return mayStillBe && !this.#ended ? null : this.#take('DECLARATION', this.#at + 2);
  }

  #open(section: Section, length: number): XmlToken {
    this.#section = section;
    return this.#take(section, this.#at + length);
  }

  #within(section: Section): XmlToken | null {
    const { end, closed } = endOfSection(this.#buffer, this.#at, section, this.#encoding);
    if (closed) this.#section = null;
    else if (end === this.#at) return null;
    return this.#take(section, end);
  }

  #tag(isEnd: boolean): XmlToken | null {
    const buffer = this.#buffer;
    const from = this.#at + (isEnd ? 2 : 1);
    let quote = 0;
    for (let at = from; at < buffer.length; at += 1) {
      const byte = buffer[at];
      if (byte === LT) return this.#take('BROKEN', at);
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === 0x22 || byte === 0x27) {
        quote = byte;
      } else if (byte === GT) {
        const name = nameAt(buffer, from, at);
        const kind = isEnd ? 'END' : buffer[at - 1] === SLASH ? 'EMPTY' : 'START';
        return name === '' ? this.#take('BROKEN', at + 1) : this.#take(kind, at + 1, name);
      }
      if (at - from > TAG_MAX_BYTES) return this.#take('BROKEN', at);
    }
    return null;
  }

  #take(kind: XmlToken['kind'], end: number, name = ''): XmlToken {
    const bytes = this.#buffer.subarray(this.#at, end);
    const offset = this.#offset;
    this.#offset += bytes.length;
    this.#at = end;
    return { kind, bytes, offset, name };
  }
}

/** A name ends at white space, `/`, `>`, `=` or a quote: all of them bytes that stand for themselves. */
function nameAt(buffer: Buffer, from: number, to: number): string {
  let end = from;
  while (end < to && !isNameEnd(buffer[end] ?? 0)) end += 1;
  return buffer.toString('latin1', from, end);
}

function isNameEnd(byte: number): boolean {
  return byte <= 0x20 || byte === SLASH || byte === 0x3d || byte === 0x22 || byte === 0x27;
}

/** Where a section ends; when its end is not in the buffer, how much of it can be taken before more bytes are needed. */
function endOfSection(
  buffer: Buffer,
  from: number,
  section: Section,
  encoding: TextEncoding,
): { end: number; closed: boolean } {
  if (section === 'CDATA' && encoding === 'gb18030') return endOfGb18030Data(buffer, from);
  const terminator = section === 'CDATA' ? ']]>' : section === 'COMMENT' ? '-->' : '?>';
  const found = buffer.indexOf(terminator, from, 'latin1');
  if (found >= 0) return { end: found + terminator.length, closed: true };
  return { end: Math.max(from, buffer.length - terminator.length + 1), closed: false };
}

function endOfGb18030Data(buffer: Buffer, from: number): { end: number; closed: boolean } {
  let at = from;
  while (at < buffer.length) {
    const byte = buffer[at] ?? 0;
    if (byte === BRACKET) {
      if (at + 2 >= buffer.length) break;
      if (buffer[at + 1] === BRACKET && buffer[at + 2] === GT) return { end: at + 3, closed: true };
    }
    const length = gb18030Length(buffer, at);
    if (at + length > buffer.length) break;
    at += length;
  }
  return { end: at, closed: false };
}

/** Bytes of the character at `at`; 1 for a byte that begins none, so that the next character is found again. */
function gb18030Length(buffer: Buffer, at: number): number {
  const lead = buffer[at] ?? 0;
  if (lead <= 0x80 || lead === 0xff) return 1;
  const second = buffer[at + 1];
  if (second === undefined) return 2;
  if (second >= 0x30 && second <= 0x39) return 4;
  return second >= 0x40 && second !== 0x7f && second !== 0xff ? 2 : 1;
}
