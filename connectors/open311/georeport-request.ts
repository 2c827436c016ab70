import { z } from 'zod';
import { invalidRecord, NARRATIVE_MAX_CHARACTERS, textColumn } from '../kit/columns.ts';

/**
 * Servers are not strict about types: ids and coordinates come as numbers or as text, what is not there as null, `""`, `{}` or `[]` (the
 * last two from XML turned into JSON), a single text as a list of one.
 */
function plainText(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(' ');
  return Object.keys(value).length === 0 ? null : value;
}

/** A text as servers write it, trimmed; null when there is none. */
export const geoText = (maxCharacters?: number): z.ZodType<string | null> =>
  z.preprocess(plainText, textColumn(maxCharacters));

/** Response of `GET requests`, GeoReport v2 (https://wiki.open311.org/GeoReport_v2). */
const RequestSchema = z.object({
  service_request_id: geoText(),
  /** Stands for the id until the city has made one. */
  token: geoText(),
  status: geoText(),
  status_notes: geoText(NARRATIVE_MAX_CHARACTERS),
  service_name: geoText(),
  service_code: geoText(),
  description: geoText(NARRATIVE_MAX_CHARACTERS),
  agency_responsible: geoText(),
  service_notice: geoText(NARRATIVE_MAX_CHARACTERS),
  requested_datetime: geoText(),
  updated_datetime: geoText(),
  expected_datetime: geoText(),
  address: geoText(),
  address_id: geoText(),
  zipcode: geoText(),
  lat: geoText(),
  long: geoText(),
  media_url: geoText(),
});
export type GeoRequest = z.infer<typeof RequestSchema>;

export const GEO_REQUEST_MEMBERS: ReadonlySet<string> = new Set(Object.keys(RequestSchema.shape));

/** @throws HubError HUB_RECORD_INVALID naming the member. */
export function readGeoRequest(members: Readonly<Record<string, unknown>>): GeoRequest {
  const parsed = RequestSchema.safeParse(members);
  if (!parsed.success) throw invalidRecord(parsed.error, (member) => member);
  return parsed.data;
}
