import { createHash } from 'node:crypto';
import { COURT_COLUMNS, courtCells } from '../agencies/court/csv.ts';
import { courtElement } from '../agencies/court/xml.ts';
import type { GridEvent } from '../agencies/grid/shape.ts';
import { EXPORT_COLUMNS, exportCells } from '../agencies/hotline12345/export.ts';
import type { HotlineTicket } from '../agencies/hotline12345/shape.ts';
import { geoRequest, isInGeoReport } from '../agencies/open311/georeport.ts';
import { geoElement } from '../agencies/open311/georeport-xml.ts';
import { NYC_COLUMNS } from '../agencies/open311/shape.ts';
import { EVENT_COLUMNS } from '../grid-database/schema.ts';
import type { CityVersion } from '../timeline/city-of.ts';
import { csvText } from '../writing/csv.ts';
import { encode, type FileEncoding } from '../writing/encode.ts';

type ServiceVersion = Extract<CityVersion, { agency: 'open311' }>;

/** Original bytes of one record as its connector puts them into the feed topic. */
export interface WireMessage {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly profile: string | null;
}

/**
 * One version as the bytes that its agency sends, in the form that the living city would use: for tests and benches that need a city's messages
 * without its servers. The court's three forms come in turn by the record's time, 311 requests by the last digit of their key.
 */
export function wireMessageOf(version: CityVersion): WireMessage {
  switch (version.agency) {
    case 'police110':
    case 'hotline12345':
      return json(JSON.stringify(version.body), null);
    case 'grid':
      return json(JSON.stringify(viewRow(version.body)), null);
    case 'court': {
      const form = Math.floor(Date.parse(version.sourceTime) / 1_000) % 3;
      if (form === 2) return table(COURT_COLUMNS, courtCells(version.body), 'gb18030', null);
      const encoding = form === 0 ? 'gb18030' : 'utf-8';
      return {
        bytes: encode(courtElement(version.body), encoding),
        contentType: typeOf('application/xml', encoding),
        profile: null,
      };
    }
    case 'open311':
      return isInGeoReport(version.sourceId)
        ? json(JSON.stringify(geoRequest(version.body)), 'georeport')
        : wireServiceRow(version);
  }
}

/** A ticket as a row of the nightly export. */
export function wireExportRow(ticket: HotlineTicket, encoding: FileEncoding): WireMessage {
  return table(EXPORT_COLUMNS, exportCells(ticket), encoding, null);
}

/** A 311 request as a row of the city's export. */
export function wireServiceRow({ body }: ServiceVersion): WireMessage {
  return table(
    NYC_COLUMNS,
    NYC_COLUMNS.map((column) => body[column] ?? ''),
    'utf-8',
    'nyc',
  );
}

/** A 311 request as an element of GeoReport's XML. */
export function wireGeoElement({ body }: ServiceVersion): WireMessage {
  return {
    bytes: Buffer.from(geoElement('request', geoRequest(body))),
    contentType: 'application/xml',
    profile: 'georeport',
  };
}

/** As PostgreSQL's `row_to_json` writes a row of `share.grid_events`. */
function viewRow(event: GridEvent): object {
  const times = new Set<string>(['reported_at', 'occurred_at', 'updated_at', 'closed_at']);
  const row: Record<string, string | number | null> = { id: idOf(event.event_no) };
  for (const column of EVENT_COLUMNS) {
    const value = event[column];
    row[column] = times.has(column) && typeof value === 'string' ? value.replace(' ', 'T') : value;
  }
  return row;
}

/** The same for all versions of an event, as the table's own number is. */
function idOf(eventNo: string): number {
  return createHash('sha256').update(eventNo).digest().readUIntBE(0, 5);
}

function json(text: string, profile: string | null): WireMessage {
  return { bytes: Buffer.from(text), contentType: 'application/json', profile };
}

function table(
  columns: readonly string[],
  cells: readonly string[],
  encoding: FileEncoding,
  profile: string | null,
): WireMessage {
  const bytes = encode(csvText(columns, [cells]), encoding === 'utf-8-bom' ? 'utf-8' : encoding);
  return { bytes, contentType: typeOf('text/csv; header=present', encoding), profile };
}

function typeOf(type: string, encoding: FileEncoding): string {
  return encoding === 'gb18030' ? `${type}; charset=gb18030` : type;
}
