import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { testContext, type TestContext } from '../kit/testing/test-context.ts';
import { answerGeoReport } from '../simulator/agencies/open311/georeport-api.ts';
import { geoElement } from '../simulator/agencies/open311/georeport-xml.ts';
import { geoRequest, isInGeoReport } from '../simulator/agencies/open311/georeport.ts';
import { GeoReportSystem } from '../simulator/agencies/open311/georeport-system.ts';
import { FaultPlan } from '../simulator/faults/fault-plan.ts';
import { sendSpoilt } from '../simulator/faults/faulty-answers.ts';
import { GeoReportDesk } from '../simulator/living/georeport-desk.ts';
import { storyOf } from '../simulator/testing/story.ts';
import { open311GeoReport } from './georeport.ts';
import { ServiceRequestMapper } from './draft.ts';
import type { GeoFormat } from './georeport-item.ts';
import { Profiles, SHIPPED_PROFILES } from './profiles.ts';

const START_MS = Date.parse('2026-11-01T00:00:00Z');
const DAYS = 7;
const NOW_MS = START_MS + (DAYS + 30) * 86_400_000;

const profiles = new Profiles(SHIPPED_PROFILES);
const mapper = new ServiceRequestMapper(profiles);
const plan = new FaultPlan('311', 0.05);
const system = new GeoReportSystem();
const rows = storyOf({ seed: '311', records: 3_000, days: DAYS, start: START_MS }).versions.flatMap(
  (version) => (version.agency === 'open311' && isInGeoReport(version.sourceId) ? [version.body] : []),
);
const desk = new GeoReportDesk(system, plan);
const faults = rows.flatMap((row) => desk.take(row) ?? []);
const expected = new Map(rows.map(geoRequest).map((request) => [request.service_request_id, request]));

/** All that the connector hands on of the simulated city, which spoils its answers by the plan. */
async function bringIn(format: GeoFormat): Promise<TestContext & { readonly spoilt: ReadonlySet<string> }> {
  const context = testContext();
  context.nowMs = NOW_MS;
  let answers = 0;
  const spoilt = new Set<string>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://city');
    const reply = answerGeoReport(
      { method: 'GET', url, authorization: undefined },
      { system, now: () => NOW_MS },
    );
    const fault = plan.at('open311.answers', answers);
    answers += 1;
    if (fault === null) {
      response
        .writeHead(reply.status, { ...reply.headers, date: new Date(NOW_MS).toUTCString() })
        .end(reply.body);
      return;
    }
    spoilt.add(fault.fault);
    sendSpoilt(fault.fault, reply, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = new AbortController();
  try {
    const config = {
      'base.url': `http://127.0.0.1:${port}/open311/v2`,
      'page.size': 3,
      'jurisdiction.id': 'nyc.gov',
      format,
    };
    const lent = {
      ...context,
      contact: () => {
        stop.abort();
      },
    };
    await open311GeoReport(profiles).open(config, lent).run(stop.signal);
  } finally {
    server.close();
    server.closeAllConnections();
  }
  return { ...context, spoilt };
}

/** The format shows in the values as they are written (`40.7`, `"40.7"`), and in nothing else. */
type MappedRequest = Omit<RecordDraft, 'columns'> & { readonly columns: readonly string[] };

/** What the feed makes of the messages. */
function draftsOf({ records }: TestContext): ReadonlyMap<string, MappedRequest> {
  return new Map(
    records.map(({ sourceId, bytes, profile, contentType }) => {
      const draft = mapper.draft(bytes, { profile, contentType });
      return [sourceId, { ...draft, columns: Object.keys(draft.columns) }];
    }),
  );
}

it.each([
  ['json', 'application/json', JSON.stringify],
  ['xml', 'application/xml', (request: object) => geoElement('request', request)],
] as const)(
  'brings in every request of the simulated city in %s in its last state and its own bytes, with all of its faults',
  async (format, type, written) => {
    const context = await bringIn(format);
    expect(expected.size).toBeGreaterThan(100);
    expect([...context.spoilt].sort()).toEqual([
      'cut-off-body',
      'dropped-connection',
      'html-page',
      'service-unavailable',
    ]);
    expect(context.records.map(({ sourceId }) => sourceId).sort()).toEqual([...expected.keys()].sort());
    expect(new Set(context.records.map(({ contentType }) => contentType))).toEqual(new Set([type]));
    const flagged = new Set(
      faults.filter(({ expect: wanted }) => wanted === 'FLAGGED').map(({ sourceId }) => sourceId),
    );
    for (const { sourceId, bytes } of context.records) {
      const text = Buffer.from(bytes).toString();
      if (!flagged.has(sourceId)) expect(text).toBe(written(expected.get(sourceId) ?? {}));
    }
    const drafts = [...draftsOf(context).values()];
    expect(new Set(drafts.flatMap(({ flags }) => flags))).toEqual(
      new Set(['UNKNOWN_COLUMNS:council_district']),
    );
    // The city shows the last of them that a request had.
    const unreadable = faults.filter(({ expect: wanted }) => wanted === 'DEAD_LETTER');
    expect(unreadable.length).toBeGreaterThan(0);
    expect(context.letters).toHaveLength(new Set(unreadable.map(({ sourceId }) => sourceId)).size);
    for (const { reason } of context.letters) expect(reason).toContain('requested_datetime');
  },
  30_000,
);

it('makes the same record of a request in either format', async () => {
  const [json, xml] = [draftsOf(await bringIn('json')), draftsOf(await bringIn('xml'))];
  expect(xml.size).toBe(expected.size);
  expect(xml).toEqual(json);
}, 30_000);
