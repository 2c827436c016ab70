import { createHash, X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { HubError } from '../../../schema/canonical/hub-error.ts';

/** Header in which a proxy that ends TLS tells the client's certificate (RFC 9440 §2.1): its DER as a byte sequence, `:base64:`. */
export const CERTIFICATE_HEADER = 'client-cert';

const MAX_HEADER_CHARACTERS = 16_000;

/** Reads `10.0.0.5,10.1.0.0/16`: addresses of proxies whose `Client-Cert` counts. @throws HubError HUB_CONFIG_INVALID. */
export function trustedProxies(text: string | null): BlockList {
  const list = new BlockList();
  for (const entry of (text ?? '').split(',').map((one) => one.trim())) {
    if (entry === '') continue;
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    try {
      if (isIP(address) === 0) throw new Error('it is no address');
      if (bits === undefined) list.addAddress(address, family);
      else list.addSubnet(address, Number(bits), family);
    } catch (cause) {
      throw new HubError(
        'HUB_CONFIG_INVALID',
        `TRIBUTARY_TRUSTED_PROXIES: "${entry}" is no address or CIDR block; write for example 10.0.0.5,10.1.0.0/16`,
        { cause, field: 'TRIBUTARY_TRUSTED_PROXIES' },
      );
    }
  }
  return list;
}

/** Thumbprint of a certificate as `cnf.x5t#S256` has it (RFC 8705 §3.1): SHA-256 of its DER in base64url. */
export function thumbprintOf(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('base64url');
}

/**
 * Thumbprint of the certificate that the client proved to have, or null when it has none: by TLS when TLS ends here, else as a trusted proxy tells.
 * @throws HubError HUB_BAD_REQUEST for a header from anybody else, or one that holds no certificate.
 */
export function clientThumbprint(request: IncomingMessage, proxies: BlockList): string | null {
  const header = request.headers[CERTIFICATE_HEADER];
  if (header !== undefined) return thumbprintOf(certificateFrom(header, request, proxies));
  const { socket } = request;
  if (!(socket instanceof TLSSocket) || !socket.authorized) return null;
  const { raw } = socket.getPeerCertificate() as { raw?: Buffer };
  return raw === undefined ? null : thumbprintOf(raw);
}

function certificateFrom(
  header: string | string[],
  request: IncomingMessage,
  proxies: BlockList,
): Uint8Array {
  const address = request.socket.remoteAddress ?? '';
  if (isIP(address) === 0 || !proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      'Client-Cert is taken from the proxies in TRIBUTARY_TRUSTED_PROXIES only; connect with the certificate itself',
      { field: 'Client-Cert' },
    );
  }
  const encoded =
    typeof header === 'string' && header.length <= MAX_HEADER_CHARACTERS
      ? /^:([A-Za-z0-9+/=]+):$/.exec(header)?.[1]
      : undefined;
  try {
    return new X509Certificate(Buffer.from(encoded ?? '', 'base64')).raw;
  } catch (cause) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      'Client-Cert holds no certificate as RFC 9440 writes it (:base64 of its DER:)',
      {
        cause,
        field: 'Client-Cert',
      },
    );
  }
}
