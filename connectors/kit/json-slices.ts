import { HubError } from '../../schema/canonical/hub-error.ts';

/**
 * Finds where values lie inside JSON bytes without decoding them, so that each element keeps its original bytes and one element in a
 * wrong encoding spoils only itself. Grammar (RFC 8259, structure only; every slice is parsed strictly afterwards):
 *
 *   value  = string / "{" *member "}" / "[" *element "]" / scalar
 *   string = %x22 *( "\" any / any but %x22 ) %x22
 *   scalar = 1*( any but "," "]" "}" and white space )
 *
 * All structural characters are ASCII, and no byte of a multi-byte UTF-8 character is, so bytes can be scanned one by one.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Slices of a JSON array's elements. @throws HubError HUB_RECORD_UNPARSABLE when the bytes are no complete array. */
export function sliceArray(bytes: Uint8Array, what: string): readonly Uint8Array[] {
  const elements: Uint8Array[] = [];
  let at = expect(bytes, skipSpace(bytes, bomLength(bytes)), OPEN_BRACKET, what, 'a list [ … ]');
  at = skipSpace(bytes, at);
  if (bytes[at] === CLOSE_BRACKET) return closed(bytes, at + 1, elements, what);
  for (;;) {
    const end = endOfValue(bytes, at, what);
    elements.push(bytes.subarray(at, end));
    at = skipSpace(bytes, end);
    if (bytes[at] === CLOSE_BRACKET) return closed(bytes, at + 1, elements, what);
    at = skipSpace(bytes, expect(bytes, at, COMMA, what, 'a comma or the end of the list'));
  }
}

/** Slices of a JSON object's members by name; of equal names the last counts, as in JSON.parse. */
export function sliceObject(bytes: Uint8Array, what: string): ReadonlyMap<string, Uint8Array> {
  const members = new Map<string, Uint8Array>();
  let at = expect(bytes, skipSpace(bytes, bomLength(bytes)), OPEN_BRACE, what, 'an object { … }');
  at = skipSpace(bytes, at);
  if (bytes[at] === CLOSE_BRACE) return closed(bytes, at + 1, members, what);
  for (;;) {
    if (bytes[at] !== QUOTE) throw broken(what, at, 'a name in quotes');
    const endOfName = endOfValue(bytes, at, what);
    const name = nameOf(bytes.subarray(at, endOfName), what, at);
    at = skipSpace(bytes, expect(bytes, skipSpace(bytes, endOfName), COLON, what, 'a colon'));
    const end = endOfValue(bytes, at, what);
    members.set(name, bytes.subarray(at, end));
    at = skipSpace(bytes, end);
    if (bytes[at] === CLOSE_BRACE) return closed(bytes, at + 1, members, what);
    at = skipSpace(bytes, expect(bytes, at, COMMA, what, 'a comma or the end of the object'));
  }
}

function endOfValue(bytes: Uint8Array, start: number, what: string): number {
  const first = bytes[start];
  if (first === QUOTE) return endOfString(bytes, start, what);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return endOfScalar(bytes, start, what);
  let depth = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at, what) - 1;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  throw broken(what, bytes.length, 'more text: it is cut off');
}

function endOfString(bytes: Uint8Array, start: number, what: string): number {
  for (let at = start + 1; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at += 1;
    else if (byte === QUOTE) return at + 1;
  }
  throw broken(what, bytes.length, 'a closing quote: it is cut off');
}

function endOfScalar(bytes: Uint8Array, start: number, what: string): number {
  let at = start;
  while (at < bytes.length && !isSpace(bytes[at]) && !isEnd(bytes[at])) at += 1;
  if (at === start) throw broken(what, start, 'a value');
  return at;
}

function nameOf(slice: Uint8Array, what: string, at: number): string {
  try {
    return JSON.parse(new TextDecoder().decode(slice)) as string;
  } catch {
    throw broken(what, at, 'a readable name');
  }
}

function closed<Found>(bytes: Uint8Array, end: number, found: Found, what: string): Found {
  const rest = skipSpace(bytes, end);
  if (rest < bytes.length) throw broken(what, rest, 'nothing more');
  return found;
}

function expect(bytes: Uint8Array, at: number, byte: number, what: string, wanted: string): number {
  if (bytes[at] !== byte) throw broken(what, at, wanted);
  return at + 1;
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isSpace(bytes[at])) at += 1;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isEnd(byte: number | undefined): boolean {
  return byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET;
}

function bomLength(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function broken(what: string, at: number, wanted: string): HubError {
  return new HubError(
    'HUB_RECORD_UNPARSABLE',
    `${what}: the JSON is broken at byte ${at}, where ${wanted} should stand; correct it and send it again`,
  );
}
