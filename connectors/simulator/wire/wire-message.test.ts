import { parse } from 'csv-parse/sync';
import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { EVENT_COLUMNS } from '../grid-database/schema.ts';
import { ofAgency, storyOf } from '../testing/story.ts';
import { wireExportRow, wireGeoElement, wireMessageOf } from './wire-message.ts';

const { versions } = storyOf({ seed: 'wire', records: 2_000, days: 7, start: '2026-11-02T00:00:00+08:00' });

function textOf({ bytes, contentType }: { bytes: Buffer; contentType: string }): string {
  return contentType.includes('gb18030') ? iconv.decode(bytes, 'gb18030') : bytes.toString();
}

test('every version of every agency is bytes that name their record', () => {
  for (const version of versions) {
    const message = wireMessageOf(version);
    expect(textOf(message)).toContain(version.sourceId);
    expect(textOf(message)).not.toContain('\ufffd');
  }
});

test('the court’s cases come in three forms, each of which reads back', () => {
  const court = ofAgency(versions, 'court');
  const byType = Map.groupBy(court, (version) => wireMessageOf(version).contentType);
  expect([...byType.keys()].sort()).toEqual([
    'application/xml',
    'application/xml; charset=gb18030',
    'text/csv; header=present; charset=gb18030',
  ]);
  const parser = new XMLParser({ parseTagValue: false });
  for (const version of court) {
    const message = wireMessageOf(version);
    const read = message.contentType.startsWith('text/csv')
      ? parse<Record<string, string>>(textOf(message), { columns: true })[0]
      : (parser.parse(textOf(message)) as { 案件: Record<string, string> }).案件;
    expect(read?.['案号']).toBe(version.body.caseNumber);
  }
});

test('a grid event is the row of its view, the same number for all its versions', () => {
  const ids = new Map<string, number>();
  for (const version of ofAgency(versions, 'grid')) {
    const row = JSON.parse(wireMessageOf(version).bytes.toString()) as { id: number; reported_at: string };
    expect(Object.keys(row)).toEqual(['id', ...EVENT_COLUMNS]);
    expect(row.reported_at).toBe(version.body.reported_at.replace(' ', 'T'));
    expect(ids.get(version.sourceId) ?? row.id).toBe(row.id);
    ids.set(version.sourceId, row.id);
  }
  expect(new Set(ids.values()).size).toBe(ids.size);
});

test('311 requests go by the last digit of their key, and each has an element too', () => {
  for (const version of ofAgency(versions, 'open311')) {
    const even = Number(version.sourceId.at(-1)) % 2 === 0;
    expect(wireMessageOf(version).profile).toBe(even ? 'nyc' : 'georeport');
    expect(wireGeoElement(version).bytes.toString()).toMatch(
      `<request><service_request_id>${version.sourceId}</service_request_id>`,
    );
  }
});

test('a ticket’s row of the export carries its header', () => {
  const [ticket] = ofAgency(versions, 'hotline12345');
  if (ticket === undefined) throw new Error('no ticket');
  for (const encoding of ['gb18030', 'utf-8-bom'] as const) {
    const message = wireExportRow(ticket.body, encoding);
    expect(parse<Record<string, string>>(textOf(message), { columns: true })[0]?.['工单编号']).toBe(
      ticket.sourceId,
    );
  }
});
