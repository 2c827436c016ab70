import { isAscii, isUtf8 } from 'node:buffer';
import type { TextEncoding } from './text-encoding.ts';

/** What some text shows of the encoding that it is in, by its lines with characters beyond ASCII. */
export interface TextEvidence {
  /** Lines that are GB18030 and no UTF-8. */
  readonly gb18030Lines: number;
  /** Lines that are UTF-8 and nothing else. */
  readonly utf8Lines: number;
  /** Whether lines are UTF-8 that may as well be short GB18030. */
  readonly hasDoubtfulLines: boolean;
  /** Whether it is UTF-8, though each line alone may be doubtful. */
  readonly isUtf8: boolean;
}

/**
 * Of the common characters of Chinese about every fifth looks in GB18030 like a character that UTF-8 writes with two bytes, hardly any three
 * of them like two that UTF-8 writes with three. So different characters are counted, the wide ones several times.
 */
const WIDE_WEIGHT = 4;
/** Chance makes less than one text in ten thousand look like so much. */
const SURE_WEIGHT = 8;
/** The same for one of millions of rows. */
const SURE_ROW_WEIGHT = 16;

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const GB18030 = new TextDecoder('gb18030', { fatal: true });
const LF = 0x0a;
const CR = 0x0d;

export function evidenceOf(bytes: Uint8Array): TextEvidence {
  let gb18030Lines = 0;
  let utf8Lines = 0;
  let hasDoubtfulLines = false;
  const characters = new Set<string>();
  for (const line of linesOf(bytes)) {
    if (isAscii(line)) continue;
    if (!isUtf8(line)) {
      if (isPlausibleGb18030(line)) gb18030Lines += 1;
      continue;
    }
    const inLine = beyondAscii(line);
    for (const character of inLine) characters.add(character);
    if (weightOf(inLine) >= SURE_WEIGHT || !isPlausibleGb18030(line)) utf8Lines += 1;
    else hasDoubtfulLines = true;
  }
  const isSure = utf8Lines > gb18030Lines || (gb18030Lines === 0 && weightOf(characters) >= SURE_WEIGHT);
  return { gb18030Lines, utf8Lines, hasDoubtfulLines, isUtf8: isSure };
}

/** True for a row of a GB18030 file that is UTF-8: read as GB18030 it would give other characters and no error. */
export function isStrangeRow(row: Uint8Array, encoding: TextEncoding): boolean {
  if (encoding !== 'gb18030' || isAscii(row) || !isUtf8(row)) return false;
  return weightOf(beyondAscii(row)) >= SURE_ROW_WEIGHT;
}

/**
 * Valid, and not as the accented letters of a Latin encoding, which stand alone and would swallow the ASCII letter behind them: characters of
 * Chinese stand together, and most of them have no second byte of ASCII.
 */
function isPlausibleGb18030(bytes: Uint8Array): boolean {
  try {
    GB18030.decode(bytes);
  } catch {
    return false;
  }
  let likely = 0;
  let swallowing = 0;
  let end = -1;
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) <= 0x80) continue;
    const second = bytes[at + 1] ?? 0;
    const isFourBytes = second >= 0x30 && second <= 0x39;
    if (at === end) likely += 1;
    if (isFourBytes || second >= 0x80) likely += 1;
    else swallowing += 1;
    end = at + (isFourBytes ? 4 : 2);
    at = end - 1;
  }
  return likely > swallowing;
}

/** @param bytes of UTF-8 */
function beyondAscii(bytes: Uint8Array): ReadonlySet<string> {
  return new Set(Array.from(UTF8.decode(bytes)).filter((character) => character > '\u007f'));
}

function weightOf(characters: ReadonlySet<string>): number {
  let weight = 0;
  for (const character of characters) weight += character > '\u07ff' ? WIDE_WEIGHT : 1;
  return weight;
}

/** Line ends are part of no character in either encoding. */
function* linesOf(bytes: Uint8Array): Generator<Uint8Array, void, void> {
  let from = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== LF && bytes[at] !== CR) continue;
    yield bytes.subarray(from, at);
    from = at + 1;
  }
  yield bytes.subarray(from);
}
