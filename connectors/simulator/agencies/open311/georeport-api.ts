import { z } from 'zod';
import type { ApiReply, ApiRequest } from '../hotline12345/api.ts';
import { DAY_MS } from '../../writing/time.ts';
import { GEO_SERVICES } from './georeport.ts';
import type { GeoQuery, GeoReportSystem } from './georeport-system.ts';
import { geoXml } from './georeport-xml.ts';

export const GEOREPORT_PATH = '/open311/v2/';

/** The only jurisdiction; a client need not name it. */
const JURISDICTION = 'nyc.gov';
/** At most this span of `start_date` and `end_date`, and as much when neither is given (GeoReport v2, GET Service Requests). */
const WINDOW_MS = 90 * DAY_MS;
const TYPES = { json: 'application/json; charset=utf-8', xml: 'text/xml; charset=utf-8' } as const;

type Format = keyof typeof TYPES;

const Time = z.iso
  .datetime({ offset: true, error: 'must be a W3C date and time with an offset' })
  .transform(Date.parse);
const List = z.string().transform((text) => new Set(text.split(',').map((part) => part.trim())));
const QuerySchema = z.object({
  jurisdiction_id: z.string().optional(),
  service_request_id: List.optional(),
  service_code: List.optional(),
  status: List.optional(),
  start_date: Time.optional(),
  end_date: Time.optional(),
  updated_after: Time.optional(),
  updated_before: Time.optional(),
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(1_000).default(1_000),
});

interface GeoReportOptions {
  readonly system: GeoReportSystem;
  readonly now: () => number;
}

/**
 * `GET services`, `GET requests` and `GET requests/<id>`, each with `.json` or `.xml`, as GeoReport v2 has them, with the extensions `page`,
 * `page_size`, `updated_after` and `updated_before` that cities have added. Errors are a list of code and description.
 */
export function answerGeoReport(request: ApiRequest, { system, now }: GeoReportOptions): ApiReply {
  const path = request.url.pathname.slice(GEOREPORT_PATH.length);
  const [, resource = '', , id, extension = 'xml'] =
    /^(services|requests)(\/([^/.]+))?\.(json|xml)$/.exec(path) ?? [];
  const format: Format = extension === 'json' ? 'json' : 'xml';
  const named = /\.(json|xml)$/.exec(path)?.[1];
  if (resource === '') {
    return refusal(
      404,
      named === 'json' ? 'json' : 'xml',
      'there is no such resource; ask for services or requests in .json or .xml',
    );
  }
  if (request.method !== 'GET')
    return refusal(403, format, 'requests cannot be made here: no API key is given out');
  const query = QuerySchema.safeParse(Object.fromEntries(request.url.searchParams));
  if (!query.success) return refusal(400, format, z.prettifyError(query.error));
  const { jurisdiction_id: jurisdiction } = query.data;
  if (jurisdiction !== undefined && jurisdiction !== JURISDICTION) {
    return refusal(404, format, `jurisdiction_id ${jurisdiction} was not found`);
  }
  if (resource === 'services') {
    const services =
      id === undefined ? GEO_SERVICES : GEO_SERVICES.filter(({ service_code }) => service_code === id);
    return services.length === 0
      ? refusal(404, format, `service_code ${id ?? ''} was not found`)
      : reply(200, format, ['services', 'service'], services);
  }
  if (id !== undefined) {
    if (!system.has(id)) return refusal(404, format, `service_request_id ${id} was not found`);
    return reply(200, format, REQUESTS, system.page({ ...EVERYTHING, ids: new Set([id]) }, 1, 1));
  }
  const wanted = wantedBy(query.data, now());
  if (typeof wanted === 'string') return refusal(400, format, wanted);
  return reply(200, format, REQUESTS, system.page(wanted, query.data.page, query.data.page_size));
}

const REQUESTS = ['service_requests', 'request'] as const;
const EVERYTHING: GeoQuery = {
  ids: null,
  serviceCodes: null,
  statuses: null,
  madeFromMs: -Infinity,
  madeUntilMs: Infinity,
  updatedFromMs: -Infinity,
  updatedUntilMs: Infinity,
};

/** @returns words when the query asks for what it must not */
function wantedBy(query: z.output<typeof QuerySchema>, nowMs: number): GeoQuery | string {
  const { start_date: start, end_date: end, updated_after: after, updated_before: before } = query;
  const byChange = after !== undefined || before !== undefined;
  const untilMs = end ?? (start === undefined ? Infinity : start + WINDOW_MS);
  const fromMs = start ?? (byChange ? -Infinity : (end ?? nowMs) - WINDOW_MS);
  if (fromMs > untilMs) return 'start_date lies after end_date';
  if (start !== undefined && end !== undefined && end - start > WINDOW_MS) {
    return 'start_date and end_date lie more than 90 days apart';
  }
  const unknown = [...(query.service_code ?? [])].find((code) => !CODES.has(code));
  if (unknown !== undefined) return `service_code ${unknown} was not found`;
  return {
    ids: query.service_request_id ?? null,
    serviceCodes: query.service_code ?? null,
    statuses: query.status ?? null,
    madeFromMs: fromMs,
    madeUntilMs: untilMs,
    updatedFromMs: after ?? -Infinity,
    updatedUntilMs: before ?? Infinity,
  };
}

const CODES = new Set(GEO_SERVICES.map(({ service_code }) => service_code));

function reply(
  status: number,
  format: Format,
  [list, item]: readonly [string, string],
  objects: readonly object[],
): ApiReply {
  const body = format === 'json' ? JSON.stringify(objects) : geoXml(list, item, objects);
  return { status, headers: { 'content-type': TYPES[format] }, body };
}

function refusal(status: number, format: Format, description: string): ApiReply {
  return reply(status, format, ['errors', 'error'], [{ code: String(status), description }]);
}
