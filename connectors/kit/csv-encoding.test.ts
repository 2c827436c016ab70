import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { open311With } from '../open311/feed.ts';
import { Profiles, parseProfile } from '../open311/profiles.ts';
import type { FileBatch } from './file-format.ts';
import { fileBatches, formatOfFeed, reasonsOf, sourceIdsOf } from './testing/file-batches.ts';
import { encodeText, type TextEncoding } from './text-encoding.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-encoding-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Declared = TextEncoding | 'auto';
const CHINESE = ['编号', '时间', '类别', '内容'];
const ASCII = ['no', 'made', 'kind', 'text'];

function feedOf(columns: readonly string[], encoding: Declared) {
  const [no, made, kind, text] = columns;
  const profile = `profile: town
description: a town
time: { zone: Asia/Shanghai, format: ISO }
encoding: ${encoding}
columns: [${columns.map((column) => `'${column}'`).join(', ')}]
map: { sourceId: '${no ?? ''}', reportedAt: '${made ?? ''}', category: ['${kind ?? ''}'], narrative: '${text ?? ''}' }
`;
  return open311With(new Profiles([parseProfile(profile, 'town.yaml')]));
}

/** Reads the file, and maps each of its messages as the pipeline does: what its narratives say. */
async function read(
  content: Uint8Array,
  columns: readonly string[],
  encoding: Declared,
): Promise<{ batches: readonly FileBatch[]; texts: (string | null)[]; contentTypes: Set<string> }> {
  const path = join(folder, 'file.csv');
  writeFileSync(path, content);
  const feed = feedOf(columns, encoding);
  const batches = await fileBatches(formatOfFeed(feed, '.csv'), path, 'town');
  const records = batches.flatMap((batch) => batch.records);
  return {
    batches,
    texts: records.map(
      ({ bytes, profile, contentType }) => feed.toDraft(bytes, { profile, contentType }).narrative,
    ),
    contentTypes: new Set(records.map(({ contentType }) => contentType)),
  };
}

const table = (columns: readonly string[], texts: readonly string[], kind = 'Noise'): string =>
  [columns.join(','), ...texts.map((text, row) => `${row + 1},2026-11-24 09:00:00,${kind},${text}`)].join(
    '\n',
  );
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const GB_BOM = Buffer.from([0x84, 0x31, 0x95, 0x33]);
/** Second bytes 0x5C and 0x7C, a four-byte character, and a character of a supplementary plane. */
const TEXTS = ['誠信物業', '乗坐電梯漏水', '𠮷野家拖欠㐀', '楼上住户长期漏水'];

