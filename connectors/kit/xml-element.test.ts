import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { encodeText } from './text-encoding.ts';
import { parseXmlElement, type XmlElement } from './xml-element.ts';

const read = (xml: string): XmlElement => parseXmlElement(Buffer.from(xml), 'utf-8', 'row');
const refusal = (xml: string | Uint8Array): unknown => {
  try {
    parseXmlElement(Buffer.from(xml), 'utf-8', 'row');
  } catch (error) {
    return error;
  }
  return 'was taken';
};

describe('an element', () => {
  test('is read with its attributes, children and text', () => {
    const xml =
      '<案件 编号=\'1 "a"\' 来源 = "x&#10;&lt;"><案号>（2026）苏0612诉前调1号</案号><空/><文>甲&amp;乙<!-- 丙 > --><![CDATA[<丁>&amp;]]>&#x4e2d;<?pi it\'s ?></文></案件>';
    const element = read(xml);
    expect(element.name).toBe('案件');
    expect([...element.attributes]).toEqual([
      ['编号', '1 "a"'],
      ['来源', 'x\n<'],
    ]);
    expect(element.children.map(({ name, text }) => [name, text])).toEqual([
      ['案号', '（2026）苏0612诉前调1号'],
      ['空', ''],
      ['文', '甲&乙<丁>&amp;中'],
    ]);
  });

  test('in GB18030 is read in all its planes, and CDATA ends only at characters of its own', () => {
    // 黓 is FC5D in GB18030: its second byte is a bracket.
    const text = '黓]]𠀀乚€㐀黓';
    const xml = `<a b="${text}"><![CDATA[${text}]]></a>`;
    const element = parseXmlElement(encodeText(xml, 'gb18030'), 'gb18030', 'row');
    expect([element.text, element.attributes.get('b')]).toEqual([text, text]);
  });

  test('loses the prefixes of its namespaces, declared in it or not', () => {
    const element = read('<c:a xmlns:c="urn:x" xmlns="urn:y" c:k="1"><d:b>t</d:b></c:a>');
    expect(element.name).toBe('a');
    expect([...element.attributes]).toEqual([['k', '1']]);
    expect(element.children[0]).toMatchObject({ name: 'b', text: 't' });
  });

  test('has one kind of line end, and names that objects have of themselves are names like others', () => {
    expect(read('<a>1\r\n2\r3</a>').text).toBe('1\n2\n3');
    const { children } = read('<a><__proto__>1</__proto__><constructor toString="2"/></a>');
    expect(children.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
    expect(children[1]?.attributes.get('toString')).toBe('2');
  });
});

describe('what is refused with its reason', () => {
  test.each([
    ['an entity of its own', '<a>&file;</a>', /begins none of the references/],
    ['an entity of HTML', '<a>&nbsp;</a>', /begins none of the references/],
    ['an entity in an attribute', '<a b="&x;"/>', /begins none of the references/],
    ['an & alone', '<a>A & B</a>', /begins none of the references/],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', /never read/],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', /never read/],
    ['a document type within', '<a><!DOCTYPE b></a>', /never read/],
    ['an entity declaration within', '<a><!ENTITY x SYSTEM "http://x/"></a>', /never read/],
    ['tags that cross', '<a><b></a></b>', /<\/a> where <\/b> is expected/],
    ['a tag that stays open', '<a><b>', /<b> that is not closed/],
    ['an end without a beginning', '</a>', /where none is open/],
    ['two elements', '<a/><b/>', /more than one element/],
    ['no element', '  ', /has no element/],
    ['nothing', '', /has no element/],
    ['text around', 'x<a/>', /text outside/],
    ['CDATA around', '<a/><![CDATA[x]]>', /text outside/],
    ['an attribute twice', '<a b="1" b="2"/>', /attribute b twice/],
    ['an attribute twice by another prefix', '<a x:b="1" y:b="2"/>', /attribute b twice/],
    ['an attribute without quotes', '<a b=1/>', /without quotes/],
    ['an attribute that stays open', '<a b="1></a>', /not closed or has an attribute/],
    ['< in an attribute', '<a b="<"/>', /not closed or has an attribute/],
    ['a comment that stays open', '<a><!-- </a>', /has no -->/],
    ['CDATA that stays open', '<a><![CDATA[ </a>', /has no \]\]>/],
    ['an instruction that stays open', '<a><?x </a>', /has no \?>/],
    ['a NUL', '<a>\0</a>', /a NUL/],
    ['a control character', '<a>\u0008</a>', /U\+0008/],
    ['a NUL by reference', '<a>&#0;</a>', /begins none of the references/],
    ['half a surrogate by reference', '<a>&#xD800;</a>', /begins none of the references/],
    ['a character past the last', '<a>&#x110000;</a>', /begins none of the references/],
    ['a long reference', `<a>&#${'0'.repeat(5_000)}65;</a>`, /begins none of the references/],
    ['a name that is none', '<1/>', /begins no tag/],
    ['bytes that are no UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]), /not UTF-8/],
    ['elements within each other', `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`, /deeper than 50/],
  ])('%s', (_what, xml, reason) => {
    expect(refusal(xml)).toMatchObject({
      code: 'HUB_RECORD_UNPARSABLE',
      message: expect.stringMatching(reason) as string,
    });
  });

  test('is told without a word of its text', () => {
    expect(String(refusal('<a>张伟 & 李强</a>'))).not.toMatch(/张伟|李强/);
  });

  test('is told within a moment, however it is built', () => {
    const size = 300_000;
    for (const xml of [
      `<a>${'<!--'.repeat(size)}`,
      `<a ${'b '.repeat(size)}`,
      `<a${' '.repeat(size)}`,
      `<a b="${'&amp;'.repeat(size)}`,
      `<a>${'&'.repeat(size)}</a>`,
      `<a>${'<![CDATA['.repeat(size)}`,
      '<'.repeat(size),
      `<${'a'.repeat(size)}`,
    ]) {
      const before = process.cpuUsage();
      expect(refusal(xml)).toBeInstanceOf(Error);
      expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
    }
  });
});

