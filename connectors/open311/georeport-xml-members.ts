import { HubError } from '../../schema/canonical/hub-error.ts';
import { encodingOf } from '../kit/text-encoding.ts';
import { parseXmlElement, type XmlElement } from '../kit/xml-element.ts';

type Members = Readonly<Record<string, unknown>>;

/** Attributes that say how a value is written, not what it is: `type="integer"`, `xsi:nil="true"`. */
const OF_FORM: ReadonlySet<string> = new Set(['type', 'nil']);
/** What an element says beside its elements. */
const TEXT = '#text';
/** The only member that may be there more than once: a request has several pictures. */
const REPEATED = 'media_url';

/**
 * Members of one element of an answer, in the form that they have in JSON: a text, null when it is empty or `nil`, a list of texts for
 * elements that are all of one name (`<recipient>A</recipient><recipient>B</recipient>`), else an object. Attributes are members `name@attribute`,
 * so that the mapping sees what it does not know.
 * @param texts members that are texts or lists of them
 * @throws HubError HUB_RECORD_UNPARSABLE, HUB_RECORD_INVALID naming the member
 */
export function xmlMembersOf(
  bytes: Uint8Array,
  contentType: string,
  name: string,
  texts: ReadonlySet<string>,
): Members {
  const element = parseXmlElement(bytes, encodingOf(contentType), `GeoReport ${name}`);
  if (element.name !== name) {
    throw new HubError(
      'HUB_RECORD_UNPARSABLE',
      `GeoReport ${name}: <${element.name.slice(0, 40)}> stands where <${name}> is expected; take it out of the list`,
      { field: 'XML' },
    );
  }
  for (const child of element.children) if (texts.has(child.name)) checkText(child, element);
  return membersIn(element);
}

function checkText(member: XmlElement, { children }: XmlElement): void {
  const { name } = member;
  const value = valueOf(member);
  if (value !== null && typeof value !== 'string' && !Array.isArray(value)) {
    throw invalid(name, 'has elements in it where text is expected; write text alone');
  }
  const isTwice = children.some((other) => other !== member && other.name === name);
  if (isTwice && name !== REPEATED) throw invalid(name, 'is there twice; keep one of them');
}

/** Elements and attributes directly in an element; those that are there more than once as a list. */
function membersIn(element: XmlElement): Members {
  const members = new Map<string, unknown>();
  for (const [attribute, value] of attributesOf(element)) members.set(`@${attribute}`, value);
  for (const child of element.children) {
    const { name } = child;
    const value = valueOf(child);
    members.set(name, members.has(name) ? present([members.get(name), value].flat()) : value);
    // Attributes of members with elements are in their objects.
    if (child.children.length > 0) continue;
    for (const [attribute, text] of attributesOf(child)) members.set(`${name}@${attribute}`, text);
  }
  if (element.text.trim() !== '') members.set(TEXT, element.text.trim());
  return Object.fromEntries(members);
}

function valueOf(element: XmlElement): unknown {
  const { attributes, children, text } = element;
  if (/^\s*(?:true|1)\s*$/.test(attributes.get('nil') ?? '')) return null;
  if (children.length === 0) return text.trim() === '' ? null : text;
  const isList =
    text.trim() === '' &&
    children.every((child) => child.children.length === 0 && child.name === children[0]?.name);
  return isList ? present(children.map(valueOf)) : membersIn(element);
}

function present(values: readonly unknown[]): readonly unknown[] {
  return values.filter((value) => value !== null);
}

function attributesOf({ attributes }: XmlElement): readonly (readonly [string, string])[] {
  return [...attributes].filter(([name]) => !OF_FORM.has(name));
}

function invalid(field: string, why: string): HubError {
  return new HubError('HUB_RECORD_INVALID', `${field}: ${why}`, { field });
}
