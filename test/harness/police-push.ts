import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { signWebhook } from '../../schema/webhooks/standard-webhooks.ts';

/** 接处警 columns of one version of an incident; `jjdbh` and `gxsj` must be there. */
export type PoliceRow = Readonly<Record<string, string>>;

export interface PushAnswer {
  readonly status: number;
  readonly body: unknown;
}

const CONNECTIONS = new Agent({ connections: 32, pipelining: 1 });

/** A police system that pushes signed CloudEvents: one in structured mode, several as a batch. @throws when the intake cannot be reached. */
export async function pushIncidents(
  intakeUrl: string,
  secret: Uint8Array,
  rows: readonly PoliceRow[],
): Promise<PushAnswer> {
  const id = randomUUID();
  const events = rows.map((row, index) => ({
    specversion: '1.0',
    id: `${id}-${index}`,
    source: 'urn:police110:320612',
    type: 'cn.gov.police110.incident.v1',
    subject: row['jjdbh'],
    datacontenttype: 'application/json',
    data: row,
  }));
  const body = Buffer.from(JSON.stringify(events.length === 1 ? events[0] : events));
  const timestampS = Math.floor(Date.now() / 1_000);
  const { statusCode, body: answer } = await request(`${intakeUrl}/intake/police110`, {
    method: 'POST',
    dispatcher: CONNECTIONS,
    headers: {
      'content-type': `application/cloudevents${events.length === 1 ? '' : '-batch'}+json`,
      'webhook-id': id,
      'webhook-timestamp': String(timestampS),
      'webhook-signature': signWebhook(secret, id, timestampS, body),
    },
    body,
  });
  return { status: statusCode, body: await answer.json() };
}

/** Pushes until the hub has accepted it, as an agency's outbox does; waits between tries. */
export async function pushUntilAccepted(
  intakeUrl: string,
  secret: Uint8Array,
  row: PoliceRow,
  options: { readonly retryMs: number; readonly signal: AbortSignal },
): Promise<void> {
  while (!options.signal.aborted) {
    try {
      const { status, body } = await pushIncidents(intakeUrl, secret, [row]);
      if (status === 202) return;
      if (status < 500) throw new Error(`refused with ${status}: ${JSON.stringify(body)}`);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('refused')) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, options.retryMs));
  }
  throw new Error('not accepted in time');
}
