import { newYorkTime, type ServiceRow } from './shape.ts';
import { SERVICE_TOPICS } from './topics.ts';

/** One service request as GeoReport v2 gives it (https://wiki.open311.org/GeoReport_v2); members in the order of the specification. */
export interface GeoRequest {
  readonly service_request_id: string;
  readonly status: 'open' | 'closed';
  readonly status_notes: string | null;
  readonly service_name: string;
  readonly service_code: string;
  readonly description: string;
  readonly agency_responsible: string;
  readonly service_notice: string | null;
  readonly requested_datetime: string;
  readonly updated_datetime: string;
  readonly expected_datetime: string;
  readonly address: string;
  readonly address_id: string | null;
  readonly zipcode: string;
  readonly lat: number;
  readonly long: number;
  readonly media_url: string | null;
}

/** A kind of request that can be made. */
export interface GeoService {
  readonly service_code: string;
  readonly service_name: string;
  readonly description: string;
  readonly metadata: false;
  readonly type: 'realtime';
  readonly keywords: string;
  readonly group: string;
}

export const GEO_SERVICES: readonly GeoService[] = SERVICE_TOPICS.map((topic, index) => ({
  service_code: String(index + 1).padStart(3, '0'),
  service_name: topic.type,
  description: topic.descriptors.join('; '),
  metadata: false,
  type: 'realtime',
  keywords: topic.descriptors.map((descriptor) => descriptor.toLowerCase()).join(', '),
  group: topic.agency[1],
}));

const CODES = new Map(GEO_SERVICES.map(({ service_name, service_code }) => [service_name, service_code]));

/** Which of the city's two ways a request goes out by: the last digit of its key decides. */
export function isInGeoReport(key: string): boolean {
  return Number(key.at(-1)) % 2 === 1;
}

export function geoRequest(row: ServiceRow): GeoRequest {
  const type = row['Complaint Type'] ?? '';
  const notes = row['Resolution Description'] ?? '';
  return {
    service_request_id: row['Unique Key'] ?? '',
    status: row.Status === 'Closed' ? 'closed' : 'open',
    status_notes: notes === '' ? null : notes,
    service_name: type,
    service_code: CODES.get(type) ?? '',
    description: row.Descriptor ?? '',
    agency_responsible: row['Agency Name'] ?? '',
    service_notice: null,
    requested_datetime: zonedTime(row['Created Date'] ?? ''),
    updated_datetime: zonedTime(row['Resolution Action Updated Date'] ?? ''),
    expected_datetime: zonedTime(row['Due Date'] ?? ''),
    address: [row['Incident Address'], row.City].filter((part) => part !== undefined).join(', '),
    address_id: null,
    zipcode: row['Incident Zip'] ?? '',
    lat: Number(row.Latitude),
    long: Number(row.Longitude),
    media_url: null,
  };
}

/** `11/24/2026 02:27:57 PM` in New York as `2026-11-24T14:27:57-05:00`. */
function zonedTime(text: string): string {
  const [, month = '', day = '', year = '', hour = '', rest = '', half = ''] =
    /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d)(:\d\d:\d\d) ([AP]M)$/.exec(text) ?? [];
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  const wall = `${year}-${month}-${day}T${String(hours).padStart(2, '0')}${rest}`;
  const offset = ['-04:00', '-05:00'].find((one) => newYorkTime(Date.parse(wall + one)) === text);
  return `${wall}${offset ?? '-05:00'}`;
}
