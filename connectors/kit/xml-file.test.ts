import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { court } from '../court/feed.ts';
import type { FileBatch, FilePosition } from './file-format.ts';
import { formatOfFeed, reasonsOf, sourceIdsOf } from './testing/file-batches.ts';
import { encodeText, type TextEncoding } from './text-encoding.ts';

const folder = mkdtempSync(join(tmpdir(), 'xml-file-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const format = formatOfFeed(court, '.xml');

interface Outcome {
  readonly batches: readonly FileBatch[];
  readonly ids: readonly string[];
  /** Why elements became dead letters. */
  readonly reasons: readonly string[];
  /** Why the file as a whole was refused, null when it was not. */
  readonly refused: string | null;
}

async function read(content: string | Uint8Array, from: FilePosition | null = null): Promise<Outcome> {
  const path = join(folder, 'file.xml');
  writeFileSync(path, content);
  const reading = {
    path,
    name: 'file.xml',
    origin: 'file:x',
    profile: null,
    connector: 'c',
    now: () => new Date(0),
  };
  const batches: FileBatch[] = [];
  let refused: string | null = null;
  try {
    for await (const batch of format.read(reading, from)) batches.push(batch);
  } catch (error) {
    if (!(error instanceof HubError) || error.fault !== 'feed') throw error;
    refused = error.message;
  }
  return { batches, ids: sourceIdsOf(batches), reasons: reasonsOf(batches), refused };
}

const number = (serial: number): string => `（2026）苏0612诉前调${serial}号`;
const item = (serial: number, more = ''): string =>
  `<案件><案号>${number(serial)}</案号><立案时间>2026-11-24 09:00:00</立案时间><更新时间>2026-11-24 09:00:00</更新时间>${more}</案件>`;
const list = (
  content: string,
  head = '<?xml version="1.0" encoding="UTF-8"?>\n',
  root = '案件列表',
): string => `${head}<${root}>\n${content}\n</${root.split(' ')[0] ?? ''}>\n`;
const GB = '<?xml version="1.0" encoding="GB18030"?>\n';

describe('a file', () => {
  it.each<[string, string | Uint8Array]>([
    ['UTF-8', list(item(1) + item(2))],
    ['UTF-8 without a declaration', list(item(1) + item(2), '')],
    ['UTF-8 with a byte order mark', `\uFEFF${list(item(1) + item(2))}`],
    ['GB18030', encodeText(list(item(1) + item(2), GB), 'gb18030')],
    [
      'GBK, which is part of it',
      encodeText(list(item(1) + item(2), GB.replace('GB18030', 'gbk')), 'gb18030'),
    ],
    ['comments and instructions', list(`<!-- ${item(9)} --><?x ${item(8)} ?>${item(1)}<!-- -->${item(2)}`)],
    [
      'namespaces',
      `<c:案件列表 xmlns:c="urn:c" xmlns="urn:d">${item(1).replaceAll(/<(\/?)案/g, '<$1c:案')}${item(2)}</c:案件列表>`,
    ],
    ['CRLF', list(item(1) + item(2)).replaceAll('\n', '\r\n')],
  ])('in %s is read whole', async (_what, content) => {
    expect(await read(content)).toMatchObject({ ids: [number(1), number(2)], reasons: [], refused: null });
  });

  it.each(['<案件列表/>', '<案件列表></案件列表>', list(''), list('', undefined, '案件列表 数量="0"')])(
    'without cases (%s) is a file',
    async (content) => {
      expect(await read(content)).toMatchObject({ ids: [], reasons: [], refused: null });
    },
  );

  it('gives each case its own bytes, its encoding, and its place when it is refused', async () => {
    const broken = '<案件><案号>x</立案时间></案件>';
    const bytes = encodeText(list(`${item(1, '<来源>黓</来源>')}  ${broken}`, GB), 'gb18030');
    const { batches } = await read(bytes);
    const [batch] = batches;
    expect(batch?.layout).toBe('xml');
    expect(batch?.records[0]).toMatchObject({
      contentType: 'application/xml; charset=gb18030',
      sourceId: number(1),
      bytes: encodeText(item(1, '<来源>黓</来源>'), 'gb18030'),
      eventSource: 'urn:court',
      profile: null,
    });
    expect(batch?.letters[0]).toMatchObject({
      value: encodeText(broken, 'gb18030'),
      origin: { topic: 'file:x', offset: '2' },
    });
    expect(batch?.reasons).toEqual(['HUB_RECORD_UNPARSABLE XML']);
    const record = batch?.records[0];
    if (record === undefined) throw new Error('no record');
    expect(court.toDraft(record.bytes, record).details['source']).toBe('黓');
  });
});

describe('an element that is broken costs no other', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    [
      'tags that cross',
      item(2).replace('</案号>', '</案名>'),
      /element 2: .*<\/案名> where <\/案号> is expected/,
    ],
    ['a tag that stays open', item(2).replace('</案号>', ''), /is expected/],
    ['an end that is missing', item(2).replace('</案件>', ''), /not closed before the next/],
    ['a tag without its end', item(2).replace('<案号>', '<案号'), /begins no tag|not closed/],
    ['a quote that stays open', item(2, '<案由 代码="1>x</案由>'), /not closed or has an attribute/],
    ['an entity of its own', item(2, '<来源>&文件;</来源>'), /begins none of the references/],
    [
      'a document type within',
      item(2, '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>'),
      /never read/,
    ],
    ['a NUL', item(2, '<来源>\0</来源>'), /a NUL/],
    ['a control character', item(2, '<来源>\u0007</来源>'), /U\+0007/],
    ['depth', item(2, `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`), /deeper than 50/],
    ['length', item(2, `<来源>${'长'.repeat(400_000)}</来源>`), /longer than 1024 KB/],
    ['a long text', item(2, `<来源>${'长'.repeat(3_000)}</来源>`), /3000 characters/],
    [
      'a long attribute',
      item(2, `<案由 代码="${'长'.repeat(100_000)}"/>`),
      /案由代码: has 100000 characters/,
    ],
    [
      'bytes of no encoding',
      Buffer.concat([Buffer.from('<案件>'), Buffer.from([0xff]), Buffer.from('</案件>')]),
      /not UTF-8/,
    ],
    ['no number', item(2).replace(number(2), ''), /案号: is missing or empty/],
    ['text beside it', 'text <b>x</b>', /^byte \d+: the element is none of the list/],
  ])('%s', async (_what, broken, reason) => {
    const bytes = Buffer.concat([
      Buffer.from('<案件列表>'),
      Buffer.from(item(1)),
      Buffer.from(broken),
      Buffer.from(item(3)),
      Buffer.from('</案件列表>'),
    ]);
    const { ids, reasons, refused } = await read(bytes);
    expect(ids).toEqual([number(1), number(3)]);
    expect(reasons).toEqual([expect.stringMatching(reason)]);
    expect(refused).toBeNull();
  });
});

