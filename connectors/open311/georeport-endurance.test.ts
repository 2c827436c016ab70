import { afterEach, beforeEach, expect, it } from 'vitest';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { testContext, type TestContext } from '../kit/testing/test-context.ts';
import { geoElement, geoXml } from '../simulator/agencies/open311/georeport-xml.ts';
import { open311GeoReport } from './georeport.ts';
import type { GeoFormat } from './georeport-item.ts';
import { Profiles, SHIPPED_PROFILES } from './profiles.ts';
import { startGeoReportCity, type CityHabits, type GeoReportCity } from './testing/georeport-city.ts';

const NOW_MS = Date.parse('2026-11-24T04:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

let city: GeoReportCity;
beforeEach(async () => {
  city = await startGeoReportCity(NOW_MS);
});
afterEach(() => city.close());

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const at = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
let made = 0;

/** Something happens in the city: a request comes in, one is closed, one is taken out of sight. */
function happen(random: () => number): void {
  city.nowMs += Math.floor(random() * 20) * 1_000;
  const index = Math.floor(random() * city.requests.length);
  const chosen = city.requests[index];
  if (random() < 0.5 || chosen === undefined) {
    made += 1;
    city.requests.push({
      service_request_id: `R${made}`,
      status: 'open',
      service_name: 'Noise',
      requested_datetime: at(city.nowMs),
      updated_datetime: at(city.nowMs),
    });
  } else if (random() < 0.8) {
    city.requests[index] = { ...chosen, status: 'closed', updated_datetime: at(city.nowMs) };
  } else {
    city.requests.splice(index, 1);
  }
}

/** Runs the connector anew and again until it has had so many polls that succeeded. */
async function pollThrough(
  context: TestContext,
  format: GeoFormat,
  random: () => number,
  polls: number,
): Promise<void> {
  let polled = 0;
  while (polled < polls) {
    const stop = new AbortController();
    const untilMs = polled + 1 + Math.floor(random() * 4);
    const lent: TestContext = {
      ...context,
      contact() {
        polled += 1;
        if (polled >= untilMs || polled >= polls) stop.abort();
      },
      now: () => new Date(city.nowMs),
    };
    const connector = open311GeoReport(new Profiles(SHIPPED_PROFILES));
    const config = {
      'base.url': city.url,
      format,
      'poll.interval.ms': 100,
      'page.size': 10,
      'window.days': 30,
    };
    try {
      await connector.open(config, lent).run(stop.signal);
    } catch (error) {
      // As the worker does.
      if (!(error instanceof HubError) || error.fault !== 'transient') throw error;
    }
  }
}

const XML = (list: readonly object[]): string => geoXml('service_requests', 'request', list);
const HABITS: readonly (readonly [string, Partial<CityHabits>, GeoFormat])[] = [
  ['that keeps to everything', {}, 'json'],
  ['that tells changes, oldest first', { order: 'oldest change first' }, 'json'],
  ['that ignores the time of changes', { changes: false }, 'json'],
  ['that ignores pages', { pages: false }, 'json'],
  ['that caps its pages', { pageMost: 3 }, 'json'],
  ['that speaks XML', { body: XML }, 'xml'],
  ['that speaks XML and tells changes, oldest first', { body: XML, order: 'oldest change first' }, 'xml'],
];

it.each(HABITS)(
  'loses no request and sends no version twice over pages, faults and restarts, at a city %s',
  async (_what, habits, format) => {
    Object.assign(city.habits, habits);
    const random = randomOf(311);
    for (let index = 0; index < 60; index += 1) {
      made += 1;
      const madeAt = at(NOW_MS - Math.floor(random() * 80 * DAY_MS));
      city.requests.push({
        service_request_id: `R${made}`,
        status: 'open',
        service_name: 'Noise',
        requested_datetime: madeAt,
        updated_datetime: madeAt,
      });
    }
    const context = testContext();
    city.beforeAnswer = () => {
      if (random() < 0.5) happen(random);
      const luck = random();
      context.emitFault = luck > 0.95 ? new HubError('HUB_BROKER_UNAVAILABLE', 'away') : undefined;
      if (luck < 0.02) return (response) => response.writeHead(503).end();
      if (luck < 0.03) return (response) => response.destroy();
      if (luck < 0.04) return (response) => response.end('<html></html>');
      if (luck < 0.05) return (response) => response.end(format === 'xml' ? '<service_requests><req' : '[{');
      return null;
    };
    await pollThrough(context, format, random, 10);
    city.beforeAnswer = null;
    context.emitFault = undefined;
    await pollThrough(context, format, random, 1);

    const sent = context.records.map(({ bytes }) => Buffer.from(bytes).toString());
    expect(new Set(sent).size).toBe(sent.length);
    for (const request of city.requests) {
      expect(sent).toContain(format === 'xml' ? geoElement('request', request) : JSON.stringify(request));
    }
  },
  20_000,
);
