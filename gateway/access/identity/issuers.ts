import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { HubError } from '../../../schema/canonical/hub-error.ts';

/** Signature algorithms that an issuer may use (RFC 7518, RFC 8037): all with a public key, so that whoever checks cannot sign. */
export const ALLOWED_ALGORITHMS = ['EdDSA', 'ES256', 'PS256', 'RS256'] as const;

/** Longest lifetime of an access token that the hub takes. */
export const LONGEST_LIFETIME_SECONDS = 86_400;

const VARIABLE = 'TRIBUTARY_ISSUERS_FILE';
const Partner = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'a partner is named in small letters, digits and -');
const ClaimName = z.string().min(1).max(100);

const IssuerSchema = z
  .strictObject({
    /** `iss`, to the letter. */
    issuer: z.string().min(1).max(500),
    /** Where its keys are published (RFC 7517); https, or http on this host. */
    jwksUri: z.url().refine(isSafe, 'must be https, or http on 127.0.0.1').optional(),
    /** Or a file with them; relative to this file. */
    jwksFile: z.string().min(1).optional(),
    audience: z.string().min(1).max(200),
    algorithms: z.array(z.enum(ALLOWED_ALGORITHMS)).min(1),
    /** Which claims say who asks. */
    claims: z
      .strictObject({
        partner: ClaimName.default('client_id'),
        actor: ClaimName.default('sub'),
        purpose: ClaimName.default('purpose'),
      })
      .prefault({}),
    /** Whom it may speak for: names of partners, or values of its claim with the partner that each means. */
    partners: z.union([z.array(Partner).min(1), z.record(z.string().min(1), Partner)]),
    maxLifetimeSeconds: z.int().min(60).max(LONGEST_LIFETIME_SECONDS).default(LONGEST_LIFETIME_SECONDS),
    /** Refuse tokens that are not bound to a client certificate (RFC 8705). */
    certificateBound: z.boolean().default(false),
    /** For the GraphiQL page: a public client of this issuer, by code + PKCE. One issuer at most. */
    signIn: z
      .strictObject({
        clientId: z.string().min(1).max(200),
        scopes: z.array(z.string().min(1)).default(['openid', 'graph', 'graph:write', 'introspection']),
        /** Resource indicator (RFC 8707), for issuers that need one to know the audience. */
        resource: z.string().min(1).optional(),
      })
      .optional(),
  })
  .refine(({ jwksUri, jwksFile }) => (jwksUri === undefined) !== (jwksFile === undefined), {
    message: 'give either jwksUri or jwksFile',
  });

const IssuersSchema = z
  .strictObject({ issuers: z.array(IssuerSchema).min(1) })
  .refine(({ issuers }) => new Set(issuers.map(({ issuer }) => issuer)).size === issuers.length, {
    message: 'an issuer stands here twice',
  })
  .refine(({ issuers }) => issuers.filter(({ signIn }) => signIn !== undefined).length <= 1, {
    message: 'the page can send its users to one issuer only: give signIn once',
  });

/** Where the GraphiQL page signs its user in. */
export interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly resource: string | null;
}

/** One issuer whose access tokens count (RFC 9068). */
export interface Issuer {
  readonly issuer: string;
  readonly keys: { readonly uri: URL } | { readonly file: string };
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly claims: { readonly partner: string; readonly actor: string; readonly purpose: string };
  /** Partner by value of the claim. */
  readonly partners: ReadonlyMap<string, string>;
  readonly maxLifetimeSeconds: number;
  readonly certificateBound: boolean;
  readonly signIn: SignIn | null;
}

/** @throws HubError HUB_CONFIG_INVALID naming the file, the place in it and the mend. */
export function readIssuers(path: string): readonly Issuer[] {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw invalid(path, `cannot be read: ${why}`, cause);
  }
  const parsed = IssuersSchema.safeParse(content);
  if (!parsed.success) {
    throw invalid(
      path,
      `is wrong; docs/access.md shows one:\n${z.prettifyError(parsed.error)}`,
      parsed.error,
    );
  }
  return parsed.data.issuers.map(({ jwksUri, jwksFile, partners, signIn, ...rest }) => ({
    ...rest,
    keys:
      jwksUri === undefined ? { file: resolve(dirname(path), jwksFile ?? '') } : { uri: new URL(jwksUri) },
    partners: new Map(
      Array.isArray(partners) ? partners.map((name) => [name, name]) : Object.entries(partners),
    ),
    signIn:
      signIn === undefined
        ? null
        : {
            issuer: rest.issuer,
            clientId: signIn.clientId,
            scopes: signIn.scopes,
            resource: signIn.resource ?? null,
          },
  }));
}

function isSafe(uri: string): boolean {
  const { protocol, hostname } = new URL(uri);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  );
}

function invalid(path: string, what: string, cause: unknown): HubError {
  return new HubError('HUB_CONFIG_INVALID', `${VARIABLE} ${path} ${what}`, { cause, field: VARIABLE });
}
