import { HubError } from '../../schema/canonical/hub-error.ts';
import { decodeText, type TextEncoding } from './text-encoding.ts';

/** One element as read: names without their namespace's prefix, character references resolved. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text with its CDATA, without that of its children; white space stays. */
  readonly text: string;
}

/** Elements within each other; a record has three or four. */
const DEPTH_MOST = 50;

// XML 1.0, productions 4 and 4a.
const NAME_START =
  ':A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}\\u{200d}' +
  '\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}';
const NAME = `[${NAME_START}][${NAME_START}\\-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}\\u{2040}]*`;
const START_NAME = new RegExp(`<(${NAME})`, 'uy');
const ATTRIBUTE = new RegExp(
  `[ \\t\\n\\r]+(${NAME})[ \\t\\n\\r]*=[ \\t\\n\\r]*(?:"([^"<]*)"|'([^'<]*)')`,
  'uy',
);
const START_END = /[ \t\n\r]*(\/?)>/y;
const END_TAG = new RegExp(`</(${NAME})[ \\t\\n\\r]*>`, 'uy');

interface OpenElement {
  /** With its prefix. */
  readonly written: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads one element with all that is in it (XML 1.0). Only the five entities that every document has and character references are resolved;
 * a document type is refused, so nothing is ever read from elsewhere and nothing grows. The tests hold it to fast-xml-parser, which takes four
 * times as long for it (24 to 100 µs a court case), leaves references that it does not know as they stand and passes over document types.
 * @param what how refusals name it; they quote no text, which may name people.
 * @throws HubError HUB_RECORD_UNPARSABLE
 */
export function parseXmlElement(bytes: Uint8Array, encoding: TextEncoding, what: string): XmlElement {
  return new ElementReader(decodeText(bytes, what, encoding), what).read();
}

/** A name without its namespace's prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Children of this name, in order. */
export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

class ElementReader {
  readonly #text: string;
  readonly #what: string;
  readonly #open: OpenElement[] = [];
  #at = 0;
  #whole: XmlElement | null = null;

  constructor(text: string, what: string) {
    this.#text = text;
    this.#what = what;
  }

  read(): XmlElement {
    const strange = NO_XML_CHARACTER.exec(this.#text);
    if (strange !== null)
      throw this.#broken(`contains ${characterName(strange[0])}; remove it`, strange.index);
    while (this.#at < this.#text.length) this.#next();
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) throw this.#broken(`has a <${shown(unclosed.written)}> that is not closed`);
    if (this.#whole === null) throw this.#broken('has no element');
    return this.#whole;
  }

  #next(): void {
    const text = this.#text;
    if (text[this.#at] !== '<') {
      const end = text.indexOf('<', this.#at);
      this.#addText(this.#resolved(text.slice(this.#at, end < 0 ? undefined : end)));
      this.#at = end < 0 ? text.length : end;
    } else if (text[this.#at + 1] === '/') this.#close();
    else if (text.startsWith('<!--', this.#at)) this.#section('-->', 4);
    else if (text.startsWith('<![CDATA[', this.#at)) this.#addText(this.#section(']]>', 9));
    else if (text[this.#at + 1] === '?') this.#section('?>', 2);
    else if (text[this.#at + 1] === '!') {
      throw this.#broken(
        'has a document type or entity declaration (<!…); they are never read, leave it out',
      );
    } else this.#start();
  }

  #section(end: string, startLength: number): string {
    const from = this.#at + startLength;
    const to = this.#text.indexOf(end, from);
    if (to < 0) throw this.#broken(`has no ${end} that ends what begins here`);
    this.#at = to + end.length;
    return this.#text.slice(from, to);
  }

  #start(): void {
    const begin = this.#at;
    const written = this.#match(START_NAME)?.[1];
    if (written === undefined) throw this.#broken('has a "<" that begins no tag; write &lt;');
    const attributes = this.#attributes();
    const end = this.#match(START_END);
    if (end === null) {
      throw this.#broken(
        `has a tag <${shown(written)}> that is not closed or has an attribute without quotes`,
        begin,
      );
    }
    if (this.#whole !== null) throw this.#broken('is more than one element', begin);
    if (this.#open.length === DEPTH_MOST)
      throw this.#broken(`is nested deeper than ${DEPTH_MOST} elements`, begin);
    const element = { written, attributes, children: [], text: '' };
    if (end[1] === '/') this.#add(element);
    else this.#open.push(element);
  }

  #attributes(): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    for (let found = this.#match(ATTRIBUTE); found !== null; found = this.#match(ATTRIBUTE)) {
      const [, written = '', double, single = ''] = found;
      if (/^xmlns(?::|$)/.test(written)) continue;
      const name = localName(written);
      if (attributes.has(name)) throw this.#broken(`has the attribute ${shown(name)} twice in one tag`);
      attributes.set(name, this.#resolved(double ?? single));
    }
    return attributes;
  }

  #close(): void {
    const begin = this.#at;
    const written = this.#match(END_TAG)?.[1];
    if (written === undefined) throw this.#broken('has an end tag that is not closed or has no name');
    const element = this.#open.pop();
    if (element?.written !== written) {
      const expected = element === undefined ? 'none is open' : `</${shown(element.written)}> is expected`;
      throw this.#broken(`has </${shown(written)}> where ${expected}`, begin);
    }
    this.#add(element);
  }

  #add({ written, attributes, children, text }: OpenElement): void {
    const element = { name: localName(written), attributes, children, text };
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#whole = element;
    else parent.children.push(element);
  }

  #addText(text: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += text;
    else if (/[^ \t\n\r]/.test(text)) throw this.#broken('has text outside of its element');
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#at = pattern.lastIndex;
    return found;
  }

  /** XML 1.0, 2.11 and 4.1: one line end, and references resolved. */
  #resolved(written: string): string {
    const text = written.includes('\r') ? written.replace(/\r\n?/g, '\n') : written;
    if (!text.includes('&')) return text;
    return text.replace(/&(?:([^;&]{1,12});)?/g, (_reference, name: string | undefined) => {
      const character = name === undefined ? null : characterOf(name);
      if (character !== null) return character;
      throw this.#broken(
        'has an "&" that begins none of the references that XML has by itself; write &amp; for "&", and other characters as they are',
      );
    });
  }

  #broken(why: string, at: number = this.#at): HubError {
    const message = `${this.#what}: the XML ${why} (at character ${at})`;
    return new HubError('HUB_RECORD_UNPARSABLE', message, { field: 'XML' });
  }
}

/** Characters that XML 1.0 has no place for, NUL first among them. */
const NO_XML_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function characterName(character: string): string {
  const code = character.charCodeAt(0);
  return code === 0 ? 'a NUL' : `the control character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function characterOf(reference: string): string | null {
  const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(reference);
  if (digits === null) return ENTITIES.get(reference) ?? null;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
  const character = String.fromCodePoint(code);
  return NO_XML_CHARACTER.test(character) ? null : character;
}

function shown(name: string): string {
  return name.slice(0, 40);
}
