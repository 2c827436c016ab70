import { readFileSync } from 'node:fs';
import type { ServerOptions } from 'node:https';
import { HubError } from '../../../schema/canonical/hub-error.ts';

/** Files in PEM. */
export interface TlsFiles {
  readonly key: string;
  readonly certificate: string;
  /** Who signs clients' certificates; null: none is asked for, so tokens that are bound to one do not hold. */
  readonly clientAuthority: string | null;
}

/** What Node's server needs of it: TLS 1.2 or later; a client may come without a certificate, its token then decides. @throws HubError HUB_CONFIG_INVALID. */
export function tlsOptions({ key, certificate, clientAuthority }: TlsFiles): ServerOptions {
  return {
    key: pem(key, 'TRIBUTARY_TLS_KEY_FILE'),
    cert: pem(certificate, 'TRIBUTARY_TLS_CERT_FILE'),
    minVersion: 'TLSv1.2',
    ...(clientAuthority === null
      ? {}
      : {
          ca: pem(clientAuthority, 'TRIBUTARY_TLS_CLIENT_CA_FILE'),
          requestCert: true,
          rejectUnauthorized: false,
        }),
  };
}

function pem(path: string, variable: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN ')) return text;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('HUB_CONFIG_INVALID', `${variable}: ${path} cannot be read (${why})`, {
      cause,
      field: variable,
    });
  }
  throw new HubError('HUB_CONFIG_INVALID', `${variable}: ${path} is no PEM file`, { field: variable });
}
