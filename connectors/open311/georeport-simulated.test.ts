import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { testContext } from '../kit/testing/test-context.ts';
import { answerGeoReport } from '../simulator/agencies/open311/georeport-api.ts';
import { geoRequest, isInGeoReport } from '../simulator/agencies/open311/georeport.ts';
import { GeoReportSystem } from '../simulator/agencies/open311/georeport-system.ts';
import { FaultPlan } from '../simulator/faults/fault-plan.ts';
import { sendSpoilt } from '../simulator/faults/faulty-answers.ts';
import { GeoReportDesk } from '../simulator/living/georeport-desk.ts';
import { storyOf } from '../simulator/testing/story.ts';
import { open311GeoReport } from './georeport.ts';
import { Profiles, SHIPPED_PROFILES } from './profiles.ts';

const START_MS = Date.parse('2026-11-01T00:00:00Z');
const DAYS = 7;

it('brings in every request of the simulated city in its last state, with all of its faults', async () => {
  const plan = new FaultPlan('311', 0.05);
  const system = new GeoReportSystem();
  const desk = new GeoReportDesk(system, plan);
  const rows = storyOf({ seed: '311', records: 3_000, days: DAYS, start: START_MS }).versions.flatMap(
    (version) => (version.agency === 'open311' && isInGeoReport(version.sourceId) ? [version.body] : []),
  );
  const faults = rows.flatMap((row) => desk.take(row) ?? []);
  const expected = new Map(rows.map(geoRequest).map((request) => [request.service_request_id, request]));

  const nowMs = START_MS + (DAYS + 30) * 86_400_000;
  const context = testContext();
  context.nowMs = nowMs;
  let answers = 0;
  let spoilt = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://city');
    const reply = answerGeoReport(
      { method: 'GET', url, authorization: undefined },
      { system, now: () => nowMs },
    );
    const fault = plan.at('open311.answers', answers);
    answers += 1;
    if (fault === null) {
      response
        .writeHead(reply.status, { ...reply.headers, date: new Date(nowMs).toUTCString() })
        .end(reply.body);
      return;
    }
    spoilt += 1;
    sendSpoilt(fault.fault, reply, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = new AbortController();
  try {
    const config = {
      'base.url': `http://127.0.0.1:${port}/open311/v2`,
      'page.size': 7,
      'jurisdiction.id': 'nyc.gov',
    };
    const lent = {
      ...context,
      contact: () => {
        stop.abort();
      },
    };
    await open311GeoReport(new Profiles(SHIPPED_PROFILES)).open(config, lent).run(stop.signal);
  } finally {
    server.close();
    server.closeAllConnections();
  }

  expect(expected.size).toBeGreaterThan(100);
  expect(spoilt).toBeGreaterThan(1);
  const mapper = new Profiles(SHIPPED_PROFILES).geoMapper('georeport');
  const sent = new Map(
    context.records.map(({ sourceId, bytes }) => [
      sourceId,
      JSON.parse(Buffer.from(bytes).toString()) as object,
    ]),
  );
  expect([...sent.keys()].sort()).toEqual([...expected.keys()].sort());
  expect(context.records).toHaveLength(expected.size);
  for (const [id, request] of expected) expect(sent.get(id)).toMatchObject(request);
  // The city shows the last of them that a request had.
  const unreadable = faults.filter(({ expect: wanted }) => wanted === 'DEAD_LETTER');
  expect(context.letters).toHaveLength(new Set(unreadable.map(({ sourceId }) => sourceId)).size);
  const flags = [...sent.values()].flatMap((members) => mapper.draft({ ...members }, null).flags);
  expect(new Set(flags)).toEqual(new Set(['UNKNOWN_COLUMNS:council_district']));
  for (const { reason } of context.letters) expect(reason).toContain('requested_datetime');
});