describe.each<readonly [string, readonly string[]]>([
  ['names of columns in Chinese', CHINESE],
  ['names of columns in ASCII', ASCII],
])('with %s', (_what, columns) => {
  const text = table(columns, TEXTS);
  it.each<readonly [string, Uint8Array, Declared, TextEncoding]>([
    ['UTF-8 for auto', encodeText(text, 'utf-8'), 'auto', 'utf-8'],
    ['GB18030 for auto', encodeText(text, 'gb18030'), 'auto', 'gb18030'],
    ['a byte order mark of UTF-8', Buffer.concat([BOM, encodeText(text, 'utf-8')]), 'auto', 'utf-8'],
    ['a byte order mark of GB18030', Buffer.concat([GB_BOM, encodeText(text, 'gb18030')]), 'auto', 'gb18030'],
    ['UTF-8 as declared', encodeText(text, 'utf-8'), 'utf-8', 'utf-8'],
    ['GB18030 as declared', encodeText(text, 'gb18030'), 'gb18030', 'gb18030'],
  ])('reads %s, and says it in the content type', async (_case, content, declared, is) => {
    const { texts, contentTypes, batches } = await read(content, columns, declared);
    expect(texts).toEqual(TEXTS);
    expect(reasonsOf(batches)).toEqual([]);
    expect([...contentTypes]).toEqual([
      is === 'utf-8' ? 'text/csv; header=present' : 'text/csv; header=present; charset=gb18030',
    ]);
  });

  it.each<readonly [string, Uint8Array, Declared, RegExp]>([
    [
      'UTF-8 that is declared GB18030',
      encodeText(text, 'utf-8'),
      'gb18030',
      /is UTF-8 where GB18030 is declared.*encoding: utf-8/,
    ],
    [
      'GB18030 that is declared UTF-8',
      encodeText(text, 'gb18030'),
      'utf-8',
      /is GB18030 where UTF-8 is declared.*encoding: gb18030/,
    ],
    [
      'a byte order mark of UTF-8 where GB18030 is declared',
      Buffer.concat([BOM, encodeText(text, 'utf-8')]),
      'gb18030',
      /is UTF-8 where GB18030/,
    ],
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${text}`, 'utf16le'), 'auto', /UTF-16/],
    ['UTF-16 without', Buffer.from(text, 'utf16le'), 'auto', /UTF-16/],
    ['UTF-16 of the other order', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 'auto', /UTF-16/],
  ])('refuses %s', async (_case, content, declared, reason) => {
    await expect(read(content, columns, declared)).rejects.toThrow(reason);
  });

  it.each<TextEncoding>(['utf-8', 'gb18030'])(
    'makes dead letters of rows in another encoding than %s',
    async (encoding) => {
      const other = encoding === 'utf-8' ? 'gb18030' : 'utf-8';
      const line = (encoded: TextEncoding): Buffer =>
        Buffer.concat([
          Buffer.from('\n9,2026-11-24 09:00:00,Noise,'),
          encodeText('楼上住户长期漏水无人处理', encoded),
        ]);
      const undecodable = Buffer.concat([line(encoding), Buffer.from([0xff, 0xfe, 0xff])]);
      const content = Buffer.concat([encodeText(text, encoding), line(other), undecodable, line(encoding)]);
      // Where names of columns say nothing, auto wants most of the text to agree.
      const isTold = columns === CHINESE || encoding === 'utf-8';
      if (!isTold) await expect(read(content, columns, 'auto')).rejects.toThrow(/mixes/);
      for (const declared of isTold ? (['auto', encoding] as const) : [encoding]) {
        const { batches, texts } = await read(content, columns, declared);
        expect(texts).toEqual([...TEXTS, '楼上住户长期漏水无人处理']);
        expect(reasonsOf(batches)).toEqual([
          expect.stringMatching(/^row 5: .*UTF-8/),
          expect.stringMatching(new RegExp(`^row 6: .*${encoding.toUpperCase()}`)),
        ]);
      }
    },
  );
});

describe('where only rows can show the encoding', () => {
  it('looks for the first text beyond ASCII, however far it is', async () => {
    const plain = Array.from({ length: 400 }, () => 'nothing to see '.repeat(600));
    for (const encoding of ['utf-8', 'gb18030'] as const) {
      const content = encodeText(table(ASCII, [...plain, '楼上漏水', '三楼噪音']), encoding);
      expect(content.length).toBeGreaterThan(3_000_000);
      const { texts } = await read(content, ASCII, 'auto');
      expect(texts.slice(-2)).toEqual(['楼上漏水', '三楼噪音']);
    }
  });

  it('does not take short GB18030 for UTF-8 because some of it looks so', async () => {
    // 女 is C5 AE in GB18030, which is Ů in UTF-8.
    const texts = Array.from({ length: 40 }, (_unused, row) => (row % 3 === 0 ? '男' : '女'));
    const gb = encodeText(table(ASCII, texts), 'gb18030');
    for (const declared of ['auto', 'gb18030'] as const) {
      expect((await read(gb, ASCII, declared)).texts).toEqual(texts);
    }
    await expect(read(gb, ASCII, 'utf-8')).rejects.toThrow(/is GB18030/);
  });

  it('refuses what may be either, unless it is told', async () => {
    const women = encodeText(table(ASCII, ['女', '女']), 'gb18030');
    await expect(read(women, ASCII, 'auto')).rejects.toThrow(/too few characters.*encoding: gb18030/);
    expect((await read(women, ASCII, 'gb18030')).texts).toEqual(['女', '女']);
    const cafe = encodeText(table(ASCII, ['Café']), 'utf-8');
    await expect(read(cafe, ASCII, 'auto')).rejects.toThrow(/too few characters/);
    expect((await read(cafe, ASCII, 'utf-8')).texts).toEqual(['Café']);
    expect((await read(Buffer.concat([BOM, cafe]), ASCII, 'auto')).texts).toEqual(['Café']);
  });

  it('refuses a file of both', async () => {
    const lines = (encoding: TextEncoding): Buffer => encodeText(table(ASCII, TEXTS), encoding);
    await expect(
      read(Buffer.concat([lines('utf-8'), Buffer.from('\n'), lines('gb18030')]), ASCII, 'auto'),
    ).rejects.toThrow(/mixes GB18030 and UTF-8/);
  });

  it('takes rows of a Latin encoding for undecodable, not for Chinese', async () => {
    const latin = Buffer.from(table(ASCII, ['Müller stört', 'Café König', 'ruhig']), 'latin1');
    for (const declared of ['auto', 'utf-8'] as const) {
      const { batches } = await read(latin, ASCII, declared);
      expect(sourceIdsOf(batches)).toEqual(['3']);
      expect(reasonsOf(batches)).toEqual([
        expect.stringMatching(/^row 1: .*UTF-8/),
        expect.stringMatching(/^row 2: .*UTF-8/),
      ]);
    }
  });

  it('takes a file in ASCII as UTF-8', async () => {
    expect((await read(Buffer.from(table(ASCII, ['x'])), ASCII, 'auto')).contentTypes).toEqual(
      new Set(['text/csv; header=present']),
    );
  });
});

it('refuses a header in no encoding, and one whose columns are none of the layout in either', async () => {
  const bad = Buffer.concat([Buffer.from([0xff, 0xff]), Buffer.from(table(CHINESE, ['x']))]);
  await expect(read(bad, CHINESE, 'auto')).rejects.toThrow(/header: the text is not UTF-8/);
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    const others = encodeText(table(['案号', '法院', '案由', '说明'], TEXTS), encoding);
    await expect(read(others, CHINESE, 'auto')).rejects.toThrow(
      /the columns "编号", "时间", "类别" are missing/,
    );
  }
});
