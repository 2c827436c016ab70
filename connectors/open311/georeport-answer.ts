import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { sliceArray, sliceObject } from '../kit/json-slices.ts';
import { parseJson } from '../kit/json.ts';
import { GEO_CONTENT_TYPES, type GeoFormat, type GeoItem, type GeoResource } from './georeport-item.ts';
import { xmlErrorWords, xmlList } from './georeport-xml-answer.ts';

/** Some cities put the list of the specification into an object, under one of these names. */
const WRAPPERS: Readonly<Record<GeoResource, readonly string[]>> = {
  requests: ['requests', 'service_requests'],
  services: ['services'],
};

const OPEN_BRACE = 0x7b;
const LESS_THAN = 0x3c;

/**
 * Elements of an answer, each with its original bytes.
 * @throws HubError HUB_SOURCE_UNAVAILABLE when the answer is no such list: a proxy's error page passes as the system comes back.
 */
export function readList(bytes: Uint8Array, format: GeoFormat, resource: GeoResource): readonly GeoItem[] {
  try {
    return format === 'xml' ? xmlList(bytes, resource) : jsonList(bytes, resource);
  } catch (cause) {
    throw new HubError(
      'HUB_SOURCE_UNAVAILABLE',
      `the answer is no GeoReport list of ${resource} in ${format.toUpperCase()} (${reasonOf(cause, bytes)}); ` +
        'check base.url and format if it stays so',
      { cause },
    );
  }
}

function jsonList(bytes: Uint8Array, resource: GeoResource): readonly GeoItem[] {
  return jsonSlices(bytes, resource).map((slice) => ({
    bytes: slice,
    contentType: GEO_CONTENT_TYPES.json,
    problem: null,
  }));
}

function jsonSlices(bytes: Uint8Array, resource: GeoResource): readonly Uint8Array[] {
  if (firstCharacterOf(bytes) !== OPEN_BRACE) return sliceArray(bytes, resource);
  const members = sliceObject(bytes, resource);
  const name = WRAPPERS[resource].find((wrapper) => members.has(wrapper));
  return sliceArray(members.get(name ?? '') ?? bytes, resource);
}

/** Behind a byte order mark and white space. */
function firstCharacterOf(bytes: Uint8Array): number | undefined {
  return bytes.find((byte) => byte > 0x20 && byte < 0x80);
}

const WEB_PAGE = /^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+)?html\b/i;
const WORDS_MAX_BYTES = 64 * 1024;

function reasonOf(cause: unknown, bytes: Uint8Array): string {
  if (bytes.length === 0) return 'it is empty';
  const start = Buffer.from(bytes.subarray(0, 500)).toString();
  if (WEB_PAGE.test(start.replace(/^\ufeff/, '').trim())) return 'it is a web page';
  const words = bytes.length > WORDS_MAX_BYTES ? null : wordsOrNull(bytes);
  if (words !== null) return `it is an error: ${words}`;
  return cause instanceof Error ? cause.message : String(cause);
}

function wordsOrNull(bytes: Uint8Array): string | null {
  try {
    return errorWordsOf(bytes);
  } catch {
    return null;
  }
}

const ErrorSchema = z.object({ description: z.string().min(1) });
const ErrorsSchema = z.union([
  z.array(ErrorSchema).min(1),
  z.object({ errors: z.array(ErrorSchema).min(1) }).transform(({ errors }) => errors),
]);

/**
 * What a refusal says: GeoReport v2 answers with a list of code and description, in XML or JSON whichever was asked for.
 * @throws HubError HUB_RECORD_UNPARSABLE when it is neither
 */
export function errorWordsOf(body: Uint8Array): string | null {
  if (firstCharacterOf(body) === LESS_THAN) return xmlErrorWords(body);
  const parsed = ErrorsSchema.safeParse(parseJson(body, 'refusal'));
  return parsed.success ? parsed.data.map(({ description }) => description).join('; ') : null;
}
