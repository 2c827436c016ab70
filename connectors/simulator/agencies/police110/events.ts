import { createHash } from 'node:crypto';
import type { CityVersion } from '../../timeline/city-of.ts';

export type PoliceVersion = Extract<CityVersion, { agency: 'police110' }>;

/** What is posted once: several events as a batch, or one in structured or binary mode. */
export interface Post {
  readonly events: readonly PoliceVersion[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Also `webhook-id`: the same in every attempt. */
  readonly idempotencyKey: string;
}

export const POLICE_EVENT_TYPE = 'cn.gov.police110.incident.v1';

const BATCH_TYPE = 'application/cloudevents-batch+json';
const STRUCTURED_TYPE = 'application/cloudevents+json';

/** One event alone; whether structured or binary follows from its id, so that a repeat is the same bytes. */
export function postOfOne(version: PoliceVersion): Post {
  const id = eventIdOf(version);
  const structured = digest(id).charCodeAt(0) % 2 === 0;
  const event = eventOf(version);
  if (structured) {
    return {
      events: [version],
      headers: { 'content-type': STRUCTURED_TYPE },
      body: Buffer.from(JSON.stringify(event)),
      idempotencyKey: id,
    };
  }
  return {
    events: [version],
    headers: binaryHeadersOf(event, event.id),
    body: Buffer.from(JSON.stringify(event.data)),
    idempotencyKey: id,
  };
}

/** The event with a text that breaks off. */
export function unreadablePostOf(version: PoliceVersion): Post {
  const event = eventOf(version);
  const id = `${event.id}-unreadable`;
  const data = Buffer.from(JSON.stringify(event.data));
  return {
    events: [version],
    headers: binaryHeadersOf(event, id),
    body: data.subarray(0, Math.floor(data.length / 2)),
    idempotencyKey: id,
  };
}

/** The event with a column that the table does not have. */
export function strangePostOf(version: PoliceVersion): Post {
  const event = eventOf(version);
  const id = `${event.id}-strange`;
  return {
    events: [version],
    headers: binaryHeadersOf(event, id),
    body: Buffer.from(JSON.stringify({ ...event.data, bzxx: '无' })),
    idempotencyKey: id,
  };
}

function binaryHeadersOf(event: ReturnType<typeof eventOf>, id: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'ce-specversion': event.specversion,
    'ce-id': id,
    'ce-source': event.source,
    'ce-type': event.type,
    'ce-subject': event.subject,
    'ce-time': event.time,
  };
}

export function postOfMany(versions: readonly PoliceVersion[]): Post {
  const events = versions.map(eventOf);
  return {
    events: versions,
    headers: { 'content-type': BATCH_TYPE },
    body: Buffer.from(JSON.stringify(events)),
    idempotencyKey: `batch-${digest(events.map(({ id }) => id).join(' '))}`,
  };
}

function eventOf(version: PoliceVersion): {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  subject: string;
  time: string;
  datacontenttype: string;
  data: PoliceVersion['body'];
} {
  return {
    specversion: '1.0',
    id: eventIdOf(version),
    source: `urn:police110:${version.body.gxdwbh}`,
    type: POLICE_EVENT_TYPE,
    subject: version.sourceId,
    time: version.sourceTime,
    datacontenttype: 'application/json',
    data: version.body,
  };
}

/** Unique per version and the same for a repeat of it. */
export function eventIdOf(version: PoliceVersion): string {
  return `${version.sourceId}-${version.body.gxsj.replace(/\D/g, '')}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}
