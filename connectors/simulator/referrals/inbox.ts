import { z } from 'zod';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { WORKFLOW_STATES } from '../../../schema/vocabulary/workflow-terms.ts';
import { readSecrets, verifyWebhook } from '../../../schema/webhooks/standard-webhooks.ts';
import type { ApiReply } from '../agencies/hotline12345/api.ts';
import type { ReferralDesk } from './desk.ts';

/** Agencies that take referrals, as they are called in the path. */
const REFERRED = ['police110', 'hotline12345', 'court', 'grid'] as const;
const PATH = /^\/agencies\/([a-z0-9]+)\/referrals$/;
const BODY_MOST_BYTES = 1_048_576;
const MOST_RECORDS = 10_000;

const MessageSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(500),
  data: z.object({
    code: z.string().min(1).max(100),
    records: z.array(z.string().max(200)).max(MOST_RECORDS),
    move: z.string().max(50),
    state: z.enum(WORKFLOW_STATES),
    note: z.string().nullable(),
  }),
});

export interface InboxRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface InboxOptions {
  readonly desk: ReferralDesk;
  /** Text of the secret file, read at every request. */
  readonly secret: () => Promise<string>;
  readonly now: () => number;
}

export function isReferralPath(path: string): boolean {
  return PATH.test(path);
}

/**
 * `POST /agencies/<feed>/referrals`: an agency's way in for what the hub tells it, a CloudEvent signed after Standard Webhooks. 202 once it is
 * on disk; a repeat of an id is answered 202 and changes nothing.
 */
export async function answerInbox(request: InboxRequest, options: InboxOptions): Promise<ApiReply> {
  const name = PATH.exec(request.path)?.[1];
  const agency = REFERRED.find((one) => one === name);
  if (agency === undefined) return reply(404, `no agency "${name ?? ''}"; there are: ${REFERRED.join(', ')}`);
  if (request.method !== 'POST') return reply(405, 'only POST is taken here');
  const body = await bodyOf(request.body);
  if (body === null) return reply(413, `more than ${BODY_MOST_BYTES} bytes`);
  try {
    const secrets = readSecrets(await options.secret(), 'referrals.hmac');
    verifyWebhook(request.headers, body, secrets, new Date(options.now()));
  } catch (error) {
    if (error instanceof HubError && error.code === 'HUB_SIGNATURE_INVALID') return reply(401, error.message);
    throw error;
  }
  const message = readMessage(body);
  if (typeof message === 'string') return reply(400, message);
  const { id, data } = message;
  if (id !== request.headers['webhook-id']) return reply(400, 'the id of the event is not webhook-id');
  await options.desk.take({ id, agency, ...data });
  return { status: 202, headers: {}, body: '' };
}

function readMessage(body: Buffer): z.infer<typeof MessageSchema> | string {
  try {
    return MessageSchema.parse(JSON.parse(body.toString('utf8')));
  } catch (error) {
    return error instanceof z.ZodError ? z.prettifyError(error) : 'the body is no JSON';
  }
}

async function bodyOf(parts: AsyncIterable<Uint8Array>): Promise<Buffer | null> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const part of parts) {
    size += part.length;
    if (size > BODY_MOST_BYTES) return null;
    read.push(part);
  }
  return Buffer.concat(read);
}

function reply(status: number, detail: string): ApiReply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({ type: 'about:blank', status, detail }),
  };
}
