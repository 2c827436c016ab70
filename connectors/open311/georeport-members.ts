import { HubError } from '../../schema/canonical/hub-error.ts';
import { parseJsonObject } from '../kit/json.ts';
import { GEO_ELEMENTS, type GeoResource } from './georeport-item.ts';
import { GEO_REQUEST_MEMBERS } from './georeport-request.ts';
import { xmlMembersOf } from './georeport-xml-members.ts';

/** Of a service, what is no text spoils no more than itself. */
const TEXTS: Readonly<Record<GeoResource, ReadonlySet<string>>> = {
  requests: GEO_REQUEST_MEMBERS,
  services: new Set(),
};

/**
 * Members of one element of an answer in either format, by their names and in the same form.
 * @throws HubError HUB_RECORD_UNPARSABLE, HUB_RECORD_INVALID naming the member
 */
export function membersOf(
  bytes: Uint8Array,
  contentType: string,
  resource: GeoResource = 'requests',
): Readonly<Record<string, unknown>> {
  const name = GEO_ELEMENTS[resource];
  const mediaType = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (mediaType === 'application/json') return parseJsonObject(bytes, `GeoReport ${name}`);
  if (mediaType === 'application/xml' || mediaType === 'text/xml') {
    return xmlMembersOf(bytes, contentType, name, TEXTS[resource]);
  }
  throw new HubError(
    'HUB_RECORD_UNPARSABLE',
    `a GeoReport ${name} cannot be ${mediaType}; send JSON or XML`,
    {
      field: 'content-type',
    },
  );
}
