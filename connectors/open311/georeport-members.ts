import { HubError } from '../../schema/canonical/hub-error.ts';
import { parseJsonObject } from '../kit/json.ts';

/** Members of one `request` in either format, by their names. @throws HubError HUB_RECORD_UNPARSABLE */
export function membersOf(bytes: Uint8Array, contentType: string): Readonly<Record<string, unknown>> {
  const mediaType = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (mediaType === 'application/json') return parseJsonObject(bytes, 'GeoReport request');
  throw new HubError('HUB_RECORD_UNPARSABLE', `a GeoReport request cannot be ${mediaType}; send JSON`, {
    field: 'content-type',
  });
}
