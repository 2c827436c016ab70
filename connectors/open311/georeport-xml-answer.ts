import { HubError } from '../../schema/canonical/hub-error.ts';
import { contentTypeIn, type TextEncoding } from '../kit/text-encoding.ts';
import { evidenceOf, isStrangeRow } from '../kit/text-evidence.ts';
import { childrenNamed, parseXmlElement } from '../kit/xml-element.ts';
import { readXmlHead, XML_HEAD_BYTES } from '../kit/xml-head.ts';
import { XmlItems } from '../kit/xml-items.ts';
import { GEO_CONTENT_TYPES, GEO_ELEMENTS, type GeoItem, type GeoResource } from './georeport-item.ts';

/** The specification's name first; some cities have the other. */
const ROOTS: Readonly<Record<GeoResource, readonly string[]>> = {
  requests: ['service_requests', 'requests'],
  services: ['services'],
};

/**
 * Elements of an answer in XML, each with its original bytes. What stands between them becomes an item with a problem, as does an element
 * that is not closed: one of them costs no other.
 * @throws HubError HUB_RECORD_UNPARSABLE when the answer as a whole is no such list: another root, cut off, a document type, an encoding that
 * is not the declared one.
 */
export function xmlList(bytes: Uint8Array, resource: GeoResource): readonly GeoItem[] {
  const head = readXmlHead(bytes.subarray(0, XML_HEAD_BYTES), ROOTS[resource], refused);
  const names = { rootName: head.rootName, itemName: GEO_ELEMENTS[resource] };
  const elements = new XmlItems(head.encoding, head.contentOffset, names, head.isEmpty);
  elements.push(bytes.subarray(head.contentOffset));
  elements.end();
  const contentType = contentTypeIn(GEO_CONTENT_TYPES.xml, head.encoding);
  const items: GeoItem[] = [];
  for (let element = elements.next(); element !== null; element = elements.next()) {
    const { bytes: own, problem } = element;
    const isStrange = problem === null && isStrangeRow(own, head.encoding);
    items.push({ bytes: own, contentType, problem: isStrange ? STRANGE : problem });
  }
  if (elements.state === 'OPEN') throw refused(`is cut off: </${names.rootName}> is missing`);
  if (elements.state === 'MORE_BEHIND') throw refused(`has more behind </${names.rootName}>`);
  refuseOtherEncoding(items, head.encoding);
  return items;
}

const STRANGE = 'is UTF-8 in an answer that declares GB18030; send all of it in one encoding';
const LINE_END = Buffer.from('\n');

/** Markup is ASCII in both encodings: the texts tell. One that does not decode is a dead letter; when all are, it is the answer. */
function refuseOtherEncoding(items: readonly GeoItem[], declared: TextEncoding): void {
  const lines = items.flatMap(({ bytes }) => [bytes, LINE_END]);
  const { gb18030Lines, utf8Lines, isUtf8 } = evidenceOf(Buffer.concat(lines));
  if (declared === 'gb18030' && isUtf8) throw otherThanDeclared('UTF-8', 'GB18030');
  if (declared === 'utf-8' && gb18030Lines > 1 && utf8Lines === 0)
    throw otherThanDeclared('GB18030', 'UTF-8');
}

function otherThanDeclared(is: string, declared: string): HubError {
  return refused(
    `says that it is ${declared} (as XML does without a declaration) but is ${is}; declare encoding="${is}"`,
  );
}

/** Descriptions of `<errors><error><code/><description/></error></errors>`. @throws HubError HUB_RECORD_UNPARSABLE when it is no such list */
export function xmlErrorWords(body: Uint8Array): string | null {
  const { encoding } = readXmlHead(body, ['errors', 'error'], refused);
  const root = parseXmlElement(body, encoding, 'refusal');
  const errors = root.name === 'error' ? [root] : childrenNamed(root, 'error');
  const words = errors
    .flatMap((error) => childrenNamed(error, 'description'))
    .map(({ text }) => text.trim())
    .filter((text) => text !== '');
  return words.length === 0 ? null : words.join('; ');
}

function refused(why: string): HubError {
  return new HubError('HUB_RECORD_UNPARSABLE', `the answer ${why}`);
}