describe('a file is refused with its reason', () => {
  const first = number(1);
  it.each<[string, string | Uint8Array, RegExp, readonly string[]]>([
    ['empty', '', /is empty/, []],
    ['of white space', ' \n ', /has no <案件列表>/, []],
    ['text', 'no XML', /is no XML/, []],
    ['JSON', '{"a":1}', /is no XML/, []],
    ['a web page', '<!DOCTYPE html><html></html>', /document type/, []],
    ['of another root', '<工单列表/>', /has <工单列表> as its root where <案件列表>/, []],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${list(item(1))}`, 'utf16le'), /UTF-16/, []],
    ['UTF-16 without a mark', Buffer.from(list(item(1)), 'utf16le'), /UTF-16/, []],
    ['UTF-16 the other way', Buffer.from(list(item(1)), 'utf16le').swap16(), /UTF-16/, []],
    [
      'GB18030 that says UTF-8',
      encodeText(list(item(1)), 'gb18030'),
      /says that it is UTF-8 .* but is GB18030/,
      [],
    ],
    ['GB18030 that says nothing', encodeText(list(item(1), ''), 'gb18030'), /is UTF-8 .* but is GB18030/, []],
    ['UTF-8 that says GB18030', list(item(1), GB), /says that it is GB18030 .* but is UTF-8/, []],
    ['a mark that says otherwise', `\uFEFF${list(item(1), GB)}`, /byte order mark/, []],
    [
      'of an encoding that is not read',
      list(item(1), GB.replace('GB18030', 'Big5')),
      /declares the encoding Big5/,
      [],
    ],
    [
      'of a declaration that cannot be read',
      list(item(1), '<?xml vers="1"?>'),
      /declaration that cannot be read/,
      [],
    ],
    ['with a document type', list(item(1), '<!DOCTYPE 案件列表>'), /document type .* never read/, []],
    [
      'with an external entity',
      list(item(1, '<来源>&f;</来源>'), '<!DOCTYPE 案件列表 [<!ENTITY f SYSTEM "file:///etc/hostname">]>'),
      /document type .* never read/,
      [],
    ],
    [
      'an entity bomb',
      list(
        item(1, '<来源>&j;</来源>'),
        `<!DOCTYPE l [<!ENTITY a "ha">${'bcdefghij'.replaceAll(/./g, (name) => `<!ENTITY ${name} "${`&${String.fromCharCode(name.charCodeAt(0) - 1)};`.repeat(10)}">`)}]>`,
      ),
      /document type .* never read/,
      [],
    ],
    ['cut off between cases', list(item(1)).replace('</案件列表>\n', ''), /is cut off.*1 elements/, [first]],
    ['cut off in a case', list(item(1) + item(2)).slice(0, -40), /is cut off/, [first]],
    ['cut off in a comment', list(`${item(1)}<!-- `), /is cut off/, [first]],
    ['cut off in CDATA', list(item(1) + item(2, '<![CDATA[')), /is cut off/, [first]],
    ['cut off in its root', '<案件列表 法院="苏', /has no <案件列表>/, []],
    ['two documents', list(item(1)) + list(item(2)), /more behind/, [first]],
    ['padded with NULs', `${list(item(1))}\0\0\0`, /more behind/, [first]],
    [
      'with fewer cases than it says',
      list(item(1), '', '案件列表 数量="2"'),
      /says 数量="2" but has 1/,
      [first],
    ],
    [
      'with a count that is none',
      list(item(1), '', '案件列表 数量="一"'),
      /says 数量="一" but has 1/,
      [first],
    ],
  ])('%s, and the cases before are taken', async (_what, content, reason, ids) => {
    const outcome = await read(content);
    expect(outcome.refused).toMatch(reason);
    expect(outcome.ids).toEqual(ids);
    expect(outcome.reasons).toEqual([]);
  });

  it('when it is nothing but a document type, without reading on', async () => {
    expect((await read(`<!DOCTYPE x [${'<!ENTITY a "b">'.repeat(100_000)}]>`)).refused).toMatch(
      /document type/,
    );
  });
});

it('takes no profile, and says that a disk failed as a fault that passes', async () => {
  expect(() => {
    format.checkProfile('nyc');
  }).toThrow(/no profiles; leave out "nyc"/);
  const reading = {
    path: join(folder, 'none.xml'),
    name: 'none.xml',
    origin: 'x',
    profile: null,
    connector: 'c',
  };
  await expect(format.read({ ...reading, now: () => new Date() }, null).next()).rejects.toMatchObject({
    code: 'HUB_SOURCE_UNAVAILABLE',
  });
});

it.each<TextEncoding>(['utf-8', 'gb18030'])(
  'goes on in the middle of a file of %s where it was told, without loss or repeat',
  async (encoding) => {
    const broken = '<案件><案号>';
    const content = Array.from({ length: 1_400 }, (_, index) =>
      index % 100 === 50 ? broken : item(index, '<事实与理由>黓黓黓]]></事实与理由>'),
    );
    const bytes = encodeText(list(content.join('x'), encoding === 'gb18030' ? GB : undefined), encoding);
    const whole = await read(bytes);
    expect(whole.batches.length).toBeGreaterThan(3);
    expect(whole.ids).toHaveLength(1_386);
    expect(whole.refused).toBeNull();
    for (let stop = 0; stop < whole.batches.length; stop += 1) {
      const position = whole.batches[stop]?.position ?? null;
      const rest = await read(bytes, JSON.parse(JSON.stringify(position)) as FilePosition);
      const before = whole.batches.slice(0, stop + 1);
      expect([...sourceIdsOf(before), ...rest.ids]).toEqual(whole.ids);
      expect([...reasonsOf(before), ...rest.reasons]).toEqual(whole.reasons);
    }
    const places = whole.batches.flatMap(({ letters }) => letters.map(({ origin }) => origin.offset));
    expect(new Set(places).size).toBe(places.length);
  },
);

it('accounts for every case of any file, or says why not', async () => {
  const part = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 99 }).map((serial) => item(serial)) },
    fc.constantFrom(
      '<案件>',
      '</案件>',
      'x',
      '<',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '&',
      '"',
      '\0',
      '</案件列表>',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
      const content = parts.join('');
      const { batches, refused } = await read(`<案件列表>${content}</案件列表>`);
      const counted = batches.flatMap(({ records, letters }) => [...records, ...letters]).length;
      const hasOnlyCases = parts.every((one) => one.length > 20);
      // What stands in a comment or in CDATA is no case.
      const hasCase = content.replaceAll(/<!--.*?-->|<!\[CDATA\[.*?\]\]>/gsu, '').includes('<案件>');
      if (hasOnlyCases) expect([counted, refused]).toEqual([parts.length, null]);
      else expect(counted > 0 || refused !== null || !hasCase).toBe(true);
    }),
    { numRuns: 150 },
  );
});
