import { describe, expect, test } from 'vitest';
import { isPublic, targetPolicyOf } from './target-policy.ts';
import { allowedAddresses, readTargetUrl } from './target-url.ts';
import { sendSigned } from './send.ts';

const PUBLIC = ['1.1.1.1', '8.8.8.8', '172.32.0.1', '223.255.255.254', '2606:4700::1111', '::ffff:8.8.8.8'];
const NOT_PUBLIC = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.255',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:db8::1',
  'fc00::1',
  'fd12::1',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  'not an address',
];

test.each(PUBLIC)('%s is public', (address) => {
  expect(isPublic(address)).toBe(true);
});

test.each(NOT_PUBLIC)('%s is not public', (address) => {
  expect(isPublic(address)).toBe(false);
});

describe('TRIBUTARY_WEBHOOK_ALLOW', () => {
  const policy = targetPolicyOf('hooks.city.gov.cn, 10.20.0.0/16,http://127.0.0.1, fd00::/8');

  test.each([
    ['https:', 'hooks.city.gov.cn', '10.1.1.1', true],
    ['http:', 'hooks.city.gov.cn', '10.1.1.1', false],
    ['https:', 'other.city.gov.cn', '10.20.3.4', true],
    ['https:', 'other.city.gov.cn', '10.21.3.4', false],
    ['http:', '127.0.0.1', '127.0.0.1', true],
    ['http:', 'evil.example', '1.1.1.1', false],
    ['https:', 'evil.example', '::ffff:10.20.0.1', true],
    ['https:', 'six.city.gov.cn', 'fd12::1', true],
    ['https:', 'six.city.gov.cn', 'fe80::1', false],
  ])('%s//%s at %s: %s', (protocol, host, address, allowed) => {
    expect(policy.allows(protocol, host, address)).toBe(allowed);
  });

  test.each(['10.0.0.0/33', '10.0.0', 'ftp://host', 'a b', '10.0.0.0/x'])('refuses "%s" by name', (entry) => {
    expect(() => targetPolicyOf(entry)).toThrow(
      expect.objectContaining({
        code: 'HUB_CONFIG_INVALID',
        message: expect.stringContaining(entry) as unknown,
      }),
    );
  });
});

describe('the address of a receiver', () => {
  const policy = targetPolicyOf(null);
  const resolve = (host: string) =>
    host === 'gone.example'
      ? Promise.reject(new Error('ENOTFOUND'))
      : Promise.resolve([
          { address: '1.1.1.1', family: 4 },
          ...(host === 'half.example' ? [{ address: '10.0.0.1', family: 4 }] : []),
        ]);

  test.each([
    'http://1.1.1.1/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://user:secret@good.example/',
    'https://half.example/',
    'https://gone.example/',
    'file:///etc/passwd',
    'hooks',
    `https://good.example/${'x'.repeat(2_000)}`,
  ])('%s is refused', async (url) => {
    await expect(readTargetUrl(url, policy, resolve)).rejects.toMatchObject({
      code: 'HUB_BAD_REQUEST',
      field: 'url',
    });
  });

  test('is kept without its fragment', async () => {
    expect(await readTargetUrl('https://good.example/a?b#c', policy, resolve)).toBe(
      'https://good.example/a?b',
    );
  });

  test('is asked for again when it is called: a name that means another machine by then gets nothing', async () => {
    let asked = 0;
    // The first answer passes the check; the second is what the connection would go to.
    const rebinding = () => {
      asked += 1;
      return Promise.resolve([{ address: asked === 1 ? '1.1.1.1' : '127.0.0.1', family: 4 }]);
    };
    const { status, error } = await sendSigned(
      {
        url: 'https://rebinding.example/',
        id: 'event-1',
        body: Buffer.from('{}'),
        secrets: [],
        now: new Date(),
        timeoutMs: 5_000,
        signal: new AbortController().signal,
      },
      { policy, resolve: rebinding },
    );
    expect(status).toBeNull();
    expect(error).toContain('127.0.0.1, which is no public address');
    expect(asked).toBe(2);
    await expect(allowedAddresses(new URL('https://x.example'), policy, rebinding)).rejects.toThrow();
  });
});
