import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readSecrets, signWebhook, verifyWebhook } from './standard-webhooks.ts';

const now = new Date('2026-11-24T04:00:00Z');
const nowS = now.getTime() / 1_000;
const body = Buffer.from('{"a":1}');
const secret = randomBytes(32);

function headers(signature: string, timestampS = nowS): Record<string, string> {
  return { 'webhook-id': 'msg-1', 'webhook-timestamp': String(timestampS), 'webhook-signature': signature };
}

it('accepts the example of the Standard Webhooks specification', () => {
  const [key] = readSecrets('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'x');
  const signature = signWebhook(
    key ?? new Uint8Array(),
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    1614265330,
    Buffer.from('{"test": 2432232314}'),
  );
  expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

it('accepts any of several signatures and any of several secrets', () => {
  const old = randomBytes(32);
  const signatures = `v1,AAAA ${signWebhook(old, 'msg-1', nowS, body)} v2,whatever`;
  expect(() => {
    verifyWebhook(headers(signatures), body, [secret, old], now);
  }).not.toThrow();
});

describe('refuses', () => {
  const good = signWebhook(secret, 'msg-1', nowS, body);
  it.each([
    ['another body', headers(good), Buffer.from('{"a":2}')],
    ['another id', { ...headers(good), 'webhook-id': 'msg-2' }, body],
    ['no signature', { 'webhook-id': 'msg-1', 'webhook-timestamp': String(nowS) }, body],
    ['a signature of another version', headers(good.replace('v1,', 'v2,')), body],
    ['a cut-off signature', headers(good.slice(0, -6)), body],
    ['a time that is no number', headers(good, Number.NaN), body],
    ['a time too old', headers(signWebhook(secret, 'msg-1', nowS - 301, body), nowS - 301), body],
    ['a time too far ahead', headers(signWebhook(secret, 'msg-1', nowS + 301, body), nowS + 301), body],
  ])('%s', (_what, given, bytes) => {
    expect(() => {
      verifyWebhook(given, bytes, [secret], now);
    }).toThrow(expect.objectContaining({ code: 'HUB_SIGNATURE_INVALID' }) as Error);
  });
});

it('reads several secrets with comments, and refuses weak or empty files by name', () => {
  const line = `whsec_${randomBytes(24).toString('base64')}`;
  expect(readSecrets(`# new\n${line}\n\n${line}\r\n`, 'x')).toHaveLength(2);
  for (const text of ['', '# only a comment', 'secret', 'whsec_c2hvcnQ=']) {
    expect(() => readSecrets(text, 'police110.hmac')).toThrow(/police110\.hmac/);
  }
});
