import { lookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { TargetPolicy } from './target-policy.ts';

/** All addresses of a host. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

const LONGEST_URL = 2_000;
const RESOLVE_WITHIN_MS = 5_000;

/** As the machine's resolver knows the host. */
export const resolveHost: Resolve = (host) =>
  new Promise((resolve, reject) => {
    lookup(host, { all: true, order: 'verbatim' }, (error, addresses) => {
      if (error === null) resolve(addresses);
      else reject(error);
    });
  });

/** The host of a URL as it is looked up: IPv6 without brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/**
 * The addresses at which a receiver may be called.
 * @throws HubError HUB_BAD_REQUEST when there is none, or one of them may not be called: a name that points to several machines is judged by all.
 */
export async function allowedAddresses(
  url: URL,
  policy: TargetPolicy,
  resolve: Resolve,
): Promise<readonly LookupAddress[]> {
  const host = hostOf(url);
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
  if (addresses.length === 0) throw refused(`${host} has no address`);
  for (const { address } of addresses) {
    if (policy.allows(url.protocol, host, address)) continue;
    throw refused(
      url.protocol === 'https:'
        ? `${host} is ${address}, which is no public address; give a public one, or have the operator allow it in TRIBUTARY_WEBHOOK_ALLOW`
        : `${url.protocol.slice(0, -1)} is not allowed to ${host}; use https, or have the operator allow it in TRIBUTARY_WEBHOOK_ALLOW`,
    );
  }
  return addresses;
}

/**
 * The URL of a receiver as a partner gives it.
 * @throws HubError HUB_BAD_REQUEST when the hub would not call it.
 */
export async function readTargetUrl(text: string, policy: TargetPolicy, resolve: Resolve): Promise<string> {
  const url = text.length > LONGEST_URL ? null : URL.parse(text);
  if (url === null || !['https:', 'http:'].includes(url.protocol) || url.hostname === '') {
    throw refused(`this is no address of a receiver; write https:// and at most ${LONGEST_URL} characters`);
  }
  if (url.username !== '' || url.password !== '') {
    throw refused('leave user and password out: messages are signed');
  }
  await Promise.race([
    allowedAddresses(url, policy, resolve).catch((cause: unknown) => {
      throw cause instanceof HubError ? cause : notFound(url, cause);
    }),
    new Promise((_, reject) => {
      setTimeout(() => {
        reject(notFound(url, null));
      }, RESOLVE_WITHIN_MS).unref();
    }),
  ]);
  url.hash = '';
  return url.toString();
}

function notFound(url: URL, cause: unknown): HubError {
  return refused(
    `${url.hostname} is not known here; write a name that the hub’s name server has, or its address`,
    cause,
  );
}

function refused(why: string, cause?: unknown): HubError {
  return new HubError('HUB_BAD_REQUEST', `url: ${why}`, { field: 'url', cause });
}
