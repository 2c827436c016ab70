import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { ofAgency, storyOf } from '../../testing/story.ts';
import { DAY_MS } from '../../writing/time.ts';
import { answerGeoReport, GEOREPORT_PATH } from './georeport-api.ts';
import { GeoReportSystem } from './georeport-system.ts';
import { GEO_SERVICES, geoRequest, type GeoRequest } from './georeport.ts';

const startMs = Date.parse('2026-10-20T00:00:00-04:00');
const { versions } = storyOf({ seed: 'geo', records: 2_000, days: 21, start: startMs });
const rows = ofAgency(versions, 'open311').map(({ body }) => body);
const system = new GeoReportSystem();
for (const row of rows) system.put(geoRequest(row));
const latest = new Map(rows.map((row) => [row['Unique Key'] ?? '', geoRequest(row)]));
const nowMs = startMs + 21 * DAY_MS;

function ask(path: string, query: Record<string, string> = {}, method = 'GET') {
  const url = new URL(
    `${GEOREPORT_PATH}${path}?${new URLSearchParams(query).toString()}`,
    'http://localhost',
  );
  return answerGeoReport({ method, url, authorization: undefined }, { system, now: () => nowMs });
}

function requestsOf(query: Record<string, string> = {}): GeoRequest[] {
  const reply = ask('requests.json', query);
  expect(reply.status, reply.body).toBe(200);
  return JSON.parse(reply.body) as GeoRequest[];
}

function errorOf(reply: { body: string }): { code: string; description: string } | undefined {
  const errors = JSON.parse(reply.body) as { code: string; description: string }[];
  return errors.length === 1 ? errors[0] : undefined;
}

test('page by page every request is there once in its last state, the newest change first', () => {
  const seen: GeoRequest[] = [];
  for (let page = 1; ; page += 1) {
    const got = requestsOf({ page: String(page), page_size: '50' });
    seen.push(...got);
    if (got.length < 50) break;
  }
  expect(seen.length).toBe(latest.size);
  for (const request of seen) expect(request).toEqual(latest.get(request.service_request_id));
  const times = seen.map((request) => Date.parse(request.updated_datetime));
  expect(times).toEqual(times.toSorted((left, right) => right - left));
});

test('times carry New York’s offset on both sides of the change of clocks', () => {
  const offsets = new Set([...latest.values()].map((request) => request.requested_datetime.slice(-6)));
  expect(offsets).toEqual(new Set(['-04:00', '-05:00']));
  const [row] = rows;
  expect(geoRequest({ ...row, 'Created Date': '11/01/2026 12:30:00 AM' }).requested_datetime).toBe(
    '2026-11-01T00:30:00-04:00',
  );
  expect(geoRequest({ ...row, 'Created Date': '12/24/2026 12:05:09 PM' }).requested_datetime).toBe(
    '2026-12-24T12:05:09-05:00',
  );
});

test('dates, changes, status and service select', () => {
  const middle = new Date(startMs + 10 * DAY_MS).toISOString();
  const all = [...latest.values()];
  const count = (wanted: (request: GeoRequest) => boolean): number => all.filter(wanted).length;
  const from = Date.parse(middle);
  expect(requestsOf({ start_date: middle }).length).toBe(
    count((one) => Date.parse(one.requested_datetime) >= from),
  );
  expect(requestsOf({ end_date: middle }).length).toBe(
    count((one) => Date.parse(one.requested_datetime) <= from),
  );
  expect(requestsOf({ updated_after: middle }).length).toBe(
    count((one) => Date.parse(one.updated_datetime) >= from),
  );
  expect(requestsOf({ status: 'open' }).length).toBe(count((one) => one.status === 'open'));
  const [first] = all;
  const code = first?.service_code ?? '';
  expect(requestsOf({ service_code: code }).length).toBe(count((one) => one.service_code === code));
  expect(requestsOf({ service_request_id: `${first?.service_request_id ?? ''},1` })).toEqual([first]);
  expect(JSON.parse(ask(`requests/${first?.service_request_id ?? ''}.json`).body)).toEqual([first]);
});

test('XML says the same as JSON', () => {
  const reply = ask('requests.xml', { page_size: '20' });
  expect(reply.headers['content-type']).toContain('xml');
  const parser = new XMLParser({ parseTagValue: false });
  const read = parser.parse(reply.body) as { service_requests: { request: Record<string, string>[] } };
  const wanted = requestsOf({ page_size: '20' }).map((request) =>
    Object.fromEntries(
      Object.entries(request).map(([name, value]) => [name, value === null ? '' : String(value)]),
    ),
  );
  expect(read.service_requests.request).toEqual(wanted);
  expect(ask('services.xml').body).toContain('<service><service_code>001</service_code>');
});

test('services are listed, and every request’s service is one of them', () => {
  expect(JSON.parse(ask('services.json').body)).toEqual(GEO_SERVICES);
  const codes = new Set(GEO_SERVICES.map(({ service_code }) => service_code));
  for (const request of latest.values()) expect(codes.has(request.service_code)).toBe(true);
});

test('what is wrong is a list of code and description', () => {
  const bad: [string, Record<string, string>, number, string][] = [
    ['requests.json', { start_date: 'yesterday' }, 400, 'start_date'],
    [
      'requests.json',
      { start_date: '2026-01-01T00:00:00Z', end_date: '2026-06-01T00:00:00Z' },
      400,
      '90 days',
    ],
    ['requests.json', { start_date: '2026-06-01T00:00:00Z', end_date: '2026-05-01T00:00:00Z' }, 400, 'after'],
    ['requests.json', { service_code: '999' }, 400, '999'],
    ['requests.json', { page: '0' }, 400, 'page'],
    ['requests.json', { jurisdiction_id: 'boston.gov' }, 404, 'boston.gov'],
    ['requests/1.json', {}, 404, 'service_request_id'],
    ['tokens.json', {}, 404, 'resource'],
  ];
  for (const [path, query, status, word] of bad) {
    const reply = ask(path, query);
    expect(reply.status, path).toBe(status);
    expect(errorOf(reply)?.code).toBe(String(status));
    expect(errorOf(reply)?.description).toContain(word);
  }
  expect(ask('requests.json', {}, 'POST').status).toBe(403);
  expect(ask('requests.xml', { page: '0' }).body).toContain('<errors><error><code>400</code>');
});