const oracle = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  ignorePiTags: true,
  htmlEntities: true,
});
type Node = Readonly<Record<string, unknown>>;

/** What fast-xml-parser makes of it, in our shape. */
function asOurs(node: Node): unknown {
  const name = Object.keys(node).find((key) => key !== ':@') ?? '';
  const inside = node[name] as readonly Node[];
  return {
    name,
    attributes: (node[':@'] as object | undefined) ?? {},
    children: inside.filter((child) => !('#text' in child)).map(asOurs),
    text: inside.map((child) => (child['#text'] as string | undefined) ?? '').join(''),
  };
}

function plain({ name, attributes, children, text }: XmlElement): unknown {
  return { name, attributes: Object.fromEntries(attributes), children: children.map(plain), text };
}

test('any element is read as fast-xml-parser reads it', () => {
  const name = fc.constantFrom('案件', 'a', 'b_1', '当事人', 'x-y.z');
  const text = fc.string({
    unit: fc.constantFrom('甲', 'x', ' ', '\n', ']', '>', "'", '&amp;', '&lt;', '&#65;', '𠀀'),
  });
  const value = fc.string({ unit: fc.constantFrom('甲', 'x', ' ', ']', '>', '&quot;', '&#x42;') });
  const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
    element: fc
      .tuple(
        name,
        fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 3 }),
        tie('content'),
      )
      .map(([tag, attributes, content]) => {
        const start = [tag, ...attributes.map(([key, word]) => `${key}="${word}"`)].join(' ');
        return content === '' ? `<${start}/>` : `<${start}>${content}</${tag}>`;
      }),
    content: fc
      .array(
        fc.oneof(
          { depthSize: 'small' },
          text,
          text.map((words) => `<![CDATA[${words.replaceAll(']', '').replaceAll('>', '')}]]>`),
          fc.constantFrom('<!-- - -->', '<?pi x?>'),
          tie('element'),
        ),
        { maxLength: 4 },
      )
      .map((parts) => parts.join('')),
  }));
  fc.assert(
    fc.property(element, (xml) => {
      const [node] = oracle.parse(xml) as [Node];
      expect(plain(read(xml))).toEqual(asOurs(node));
    }),
    { numRuns: 500 },
  );
});
