import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { sliceArray, sliceObject } from '../kit/json-slices.ts';
import { parseJson } from '../kit/json.ts';

export type GeoFormat = 'json' | 'xml';
type Resource = 'requests' | 'services';

/** Content type of one element of an answer, as its envelope carries it. */
export const GEO_CONTENT_TYPES: Readonly<Record<GeoFormat, string>> = {
  json: 'application/json',
  xml: 'application/xml',
};

/** Some cities put the list of the specification into an object, under one of these names. */
const WRAPPERS: Readonly<Record<Resource, readonly string[]>> = {
  requests: ['requests', 'service_requests'],
  services: ['services'],
};

const OPEN_BRACE = 0x7b;

/**
 * Elements of an answer, each with its original bytes.
 * @throws HubError HUB_SOURCE_UNAVAILABLE when the answer is no such list: a proxy's error page passes as the system comes back.
 */
export function readList(bytes: Uint8Array, format: GeoFormat, resource: Resource): readonly Uint8Array[] {
  try {
    return jsonList(bytes, resource);
  } catch (cause) {
    throw new HubError(
      'HUB_SOURCE_UNAVAILABLE',
      `the answer is no GeoReport list of ${resource} in ${format.toUpperCase()} (${reasonOf(cause, bytes)}); ` +
        'check base.url and format if it stays so',
      { cause },
    );
  }
}

function jsonList(bytes: Uint8Array, resource: Resource): readonly Uint8Array[] {
  if (bytes.find((byte) => byte > 0x20 && byte < 0x80) !== OPEN_BRACE) return sliceArray(bytes, resource);
  const members = sliceObject(bytes, resource);
  const name = WRAPPERS[resource].find((wrapper) => members.has(wrapper));
  return sliceArray(members.get(name ?? '') ?? bytes, resource);
}

function reasonOf(cause: unknown, bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 500)).toString('latin1').trim().toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'it is a web page';
  if (bytes.length === 0) return 'it is empty';
  return cause instanceof Error ? cause.message : String(cause);
}

const ErrorSchema = z.object({ description: z.string().min(1) });
const ErrorsSchema = z.union([
  z.array(ErrorSchema).min(1),
  z.object({ errors: z.array(ErrorSchema).min(1) }).transform(({ errors }) => errors),
]);

/** What a refusal says: GeoReport v2 answers with a list of code and description. */
export function errorWordsOf(body: Uint8Array): string | null {
  const parsed = ErrorsSchema.safeParse(parseJson(body, 'refusal'));
  return parsed.success ? parsed.data.map(({ description }) => description).join('; ') : null;
}
