import type { FileHandle } from 'node:fs/promises';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { chunksOf, FileBatchBuilder, withFile } from './file-batch.ts';
import type { FileBatch, FileFormat, FilePosition, FileReading } from './file-format.ts';
import type { MappingContext } from './mapping-context.ts';
import { contentTypeIn, encodeText } from './text-encoding.ts';
import { readXmlHead, refusedFile, XML_HEAD_BYTES, type XmlHead } from './xml-head.ts';
import { XmlItems, type XmlItem } from './xml-items.ts';

/** What a feed that takes XML files says about them: a root with one element a record. */
export interface XmlFeed {
  readonly feed: FeedName;
  readonly eventType: string;
  /** Local names, without a namespace's prefix. */
  readonly rootElement: string;
  readonly itemElement: string;
  /** Attribute of the root that says how many elements there must be. */
  readonly countAttribute?: string;
  /** Maps the original bytes of one element. */
  toDraft(element: Uint8Array, context: MappingContext): RecordDraft;
}

/** Content type of one element as a message; the charset says in which encoding its bytes are. */
export const XML_CONTENT_TYPE = 'application/xml';

/** The files of such a feed. Elements that cannot be mapped are dead letters; a file that is cut off is refused after what was whole. */
export function xmlFormat(xml: XmlFeed): FileFormat {
  return {
    feed: xml.feed,
    endings: ['.xml'],
    checkProfile(profile) {
      if (profile === null) return;
      throw new HubError(
        'HUB_CONFIG_INVALID',
        `XML files of ${xml.feed} have no profiles; leave out "${profile}"`,
        {
          field: 'profile',
        },
      );
    },
    read: (reading, from) => withFile(reading.path, (handle) => batchesOf(handle, xml, reading, from)),
  };
}

async function* batchesOf(
  handle: FileHandle,
  xml: XmlFeed,
  reading: FileReading,
  from: FilePosition | null,
): AsyncGenerator<FileBatch, void, void> {
  const head = await readHead(handle, xml.rootElement);
  const { size } = await handle.stat();
  const contentType = contentTypeIn(XML_CONTENT_TYPE, head.encoding);
  const { feed, eventType } = xml;
  const kind = { feed, eventType, eventSource: `urn:${feed}`, contentType, profile: null, layout: 'xml' };
  const batch = new FileBatchBuilder(reading, kind, size);
  let { offset, row } = from ?? { offset: head.contentOffset, row: 0 };
  const items = new XmlItems(
    head.encoding,
    offset,
    { rootName: head.rootName, itemName: encodeText(xml.itemElement, head.encoding).toString('latin1') },
    head.isEmpty,
  );
  function* take(): Generator<FileBatch, void, void> {
    for (let item = items.next(); item !== null; item = items.next()) {
      if (!item.isStray) row += 1;
      offset = item.end;
      addItem(batch, item, row, (bytes) => xml.toDraft(bytes, { profile: null, contentType }));
      if (batch.isFull) yield batch.take({ offset, row });
    }
  }
  for await (const chunk of chunksOf(handle, offset)) {
    items.push(chunk);
    yield* take();
    if (items.state === 'MORE_BEHIND') break;
  }
  items.end();
  yield* take();
  yield batch.take({ offset, row });
  refuseUnlessWhole(items, head, xml, row);
}

function addItem(
  batch: FileBatchBuilder,
  { bytes, offset, isStray, problem }: XmlItem,
  row: number,
  draftOf: (bytes: Uint8Array) => RecordDraft,
): void {
  const name = isStray ? `byte ${offset}` : `element ${row}`;
  batch.add({ bytes, name, place: isStray ? `byte ${offset}` : String(row) }, () => {
    if (problem === null) return draftOf(bytes);
    throw new HubError('HUB_RECORD_UNPARSABLE', `the element ${problem}`, { field: 'XML' });
  });
}

function refuseUnlessWhole(items: XmlItems, head: XmlHead, xml: XmlFeed, rows: number): void {
  const taken = `the ${rows} elements before that are taken`;
  if (items.state === 'OPEN') {
    throw refusedFile(`is cut off: </${xml.rootElement}> is missing (${taken}); export it again`);
  }
  if (items.state === 'MORE_BEHIND') {
    throw refusedFile(`has more behind </${xml.rootElement}> (${taken}); write one list a file`);
  }
  const declared = head.attributes.get(xml.countAttribute ?? '');
  if (declared === undefined || Number(declared) === rows) return;
  throw refusedFile(
    `says ${xml.countAttribute ?? ''}="${declared.slice(0, 20)}" but has ${rows} <${xml.itemElement}> ` +
      '(they are taken); export it again',
  );
}

async function readHead(handle: FileHandle, rootElement: string): Promise<XmlHead> {
  const bytes = Buffer.alloc(XML_HEAD_BYTES);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
  return readXmlHead(bytes.subarray(0, bytesRead), [rootElement]);
}
