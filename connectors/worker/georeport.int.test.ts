import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import { startPipeline } from '../../streams/pipeline/pipeline.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { encodeText } from '../kit/text-encoding.ts';
import {
  startGeoReportCity,
  type CityRequest,
  type GeoReportCity,
} from '../open311/testing/georeport-city.ts';
import { cityRequest } from '../open311/testing/poll-city.ts';
import { feedsWith } from '../registry.ts';
import { geoXml } from '../simulator/agencies/open311/georeport-xml.ts';
import { hubHome } from './testing/hub-home.ts';
import { startWorker } from './worker.ts';

const log = createLog('test', 'silent');
const PROFILE = `kind: georeport
profile: xml-city
description: a city that speaks XML
time: { zone: UTC }
idPrefix: 'xml:'
`;

const madeMs = Date.now() - 3_600_000;
const REQUESTS: readonly CityRequest[] = [
  cityRequest('1', madeMs, {
    service_name: 'Noise - Residential',
    description: '楼上漏水 <每天> & 每夜',
    address: null,
  }),
  cityRequest('2', madeMs, { service_name: null, service_code: '7', lat: 40.7, long: -73.9 }),
  cityRequest('3', madeMs, { requested_datetime: 'yesterday afternoon' }),
];

async function cityWith(body: GeoReportCity['habits']['body'] | null): Promise<GeoReportCity> {
  const city = await startGeoReportCity(Date.now());
  city.requests.push(...REQUESTS);
  city.services.push({ service_code: '7', service_name: 'Noise - Commercial', group: '噪声' });
  if (body !== null) city.habits.body = body;
  return city;
}

/** In GB18030, so that the encoding too has to come through the topics. */
function inXml(list: readonly object[], resource: 'requests' | 'services'): Uint8Array {
  const xml =
    resource === 'requests'
      ? geoXml('service_requests', 'request', list)
      : geoXml('services', 'service', list);
  return encodeText(xml.replace('utf-8', 'GB18030'), 'gb18030');
}

it('stores the same record of a request polled in JSON or in XML, and a dead letter of one that cannot be read', async () => {
  const cities = { json: await cityWith(null), xml: await cityWith(inXml) };
  const mongodbUri = freshDatabaseUri();
  const store = await freshStore(mongodbUri);
  const connector = (
    format: 'json' | 'xml',
    profile: string,
  ): Parameters<typeof hubHome>[0]['connectors'][0] => ({
    name: `city-${format}`,
    config: {
      'connector.class': 'open311.georeport',
      'base.url': cities[format].url,
      'poll.interval.ms': 100,
      format,
      profile,
    },
  });
  const home = hubHome({
    kafkaBrokers: testServers().kafkaBrokers,
    mongodbUri,
    topicPrefix: freshTopicPrefix(),
    connectors: [connector('json', 'georeport'), connector('xml', 'xml-city')],
  });
  const { settings } = home;
  mkdirSync(join(settings.profilesDir, 'open311'), { recursive: true });
  writeFileSync(join(settings.profilesDir, 'open311', 'xml-city.yaml'), PROFILE);
  const worker = await startWorker(settings, log);
  const pipeline = await startPipeline({
    kafka: createKafka({ brokers: settings.kafkaBrokers, clientId: 'test', log }),
    store,
    feeds: feedsWith(settings.profilesDir),
    topicPrefix: settings.topicPrefix,
    partitions: 3,
    replication: 1,
    log,
    now: () => new Date(),
  });
  try {
    await eventually(async () => (await store.records.countDocuments()) === 4);
    await eventually(async () => (await store.deadLetters.countDocuments()) === 2);
    const said = async (sourceId: string): Promise<unknown> => {
      const { title, narrative, status, reportedAt, sourceTime, place, events, details, nature, flags } =
        await eventually(async () => (await store.records.findOne({ sourceId }).lean()) ?? undefined);
      return { title, narrative, status, reportedAt, sourceTime, place, events, details, nature, flags };
    };
    for (const number of ['1', '2']) expect(await said(`xml:${number}`)).toEqual(await said(number));
    expect(await said('xml:1')).toMatchObject({ narrative: '楼上漏水 <每天> & 每夜', flags: [] });
    expect(await said('xml:2')).toMatchObject({
      title: 'Noise - Commercial',
      details: { serviceGroup: '噪声' },
    });
    const letters = await store.deadLetters.find({}).sort({ connector: 1 }).lean();
    expect(letters.map(({ connector, reason }) => [connector, reason])).toEqual([
      ['city-json', expect.stringContaining('requested_datetime')],
      ['city-xml', expect.stringContaining('requested_datetime')],
    ]);
    const raw = await store.rawRecords.findOne({ sourceId: 'xml:1' }).lean();
    expect(raw?.contentType).toBe('application/xml; charset=gb18030');
  } finally {
    await worker.stop();
    await pipeline.stop();
    await Promise.all([cities.json.close(), cities.xml.close()]);
    home.remove();
  }
});
