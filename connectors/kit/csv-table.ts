import { isAscii } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { recogniseLayout, type CsvLayout } from './csv-layout.ts';
import { readHeader } from './csv-message.ts';
import { fieldsOf, ROW_MAX_BYTES, scanRow, type Delimiter } from './csv-rows.ts';
import { decodeText, TEXT_ENCODINGS, type TextEncoding } from './text-encoding.ts';
import { evidenceOf } from './text-evidence.ts';

/** What all rows of a file share. */
export interface CsvTable {
  /** Bytes of the header, without a byte order mark. */
  readonly header: Uint8Array;
  readonly layout: CsvLayout;
  readonly encoding: TextEncoding;
  /** Where the first row begins. */
  readonly next: number;
}

interface Head {
  readonly header: Uint8Array;
  readonly delimiter: Delimiter;
  readonly layouts: readonly CsvLayout[];
  /** Bytes of the byte order mark. */
  readonly markBytes: number;
  /** What a byte order mark says, else what the layouts say. */
  readonly said: TextEncoding | 'auto';
}

const MARKS: readonly (readonly [TextEncoding, Buffer])[] = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['gb18030', Buffer.from([0x84, 0x31, 0x95, 0x33])],
];
const UTF_16_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];
const NAMES: Readonly<Record<TextEncoding, string>> = { 'utf-8': 'UTF-8', gb18030: 'GB18030' };

const CHUNK_BYTES = 1024 * 1024;
const EVIDENCE_BYTES = 256 * 1024;

/**
 * Reads a file's beginning: which layout it has and which encoding it is in. A file is in one encoding: the one that its byte order mark, its
 * layout or, for `auto`, its text shows. The names of columns decide; where these are ASCII, the first text beyond it does. A file that shows
 * another encoding than it should have, or too little to tell, is refused, since GB18030 gives wrong characters for UTF-8 without an error.
 * @throws HubError HUB_RECORD_UNPARSABLE, HUB_RECORD_INVALID.
 */
export async function readCsvTable(handle: FileHandle, layouts: readonly CsvLayout[]): Promise<CsvTable> {
  const bytes = await bytesAt(handle, 0, ROW_MAX_BYTES);
  if (bytes.length === 0) throw refusedFile('is empty; export it again');
  if (UTF_16_MARKS.some((mark) => bytes.subarray(0, mark.length).equals(mark))) {
    throw refusedFile('is UTF-16; export it as UTF-8 or GB18030');
  }
  const [{ delimiter, encoding: declared } = { delimiter: ',', encoding: 'utf-8' } as const] = layouts;
  const mark = MARKS.find(([, mark]) => bytes.subarray(0, mark.length).equals(mark));
  const markBytes = mark?.[1].length ?? 0;
  const said = mark?.[0] ?? declared;
  if (declared !== 'auto' && said !== 'auto' && said !== declared) throw otherThanDeclared(said, declared);
  const span = scanRow(bytes, markBytes, true, delimiter);
  if (span === null || span.problem !== null)
    throw refusedFile('has no readable header line; export it with one');
  const header = bytes.subarray(markBytes, span.end);
  if (header.includes(0))
    throw refusedFile('has NUL bytes in its header: it is UTF-16 or damaged; export it as UTF-8 or GB18030');
  const head = { header, delimiter, layouts, markBytes, said };
  const encoding = shownByHeader(head) ?? (await shownByText(handle, head));
  const layout = recogniseLayout(readHeader(header, encoding, delimiter), layouts);
  return { header, layout, encoding, next: span.next };
}

/** The encoding in which names of columns beyond ASCII are those of a layout; null when there are none. */
function shownByHeader({ header, delimiter, layouts, said }: Head): TextEncoding | null {
  const known = new Set(
    layouts.flatMap(({ columns }) => columns).filter((name) => !isAscii(Buffer.from(name))),
  );
  const shown = TEXT_ENCODINGS.find((encoding) => {
    const names = namesIn(header, encoding, delimiter);
    return names?.some((name) => known.has(name)) === true;
  });
  if (shown !== undefined && said !== 'auto' && shown !== said) throw otherThanDeclared(shown, said);
  return shown ?? null;
}

async function shownByText(handle: FileHandle, { markBytes, said }: Head): Promise<TextEncoding> {
  // A mark is no text to go by, and says more than the text can.
  if (markBytes > 0 && said !== 'auto') return said;
  const { gb18030Lines, utf8Lines, hasDoubtfulLines, isUtf8 } = evidenceOf(
    await firstTextBeyondAscii(handle),
  );
  switch (said) {
    case 'utf-8':
      // One undecodable row is a dead letter; when all are, it is the file.
      if (gb18030Lines > 1 && utf8Lines === 0) throw otherThanDeclared('gb18030', said);
      return said;
    case 'gb18030':
      if (isUtf8) throw otherThanDeclared('utf-8', said);
      return said;
    case 'auto':
      if (isUtf8) return 'utf-8';
      if (gb18030Lines > 0 && utf8Lines === 0) return 'gb18030';
      if (gb18030Lines > 0) throw refusedFile('mixes GB18030 and UTF-8; export it in one of them');
      if (!hasDoubtfulLines) return 'utf-8';
      throw refusedFile(
        'has too few characters beyond ASCII to tell whether it is UTF-8 or GB18030; ' +
          'write "encoding: utf-8" or "encoding: gb18030" into its profile, or export it with a byte order mark',
      );
  }
}

/** Some whole lines from the first that is not ASCII. */
async function firstTextBeyondAscii(handle: FileHandle): Promise<Uint8Array> {
  for (let at = 0; ; at += CHUNK_BYTES) {
    const chunk = await bytesAt(handle, at, CHUNK_BYTES);
    if (chunk.length === 0) return chunk;
    if (isAscii(chunk)) continue;
    const from = at + chunk.findIndex((byte) => byte >= 0x80);
    const text = await bytesAt(handle, from, EVIDENCE_BYTES);
    if (text.length < EVIDENCE_BYTES) return text;
    // The last line may be cut off in the middle of a character.
    const end = Math.max(text.lastIndexOf(0x0a), text.lastIndexOf(0x0d));
    return end < 0 ? text.subarray(0, 0) : text.subarray(0, end);
  }
}

function namesIn(header: Uint8Array, encoding: TextEncoding, delimiter: Delimiter): readonly string[] | null {
  try {
    return fieldsOf(decodeText(header, 'header', encoding), delimiter).map((name) => name.trim());
  } catch {
    return null;
  }
}

async function bytesAt(handle: FileHandle, position: number, mostBytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(mostBytes), 0, mostBytes, position);
  return buffer.subarray(0, bytesRead);
}

function otherThanDeclared(is: TextEncoding, declared: TextEncoding): HubError {
  return refusedFile(
    `is ${NAMES[is]} where ${NAMES[declared]} is declared; write "encoding: ${is}" into its profile, or export it as ${NAMES[declared]}`,
  );
}

function refusedFile(why: string): HubError {
  return new HubError('HUB_RECORD_UNPARSABLE', `the file ${why}`, { field: 'file' });
}
