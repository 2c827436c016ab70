import { BlockList, isIP } from 'node:net';
import { HubError } from '../../../schema/canonical/hub-error.ts';

/** Which receivers the hub may call: public addresses over https, and what the operator allows beside them. */
export interface TargetPolicy {
  /** Whether a receiver of that scheme and host (as the URL writes it) may be called at an address. */
  allows(protocol: string, host: string, address: string): boolean;
}

/** Not on the public internet (IANA special-purpose registries), or not one receiver: groups, broadcast, documentation. */
const NOT_PUBLIC_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** Within 2000::/3, which alone is public: documentation, and tunnels that carry an address of their own inside. */
const NOT_PUBLIC_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];
const PUBLIC_V6 = '2000::/3';
const MAPPED_V4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i;

const notPublicV4 = listOf(NOT_PUBLIC_V4);
const notPublicV6 = listOf(NOT_PUBLIC_V6);
const publicV6 = listOf([PUBLIC_V6]);

/** Whether an address belongs to one machine on the public internet. */
export function isPublic(address: string): boolean {
  const plain = plainAddress(address);
  const version = isIP(plain);
  if (version === 4) return !notPublicV4.check(plain, 'ipv4');
  return version === 6 && publicV6.check(plain, 'ipv6') && !notPublicV6.check(plain, 'ipv6');
}

interface Allowed {
  readonly http: boolean;
  readonly fits: (host: string, address: string) => boolean;
}

/**
 * The policy of `TRIBUTARY_WEBHOOK_ALLOW`: names of hosts, addresses and CIDR blocks, separated by commas, whose receivers may have private
 * addresses; with `http://` in front also without TLS.
 * @throws HubError HUB_CONFIG_INVALID naming the entry.
 */
export function targetPolicyOf(allow: string | null): TargetPolicy {
  const entries = (allow ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(allowedOf);
  return {
    allows: (protocol, host, address) => {
      const isSecure = protocol === 'https:';
      if (isSecure && isPublic(address)) return true;
      const name = host.replace(/^\[|\]$/g, '').toLowerCase();
      return entries.some(({ http, fits }) => (isSecure || http) && fits(name, plainAddress(address)));
    },
  };
}

function allowedOf(entry: string): Allowed {
  const http = entry.startsWith('http://');
  const target = (http ? entry.slice('http://'.length) : entry).replace(/^\[|\]$/g, '').toLowerCase();
  const [address = '', bits] = target.split('/');
  const version = isIP(address);
  if (version !== 0 && (bits === undefined || /^\d{1,3}$/.test(bits))) {
    try {
      const list = listOf([`${address}/${bits ?? (version === 4 ? '32' : '128')}`]);
      return { http, fits: (_, at) => isIP(at) !== 0 && list.check(at, isIP(at) === 4 ? 'ipv4' : 'ipv6') };
    } catch {
      throw badEntry(entry);
    }
  }
  // What looks like an address and is none would never fit.
  if (!HOST_NAME.test(target) || /^[\d.]+$/.test(target)) throw badEntry(entry);
  return { http, fits: (host) => host === target };
}

function badEntry(entry: string): HubError {
  return new HubError(
    'HUB_CONFIG_INVALID',
    `TRIBUTARY_WEBHOOK_ALLOW: "${entry}" is no host, address or CIDR block; write for example hooks.city.gov.cn, 10.20.0.0/16 or http://127.0.0.1, separated by commas`,
    { field: 'TRIBUTARY_WEBHOOK_ALLOW' },
  );
}

function listOf(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = '', bits] = block.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** IPv4 in IPv6 clothes is judged as IPv4; a zone is no part of an address. */
function plainAddress(address: string): string {
  const [plain = ''] = address.split('%');
  return MAPPED_V4.exec(plain)?.[1] ?? hexMapped(plain) ?? plain;
}

/** `::ffff:7f00:1`, as URLs write mapped addresses. */
function hexMapped(address: string): string | undefined {
  const found = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/i.exec(address);
  if (found === null) return undefined;
  const [high, low] = [Number.parseInt(found[1] ?? '', 16), Number.parseInt(found[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
