import type { TextEncoding } from './text-encoding.ts';
import { isWhiteSpace } from './xml-head.ts';
import { XmlTokens, type XmlToken } from './xml-tokens.ts';

/** One element of a list with its original bytes, or bytes that stand between the elements and belong to none. */
export interface XmlItem {
  readonly bytes: Buffer;
  /** Where it begins in the document. */
  readonly offset: number;
  /** Where the next one may begin. */
  readonly end: number;
  /** True for what stands outside of every element of the list. */
  readonly isStray: boolean;
  /** Why it can be no item, in words that follow "the element"; null when the bytes decide. */
  readonly problem: string | null;
}

/** Where the reading of a list stands. */
export type XmlListState = 'OPEN' | 'CLOSED' | 'MORE_BEHIND';

/** Longest element; what is longer is passed over without being held. */
export const ITEM_MAX_BYTES = 1024 * 1024;
/** As much of an element that is too long goes into its dead letter. */
const SHOWN_BYTES = 64 * 1024;

interface Names {
  /** Of the list, as written, one character a byte. */
  readonly rootName: string;
  /** Of its elements, in the document's encoding, one character a byte, without a prefix. */
  readonly itemName: string;
}

/**
 * Takes the elements of one list out of an XML document in their original bytes, without decoding them. An element ends with the end tag of
 * its name, whatever is wrong within; it also ends where the next one or the end of the list begins: so one broken element costs no other.
 * Anything between the elements but white space, comments and instructions is told as stray.
 */
export class XmlItems {
  readonly #tokens: XmlTokens;
  readonly #names: Names;
  #state: XmlListState = 'OPEN';
  #parts: Buffer[] = [];
  #bytes = 0;
  #from = 0;
  /** Name as written of the element that is being taken; null between elements. */
  #open: string | null = null;
  readonly #ready: XmlItem[] = [];

  /**
   * @param offset where in the document the first byte lies: the list's content or the end of one of its elements.
   * @param isEmpty for a list that was closed by its own start tag
   */
  constructor(encoding: TextEncoding, offset: number, names: Names, isEmpty = false) {
    this.#tokens = new XmlTokens(encoding, offset);
    this.#names = names;
    if (isEmpty) this.#state = 'CLOSED';
  }

  push(chunk: Uint8Array): void {
    this.#tokens.push(chunk);
  }

  /** No more bytes will come. */
  end(): void {
    this.#tokens.end();
  }

  /** What the bytes so far say; ask when `next` has none. */
  get state(): XmlListState {
    return this.#state === 'CLOSED' && this.#tokens.isCutOff ? 'MORE_BEHIND' : this.#state;
  }

  /** The next item; null when more bytes are needed or none are left. What was begun when the document ended is no item. */
  next(): XmlItem | null {
    while (this.#ready.length === 0) {
      const token = this.#tokens.next();
      if (token === null) return null;
      if (this.#state === 'OPEN') this.#take(token);
      else if (!isBetween(token)) this.#state = 'MORE_BEHIND';
    }
    return this.#ready.shift() ?? null;
  }

  #take(token: XmlToken): void {
    const { kind, name } = token;
    if (kind === 'END' && name === this.#names.rootName) {
      this.#finish(token.offset, UNCLOSED);
      this.#state = 'CLOSED';
    } else if ((kind === 'START' || kind === 'EMPTY') && localPart(name) === this.#names.itemName) {
      this.#finish(token.offset, UNCLOSED);
      this.#keep(token);
      this.#open = name;
      if (kind === 'EMPTY') this.#finish(this.#tokens.offset, null);
    } else if (this.#open !== null) {
      this.#keep(token);
      if (kind === 'END' && name === this.#open) this.#finish(this.#tokens.offset, null);
    } else if (this.#bytes > 0) this.#keep(token);
    // Where stray text begins must not hang on where a chunk of the document ended.
    else if (!isBetween(token)) this.#keep(withoutLeadingSpace(token));
  }

  #keep({ bytes, offset }: Pick<XmlToken, 'bytes' | 'offset'>): void {
    if (this.#bytes === 0) this.#from = offset;
    this.#bytes += bytes.length;
    if (this.#bytes > ITEM_MAX_BYTES) {
      if (this.#parts.length > 0) this.#parts = [Buffer.concat(this.#parts).subarray(0, SHOWN_BYTES)];
      return;
    }
    const last = this.#parts.at(-1);
    const follows = last?.buffer === bytes.buffer && last.byteOffset + last.length === bytes.byteOffset;
    if (follows) {
      this.#parts[this.#parts.length - 1] = Buffer.from(
        last.buffer,
        last.byteOffset,
        last.length + bytes.length,
      );
    } else this.#parts.push(bytes);
  }

  #finish(end: number, problem: string | null): void {
    if (this.#bytes === 0) return;
    const isStray = this.#open === null;
    const isLong = this.#bytes > ITEM_MAX_BYTES;
    this.#ready.push({
      bytes: Buffer.concat(this.#parts),
      offset: this.#from,
      end,
      isStray,
      problem: isLong ? TOO_LONG : isStray ? STRAY : problem,
    });
    this.#parts = [];
    this.#bytes = 0;
    this.#open = null;
  }
}

const UNCLOSED = 'is not closed before the next one begins or the list ends; close it';
const TOO_LONG = `is longer than ${ITEM_MAX_BYTES / 1024} KB; an end tag is missing, or send less text`;
const STRAY = 'is none of the list: text or another element stands between the elements; remove it';

/** What may stand between elements without meaning anything. */
function isBetween({ kind, bytes }: XmlToken): boolean {
  return kind === 'COMMENT' || kind === 'INSTRUCTION' || (kind === 'TEXT' && isWhiteSpace(bytes));
}

function withoutLeadingSpace({ bytes, offset }: XmlToken): {
  readonly bytes: Buffer;
  readonly offset: number;
} {
  const space = bytes.findIndex((byte) => !isWhiteSpace([byte]));
  return { bytes: bytes.subarray(space), offset: offset + space };
}

function localPart(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
