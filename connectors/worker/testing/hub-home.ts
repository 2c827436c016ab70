import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, type Settings } from '../../../runtime/settings.ts';
import { readSecrets, signWebhook } from '../../../schema/webhooks/standard-webhooks.ts';

const SECRET_TEXT = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export interface HubHome {
  readonly settings: Settings;
  remove(): void;
}

/** A home folder with connectors.yaml and secrets, and the settings of a hub that lives there. */
export function hubHome(options: {
  readonly kafkaBrokers: readonly string[];
  readonly mongodbUri: string;
  readonly topicPrefix: string;
  readonly connectors: readonly {
    readonly name: string;
    readonly config: Readonly<Record<string, unknown>>;
  }[];
}): HubHome {
  const home = mkdtempSync(join(tmpdir(), 'hub-home-'));
  mkdirSync(join(home, 'secrets'));
  writeFileSync(join(home, 'secrets', 'police110.hmac'), `${SECRET_TEXT}\n`);
  writeFileSync(join(home, 'secrets', 'hotline12345.token'), 'test-token\n');
  // YAML 1.2 is a superset of JSON.
  writeFileSync(join(home, 'connectors.yaml'), JSON.stringify(options.connectors));
  const settings = readSettings({
    TRIBUTARY_HOME: home,
    TRIBUTARY_KAFKA_BROKERS: options.kafkaBrokers.join(','),
    TRIBUTARY_MONGODB_URI: options.mongodbUri,
    TRIBUTARY_TOPIC_PREFIX: options.topicPrefix,
    TRIBUTARY_TOPIC_PARTITIONS: '3',
  });
  return {
    // Port 0 picks a free one.
    settings: { ...settings, intakePort: 0 },
    remove: () => {
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export const POLICE_PUSH = {
  name: 'police110-push',
  config: { 'connector.class': 'police110.push', 'secret.file': 'police110.hmac' },
};

/** An incident as the police push it. */
export function incident(jjdbh: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    jjdbh,
    bjsj: '2026-11-24 08:12:30',
    gxsj: '2026-11-24 08:13:00',
    bjlbmc: '纠纷警情',
    status: '1001',
    ...more,
  };
}

/** Pushes a signed request to a worker on this machine. */
export async function pushTo(
  port: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const [secret = new Uint8Array()] = readSecrets(SECRET_TEXT, 'x');
  const bytes = Buffer.from(body);
  const timestampS = Math.floor(Date.now() / 1_000);
  return fetch(`http://127.0.0.1:${port}/intake/police110`, {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents+json',
      'webhook-id': 'm1',
      'webhook-timestamp': String(timestampS),
      'webhook-signature': signWebhook(secret, 'm1', timestampS, bytes),
      ...headers,
    },
    body: bytes,
  });
}

export function eventOf(row: Readonly<Record<string, string>>): string {
  return JSON.stringify({
    specversion: '1.0',
    id: `${row['jjdbh'] ?? ''}-${row['gxsj'] ?? ''}`,
    source: 'urn:police110:320612',
    type: 'cn.gov.police110.incident.v1',
    subject: row['jjdbh'],
    data: row,
  });
}
