import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { ofAgency, storyOf } from '../../testing/story.ts';
import { EXPORT_COLUMNS, exportCells, exportCsv, exportNameOf } from './export.ts';

const { versions } = storyOf({ seed: 'export', records: 1_000, days: 7, start: '2026-11-02T00:00:00+08:00' });
const tickets = ofAgency(versions, 'hotline12345').map(({ body }) => body);

test('a daily export reads back cell by cell in both encodings', () => {
  for (const encoding of ['utf-8-bom', 'gb18030'] as const) {
    const bytes = exportCsv(tickets, encoding);
    expect(bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))).toBe(encoding === 'utf-8-bom');
    const text = encoding === 'gb18030' ? iconv.decode(bytes, 'gb18030') : bytes.toString('utf8').slice(1);
    const [header = [], ...rows] = parse(text);
    expect(header).toEqual(EXPORT_COLUMNS);
    expect(rows).toEqual(tickets.map(exportCells));
  }
});

test('a row says what the interface says, its times without an offset', () => {
  const related = tickets.find(({ relatedNumbers }) => relatedNumbers.length > 0);
  if (related === undefined) throw new Error('no ticket names another');
  const row = new Map(EXPORT_COLUMNS.map((column, index) => [column, exportCells(related)[index]]));
  expect(row.get('工单编号')).toBe(related.ticketNo);
  expect(row.get('受理时间')).toBe(related.createdAt.slice(0, 19).replace('T', ' '));
  expect(row.get('关联单号')).toBe(related.relatedNumbers.join(';'));
  expect(row.get('一级分类')).toBe(related.category[0] ?? '');
  expect(row.get('三级分类')).toBe(related.category[2] ?? '');
});

test('the name tells the day and the time of the export in China', () => {
  const day = Date.parse('2026-11-24T12:00:00+08:00');
  expect(exportNameOf(day, Date.parse('2026-11-25T02:00:00+08:00'))).toBe(
    'tickets-20261124-asof-20261125T020000.csv',
  );
});
