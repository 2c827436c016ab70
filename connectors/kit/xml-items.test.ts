import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeText, type TextEncoding } from './text-encoding.ts';
import { ITEM_MAX_BYTES, XmlItems } from './xml-items.ts';

interface Read {
  readonly items: readonly {
    text: string;
    isStray: boolean;
    problem: string | null;
    offset: number;
    end: number;
  }[];
  readonly state: string;
}

/** Reads the content of `<列>` in chunks of these sizes, the last for all that is left. */
function readContent(
  content: string | Buffer,
  encoding: TextEncoding = 'utf-8',
  sizes: readonly number[] = [],
): Read {
  const bytes = typeof content === 'string' ? encodeText(content, encoding) : content;
  const latin = (name: string): string => encodeText(name, encoding).toString('latin1');
  const items = new XmlItems(encoding, 100, { rootName: latin('列'), itemName: latin('项') });
  const read: Read['items'][number][] = [];
  const drain = (): void => {
    for (let item = items.next(); item !== null; item = items.next()) {
      const { isStray, problem, offset, end } = item;
      read.push({ text: item.bytes.toString('latin1'), isStray, problem, offset, end });
    }
  };
  let at = 0;
  for (const size of [...sizes, Infinity]) {
    if (at >= bytes.length) break;
    // A copy, as a file gives it: no two chunks lie side by side in memory.
    items.push(Buffer.from(bytes.subarray(at, Math.min(bytes.length, at + size))));
    at += size;
    drain();
  }
  items.end();
  drain();
  return { items: read, state: items.state };
}

const textsOf = ({ items }: Read): string[] =>
  items.map(({ text }) => Buffer.from(text, 'latin1').toString());
const problemsOf = ({ items }: Read): (string | null)[] => items.map(({ problem }) => problem);

describe('the elements of a list', () => {
  test('come with their own bytes and places, whatever stands in them', () => {
    const list = ['<项>1</项>', '<项 a="/项>"/>', "<p:项 b='>'><x/><!-- </项> --><![CDATA[</项>]]></p:项>"];
    const read = readContent(`\n ${list.join('<!-- <项/> -->\n<?x <项/> ?>')} </列>\n<!-- end -->`);
    expect(textsOf(read)).toEqual(list);
    expect(problemsOf(read)).toEqual([null, null, null]);
    expect(read.items[0]).toMatchObject({ offset: 102, end: 102 + Buffer.byteLength(list[0] ?? '') });
    expect(read.state).toBe('CLOSED');
  });

  test('end where the next begins when they stay open, and cost no other', () => {
    const read = readContent('<项>1<项>2</x></项><项>3<</项><项>4</列>');
    expect(textsOf(read)).toEqual(['<项>1', '<项>2</x></项>', '<项>3<</项>', '<项>4']);
    expect(problemsOf(read)).toEqual([expect.stringContaining('not closed'), null, null, expect.any(String)]);
    expect(read.state).toBe('CLOSED');
  });

  test('are told from what stands between them', () => {
    const read = readContent('  x<b/> y <项/><![CDATA[z]]><项/></列>');
    expect(textsOf(read)).toEqual(['x<b/> y ', '<项/>', '<![CDATA[z]]>', '<项/>']);
    expect(read.items.map(({ isStray }) => isStray)).toEqual([true, false, true, false]);
    expect(read.items[0]?.offset).toBe(102);
  });

  test('in GB18030 have CDATA that ends at characters of its own, not within one', () => {
    // 黓 is FC5D: with what follows, its second byte looks like the end.
    const list = ['<项><![CDATA[黓]></项>]]></项>', '<项><![CDATA[黓]]]></项>', '<项>黓]]></项>'];
    const { items, state } = readContent(`${list.join('')}</列>`, 'gb18030');
    expect(items.map(({ text }) => text)).toEqual(
      list.map((item) => encodeText(item, 'gb18030').toString('latin1')),
    );
    expect(state).toBe('CLOSED');
  });

  test('that are too long are passed over without being held', () => {
    const long = `<项>${'x'.repeat(ITEM_MAX_BYTES)}</项>`;
    const read = readContent(`${long}<项>2</项></列>`, 'utf-8', Array<number>(40).fill(32_000));
    expect(problemsOf(read)).toEqual([expect.stringContaining('longer than 1024 KB'), null]);
    expect(read.items[0]?.text.length).toBeLessThan(100_000);
    expect(textsOf(read)[1]).toBe('<项>2</项>');
  });
});

test.each([
  ['nothing', '', 'OPEN'],
  ['an element that is cut off', '<项>1</项><项>2', 'OPEN'],
  ['a tag that is cut off', '<项>1</项></列', 'OPEN'],
  ['a second document', '<项>1</项></列><列></列>', 'MORE_BEHIND'],
  ['text behind', '</列> x', 'MORE_BEHIND'],
  ['NULs behind', '</列>\0\0', 'MORE_BEHIND'],
  ['half a tag behind', '</列><', 'MORE_BEHIND'],
  ['half a comment behind', '</列><!-- x', 'MORE_BEHIND'],
  ['space behind', '</列>\r\n', 'CLOSED'],
])('a list with %s is %s', (_what, content, state) => {
  expect(readContent(content).state).toBe(state);
});

/** 黓 is FC5D, 宆 is 8C5D: their second byte is that of a bracket. */
const PIECES = [
  '<项>',
  '</项>',
  '<项/>',
  '<项 a="1">',
  '黓',
  '宆]]>',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?x',
  '?>',
  '<b c="',
  '"',
  '>',
  '<',
  '&',
  ' ',
  '\0',
  '𠀀',
  '</列>',
  '<!DOCTYPE x [',
  ']>',
];

test.each(['utf-8', 'gb18030'] as const)('no chunk of %s says anything else than the whole', (encoding) => {
  const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(soup, fc.array(fc.integer({ min: 1, max: 9 })), (content, sizes) => {
      const whole = readContent(content, encoding);
      expect(readContent(content, encoding, sizes)).toEqual(whole);
      // Every byte is told once, or is space, a comment or an instruction.
      for (const [index, item] of whole.items.entries()) {
        expect(item.end - item.offset).toBe(item.text.length);
        expect(item.offset).toBeGreaterThanOrEqual(whole.items[index - 1]?.end ?? 100);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('random bytes never stop it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('utf-8', 'gb18030'), (bytes, encoding) => {
      const content = Buffer.from(bytes);
      expect(readContent(content, encoding, [7, 50, 1])).toEqual(readContent(content, encoding));
    }),
    { numRuns: 500 },
  );
});
