import { createHmac, timingSafeEqual } from 'node:crypto';
import { HubError } from '../canonical/hub-error.ts';
import { secretKeyOf } from '../canonical/secret-key.ts';

/**
 * Signatures of the Standard Webhooks specification 1.0: `webhook-signature` holds `v1,` and the base64 HMAC-SHA256 of
 * `<webhook-id>.<webhook-timestamp>.<body>`; several may stand there, separated by spaces, while a key is being replaced.
 */
export const SIGNATURE_TOLERANCE_MS = 5 * 60_000;

const SECRET_PREFIX = 'whsec_';
const SECRET_LEAST_BYTES = 16;

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * Reads a secret file: one `whsec_<base64>` a line; blank lines and `#` comments pass by. Several lines are all valid: to replace a key,
 * add the new one, let the sender change over, and take the old one out.
 * @throws HubError HUB_CONFIG_INVALID
 */
export function readSecrets(text: string, file: string): readonly Uint8Array[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length === 0) throw badSecret(file, 'holds no secret');
  return lines.map((line) => {
    const secret = Buffer.from(
      line.startsWith(SECRET_PREFIX) ? line.slice(SECRET_PREFIX.length) : '',
      'base64',
    );
    if (secret.length < SECRET_LEAST_BYTES) {
      throw badSecret(
        file,
        `holds a line that is not whsec_ and at least ${SECRET_LEAST_BYTES} bytes in base64`,
      );
    }
    return secret;
  });
}

/** A secret as it is given to who shares it: `whsec_` and base64. */
export function secretText(secret: Uint8Array): string {
  return `${SECRET_PREFIX}${Buffer.from(secret).toString('base64')}`;
}

/** The value of `webhook-signature` for one secret. */
export function signWebhook(secret: Uint8Array, id: string, timestampS: number, body: Uint8Array): string {
  return `v1,${hmac(secret, id, String(timestampS), body).toString('base64')}`;
}

/**
 * Accepts a request that one of the secrets has signed within the tolerance. A replay within the tolerance is harmless: the same version
 * of a record twice is one version.
 * @throws HubError HUB_SIGNATURE_INVALID
 */
export function verifyWebhook(
  headers: Headers,
  body: Uint8Array,
  secrets: readonly Uint8Array[],
  now: Date,
): void {
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  const signatures = headers['webhook-signature'] ?? '';
  if (id === '' || timestamp === '' || signatures === '') {
    throw refused('webhook-id, webhook-timestamp and webhook-signature must all be there');
  }
  if (!/^\d{1,12}$/.test(timestamp)) throw refused('webhook-timestamp must be seconds since 1970');
  if (Math.abs(now.getTime() - Number(timestamp) * 1_000) > SIGNATURE_TOLERANCE_MS) {
    throw refused('webhook-timestamp is more than 5 minutes from the hub’s clock; set the sender’s clock');
  }
  const given = signatures
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice(3), 'base64'));
  // No early end: how long it takes must not tell which secret or signature matched.
  let matches = false;
  for (const secret of secrets) {
    const expected = hmac(secret, id, timestamp, body);
    for (const signature of given) {
      if (signature.length === expected.length && timingSafeEqual(signature, expected)) matches = true;
    }
  }
  if (!matches) {
    throw refused(
      'webhook-signature fits no current secret; sign "<id>.<timestamp>.<body>" with the shared one',
    );
  }
}

function hmac(secret: Uint8Array, id: string, timestamp: string, body: Uint8Array): Buffer {
  return createHmac('sha256', secretKeyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest();
}

function refused(why: string): HubError {
  return new HubError('HUB_SIGNATURE_INVALID', `the request is not signed as agreed: ${why}`);
}

function badSecret(file: string, what: string): HubError {
  return new HubError('HUB_CONFIG_INVALID', `secret file ${file} ${what}; write one whsec_<base64> a line`, {
    field: file,
  });
}
