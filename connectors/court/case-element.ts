import { HubError } from '../../schema/canonical/hub-error.ts';
import { unknownColumns } from '../kit/columns.ts';
import { encodingOf } from '../kit/text-encoding.ts';
import { parseXmlElement, type XmlElement } from '../kit/xml-element.ts';
import { CASE_COLUMNS, checkCase, PARTY_COLUMNS, type CaseReading } from './case-row.ts';

export const CASE_ELEMENT = '案件';
export const CASES_ELEMENT = '案件列表';
const PARTIES = '当事人列表';
const PARTY = '当事人';
const CONFIRMATION = '司法确认';

/** Element and attribute → column. */
const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['案件状态@代码', '案件状态代码'],
  ['案由@代码', '案由代码'],
  ['案由@版本', '案由版本'],
  ['调解结果@代码', '调解结果代码'],
]);
const CONFIRMATION_COLUMNS = ['确认案号', '确认结果', '确认时间'];
const OF_ATTRIBUTES = new Set(ATTRIBUTES.values());
/** Elements of a case that are a column as they stand. */
const KNOWN: ReadonlySet<string> = new Set([
  ...CASE_COLUMNS.filter((column) => !OF_ATTRIBUTES.has(column) && !CONFIRMATION_COLUMNS.includes(column)),
  PARTIES,
  CONFIRMATION,
]);
const KNOWN_OF_CONFIRMATION: ReadonlySet<string> = new Set(CONFIRMATION_COLUMNS);
const KNOWN_OF_PARTY: ReadonlySet<string> = new Set(PARTY_COLUMNS);

/**
 * Reads one `<案件>` in the encoding that the content type names.
 * @throws HubError HUB_RECORD_UNPARSABLE, HUB_RECORD_INVALID naming the element.
 */
export function readElementCase(bytes: Uint8Array, contentType: string): CaseReading {
  const element = parseXmlElement(bytes, encodingOf(contentType), CASE_ELEMENT);
  if (element.name !== CASE_ELEMENT) {
    throw invalid(
      CASE_ELEMENT,
      `stands where <${CASE_ELEMENT}> is expected is <${element.name.slice(0, 40)}>`,
    );
  }
  const reader = new CaseReader();
  const shown = reader.read(element);
  return { ...checkCase(reader), shown, flags: unknownColumns(reader.strangers, new Set()) };
}

class CaseReader {
  readonly columns: Record<string, string> = {};
  readonly parties: Record<string, string>[] = [];
  /** Elements and attributes that nobody knows, by their path. */
  readonly strangers = new Set<string>();

  /** @returns the elements directly in the case, for watching its form */
  read(element: XmlElement): Readonly<Record<string, unknown>> {
    const shown = new Map<string, unknown>();
    for (const child of element.children) {
      const { name } = child;
      if (shown.has(name)) throw invalid(name, 'is there twice; keep one of them');
      shown.set(name, child.children.length === 0 ? child.text : Object.fromEntries(textsOf(child)));
      if (!KNOWN.has(name)) this.strangers.add(name);
      else if (name === PARTIES) shown.set(name, this.#parties(child));
      else if (name === CONFIRMATION) this.#members(child, this.columns, KNOWN_OF_CONFIRMATION);
      else this.#column(child);
    }
    return Object.fromEntries(shown);
  }

  #column(element: XmlElement): void {
    this.columns[element.name] = textOf(element);
    for (const [name, value] of element.attributes) {
      const column = ATTRIBUTES.get(`${element.name}@${name}`);
      if (column === undefined) this.strangers.add(`${element.name}@${name}`);
      else this.columns[column] = value;
    }
  }

  #parties(list: XmlElement): readonly Readonly<Record<string, string>>[] {
    for (const child of list.children) {
      if (child.name !== PARTY) {
        this.strangers.add(`${PARTIES}.${child.name}`);
        continue;
      }
      const party: Record<string, string> = {};
      this.#members(child, party, KNOWN_OF_PARTY);
      this.parties.push(party);
    }
    return this.parties;
  }

  #members(element: XmlElement, into: Record<string, string>, known: ReadonlySet<string>): void {
    for (const child of element.children) {
      const { name } = child;
      if (!known.has(name)) this.strangers.add(`${element.name}.${name}`);
      else if (Object.hasOwn(into, name))
        throw invalid(name, `is there twice in <${element.name}>; keep one of them`);
      else into[name] = textOf(child);
    }
  }
}

function textOf({ name, text, children }: XmlElement): string {
  if (children.length > 0) throw invalid(name, 'has elements in it where text is expected');
  return text;
}

function textsOf({ children }: XmlElement): [string, string][] {
  return children.map(({ name, text }) => [name, text]);
}

function invalid(field: string, why: string): HubError {
  return new HubError('HUB_RECORD_INVALID', `${field}: ${why}`, { field });
}
