import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubError } from '../../schema/canonical/hub-error.ts';
import { testContext, type TestContext } from '../kit/testing/test-context.ts';
import { startGeoReportCity, type CityRequest, type GeoReportCity } from './testing/georeport-city.ts';
import { cityRequest, geoTime, pollCity, type PollOptions } from './testing/poll-city.ts';

const NOW_MS = Date.parse('2026-11-24T04:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let city: GeoReportCity;
let context: TestContext;
beforeEach(async () => {
  city = await startGeoReportCity(NOW_MS);
  context = testContext({ secrets: { 'city.key': 'k-123\n' } });
});
afterEach(() => city.close());

const at = geoTime;
const request = cityRequest;
const poll = (options?: PollOptions): Promise<void> => pollCity(city, context, options);

function later(ms: number): void {
  city.nowMs += ms;
  context.nowMs += ms;
}
const ids = (): string[] => context.records.map(({ sourceId }) => sourceId);
const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('reading', () => {
  it('takes every request of the history once, over windows of at most 90 days and pages capped by the city', async () => {
    for (let day = 0; day < 200; day += 1) city.requests.push(request(`R${day}`, NOW_MS - day * DAY_MS));
    city.habits.pageMost = 7;
    await poll({ config: { 'history.days': 150 } });
    expect(ids().sort()).toEqual(Array.from({ length: 150 }, (_, day) => `R${day}`).sort());
    for (const url of city.asked) expect(url.searchParams.get('start_date')).toMatch(/^[\d-]{10}T[\d:]{8}Z$/);
  });

  it('keeps each request’s own bytes, with its type and profile in the envelope', async () => {
    city.habits.body = (list) => `[ ${list.map((item) => JSON.stringify(item, null, 1)).join(' ,\n')} ]`;
    city.requests.push(request('A', NOW_MS - HOUR_MS, { description: '楼上漏水' }));
    await poll();
    const [record] = context.records;
    expect(Buffer.from(record?.bytes ?? []).toString()).toBe(JSON.stringify(city.requests[0], null, 1));
    expect(record).toMatchObject({
      feed: 'open311',
      sourceId: 'A',
      contentType: 'application/json',
      profile: 'georeport',
      connector: 'test-connector',
    });
  });

  it('reads a list that is wrapped in an object', async () => {
    city.habits.body = (list) => JSON.stringify({ count: list.length, requests: list });
    city.requests.push(request('A', NOW_MS - HOUR_MS));
    await poll();
    expect(ids()).toEqual(['A']);
  });

  it('ends when a city that ignores the page shows the same again', async () => {
    city.habits.pages = false;
    for (let index = 0; index < 450; index += 1) city.requests.push(request(`R${index}`, NOW_MS - index));
    await poll();
    expect(ids()).toHaveLength(450);
    expect(city.asked).toHaveLength(2);
  });

  it('leaves what has a token only until it has a number', async () => {
    const made = NOW_MS - HOUR_MS;
    city.requests.push({ token: 't-1', requested_datetime: at(made), status: 'open', service_name: 'Noise' });
    await poll({
      polls: 2,
      between: () => {
        city.requests[0] = request('A', made, { token: 't-1' });
      },
    });
    expect(ids()).toEqual(['A']);
    expect(context.letters).toEqual([]);
  });

  it('makes one dead letter of a request that cannot be read, and goes on', async () => {
    city.requests.push(request('A', NOW_MS - HOUR_MS, { requested_datetime: 'yesterday afternoon' }));
    city.requests.push(request('B', NOW_MS - HOUR_MS));
    await poll({ polls: 3 });
    await poll();
    expect(ids()).toEqual(['B']);
    expect(context.letters.map(({ code, reason }) => [code, reason])).toEqual([
      ['HUB_RECORD_INVALID', expect.stringContaining('requested_datetime') as string],
    ]);
  });

  it('asks for names that requests lack in the city’s list, once, and sends them beside the bytes', async () => {
    city.services.push({ service_code: 7, service_name: 'Noise; bars & clubs', group: '噪声' });
    city.requests.push(request('A', NOW_MS - HOUR_MS, { service_name: '', service_code: 7 }));
    city.requests.push(request('B', NOW_MS - HOUR_MS, { service_name: null, service_code: '8' }));
    await poll();
    expect(city.asked.filter(({ pathname }) => pathname.includes('services'))).toHaveLength(1);
    const types = context.records.map(({ contentType }) => contentType).sort();
    expect(types).toEqual([
      'application/json',
      'application/json; service-name=Noise%3B%20bars%20%26%20clubs; service-group=%E5%99%AA%E5%A3%B0',
    ]);
  });
});

describe('noticing changes', () => {
  const closeOld = (): void => {
    later(HOUR_MS / 2);
    city.requests[0] = request('OLD', NOW_MS - 60 * DAY_MS, {
      status: 'closed',
      updated_datetime: at(city.nowMs),
    });
  };
  const versions = (): (string | null)[] =>
    context.records.map(
      ({ bytes }) => (JSON.parse(Buffer.from(bytes).toString()) as CityRequest)['status'] as string,
    );

  it('hears of a closed request of two months ago at the next poll, where the city tells changes', async () => {
    city.requests.push(request('OLD', NOW_MS - 60 * DAY_MS), request('NEW', NOW_MS - HOUR_MS));
    await poll({ polls: 2, between: closeOld });
    expect(versions()).toEqual(['open', 'open', 'closed']);
    expect(city.asked.at(-2)?.searchParams.get('updated_after')).toBe(at(NOW_MS - HOUR_MS - 600_000));
  });

  it('hears of it with the next full read, where the city ignores the parameter', async () => {
    city.habits.changes = false;
    city.requests.push(request('OLD', NOW_MS - 60 * DAY_MS), request('NEW', NOW_MS - HOUR_MS));
    const seen: number[] = [];
    await poll({
      polls: 5,
      between: (polled) => {
        seen.push(context.records.length);
        if (polled === 2) closeOld();
        if (polled === 4) later(HOUR_MS);
      },
    });
    expect(seen).toEqual([2, 2, 2, 2, 3]);
    expect(versions().at(-1)).toBe('closed');
  });

  it('does not ask for changes when it is told that the city cannot', async () => {
    city.requests.push(request('A', NOW_MS - HOUR_MS));
    await poll({ polls: 2, config: { 'updated.parameter': null } });
    expect(city.asked.some(({ searchParams }) => searchParams.has('updated_after'))).toBe(false);
    expect(ids()).toEqual(['A']);
  });
});

describe('a city that fails', () => {
  it.each([
    [
      'answers 503',
      (end: (status: number, body: string) => void) => {
        end(503, 'busy');
      },
    ],
    [
      'shows a web page',
      (end: (status: number, body: string) => void) => {
        end(200, '<html><body>502</body></html>');
      },
    ],
    [
      'breaks off',
      (end: (status: number, body: string) => void) => {
        end(200, '[{"service_request_id": "A"');
      },
    ],
  ])('is asked again for a page when it %s', async (_what, fail) => {
    city.requests.push(request('A', NOW_MS - HOUR_MS));
    let failures = 2;
    city.beforeAnswer = () => {
      failures -= 1;
      return failures < 0
        ? null
        : (response) => {
            fail((status, body) => response.writeHead(status).end(body));
          };
    };
    await poll();
    expect(ids()).toEqual(['A']);
  });

  it('is a transient fault with the reason when it goes on failing, and nothing is lost', async () => {
    city.requests.push(request('A', NOW_MS - HOUR_MS));
    city.beforeAnswer = () => (response) => response.writeHead(200).end('<!DOCTYPE html>\n<html></html>');
    const fault = await faultOf(poll());
    expect(fault).toMatchObject({ code: 'HUB_SOURCE_UNAVAILABLE' });
    expect((fault as HubError).message).toContain('it is a web page');
    city.beforeAnswer = null;
    await poll();
    expect(ids()).toEqual(['A']);
  });

  it('is quoted when it refuses the question, and what to check is named', async () => {
    city.beforeAnswer = () => (response) =>
      response
        .writeHead(404)
        .end(JSON.stringify({ errors: [{ code: 404, description: 'jurisdiction_id not found' }] }));
    const fault = await faultOf(poll({ config: { 'jurisdiction.id': 'x.gov' } }));
    expect(fault).toMatchObject({ code: 'HUB_CONFIG_INVALID' });
    expect((fault as HubError).message).toMatch(
      /404 \(jurisdiction_id not found\); check base\.url, jurisdiction\.id/,
    );
    expect(city.asked[0]?.searchParams.get('jurisdiction_id')).toBe('x.gov');
  });

  it('gets the key from the secrets, and a refused key is named without being told', async () => {
    city.beforeAnswer = () => (response) => response.writeHead(403).end('no');
    const fault = await faultOf(poll({ config: { 'api.key.file': 'city.key' } }));
    expect(city.asked[0]?.searchParams.get('api_key')).toBe('k-123');
    expect((fault as HubError).message).toContain('api.key.file');
    expect((fault as HubError).message).not.toContain('k-123');
  });
});
