import type { Settings } from '../../../runtime/settings.ts';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|::1)$/;

/**
 * Why the local provider must not run, or null. It lets everybody in who reaches it, under any sample name: so it is for a hub on one machine, with
 * no issuer of a city, and with no data of other machines.
 */
export function localProviderRefusal(
  settings: Pick<Settings, 'host' | 'issuersFile' | 'mongodbUri'>,
): string | null {
  if (settings.issuersFile !== null) return 'TRIBUTARY_ISSUERS_FILE names the issuers of this hub';
  if (!LOOPBACK.test(settings.host)) {
    return `TRIBUTARY_HOST is ${settings.host}: others could reach it`;
  }
  const elsewhere = hostsOf(settings.mongodbUri).find((host) => !LOOPBACK.test(host));
  if (elsewhere !== undefined) return `TRIBUTARY_MONGODB_URI names ${elsewhere}: its data may be real`;
  return null;
}

function hostsOf(uri: string | null): readonly string[] {
  if (uri === null) return [];
  const authority = /^[a-z+]+:\/\/(?:[^@/]*@)?([^/?]*)/i.exec(uri)?.[1] ?? uri;
  return authority.split(',').map((host) => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'));
}
