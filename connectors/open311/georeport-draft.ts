import { toUtcInstant } from '../../schema/canonical/date-time.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { readSourceId, required, unknownColumns } from '../kit/columns.ts';
import { readPosition } from '../kit/position.ts';
import { statusCodeOf } from '../kit/profile-base.ts';
import { ZonedTimeReader } from '../kit/zoned-time.ts';
import type { GeoProfile } from './georeport-profile.ts';
import { GEO_REQUEST_MEMBERS, readGeoRequest, type GeoRequest } from './georeport-request.ts';
import type { GeoService } from './georeport-service.ts';

const CLOSED = /^closed$/i;

/** Maps GeoReport requests by one profile. Build once, use for every request. */
export class GeoMapper {
  readonly #profile: GeoProfile;
  readonly #times: ZonedTimeReader;
  readonly #empty: ReadonlySet<string>;

  constructor(profile: GeoProfile) {
    this.#profile = profile;
    this.#times = new ZonedTimeReader('ISO', profile.time.zone);
    this.#empty = new Set(profile.empty);
  }

  /**
   * The details have the names that city exports use too. The version's time is `updated_datetime`, and so is the closing of a request
   * that is closed: GeoReport tells no other.
   * @throws HubError HUB_RECORD_INVALID naming the member.
   */
  draft(members: Readonly<Record<string, unknown>>, service: GeoService | null): RecordDraft {
    const request = this.#withoutEmpty(readGeoRequest(members));
    const flags = new Set(unknownColumns(Object.keys(members), GEO_REQUEST_MEMBERS));
    const time = (member: keyof GeoRequest): string | null => this.#time(request[member], member, flags);
    const profile = this.#profile;
    const number = readSourceId(request.service_request_id, 'service_request_id');
    const sourceId = readSourceId(`${profile.idPrefix ?? ''}${number}`, 'service_request_id');
    const reportedAt = required(time('requested_datetime'), 'requested_datetime');
    const updatedAt = time('updated_datetime');
    const { status, status_notes: notes } = request;
    const isClosed = status !== null && CLOSED.test(status);
    const serviceName = request.service_name ?? service?.name ?? null;
    return {
      sourceId,
      sourceTime: laterOf(updatedAt, reportedAt),
      state: status !== null && profile.withdrawn.includes(status) ? 'WITHDRAWN' : 'ACTIVE',
      sourceCategory: serviceName === null ? [] : [serviceName],
      title: serviceName ?? request.service_code ?? sourceId,
      narrative: request.description,
      status: { code: statusCodeOf(status, profile.statuses), label: status },
      reportedAt,
      occurredAt: null,
      closedAt: isClosed ? updatedAt : null,
      place: {
        regionCode: profile.regionCode ?? null,
        address: request.address,
        ...readPosition(request.long, request.lat, flags),
      },
      parties: [],
      numbers: [...new Set([sourceId, number])],
      quotedNumbers: [],
      amountFen: null,
      peopleInvolved: null,
      events: eventsOf({ reportedAt, updatedAt, isClosed, notes }),
      details: {
        serviceName,
        serviceCode: request.service_code,
        serviceGroup: service?.group ?? null,
        agency: request.agency_responsible,
        zipcode: request.zipcode,
        expectedAt: time('expected_datetime'),
        resolution: notes,
        resolutionUpdatedAt: updatedAt,
        serviceNotice: request.service_notice,
        addressId: request.address_id,
        mediaUrl: request.media_url,
      },
      columns: members,
      flags: [...flags],
    };
  }

  #withoutEmpty(request: GeoRequest): GeoRequest {
    if (this.#empty.size === 0) return request;
    const kept = Object.entries(request).map(([member, value]) => [
      member,
      value !== null && this.#empty.has(value) ? null : value,
    ]);
    return Object.fromEntries(kept) as GeoRequest;
  }

  #time(value: string | null, member: string, flags: Set<string>): string | null {
    if (value === null) return null;
    const { dateTime, doubt } = this.#times.read(value, member);
    if (doubt !== null) flags.add(`TIME_${doubt}:${member}`);
    return dateTime;
  }
}

function laterOf(time: string | null, least: string): string {
  return time !== null && toUtcInstant(time) > toUtcInstant(least) ? time : least;
}

interface Course {
  readonly reportedAt: string;
  readonly updatedAt: string | null;
  readonly isClosed: boolean;
  readonly notes: string | null;
}

function eventsOf({ reportedAt, updatedAt, isClosed, notes }: Course): RecordDraft['events'] {
  const reported = { at: reportedAt, kind: 'REPORTED', label: 'Created', note: null };
  if (updatedAt === null) return [reported];
  if (isClosed) return [reported, { at: updatedAt, kind: 'CLOSED', label: 'Closed', note: notes }];
  if (toUtcInstant(updatedAt) === toUtcInstant(reportedAt)) return [reported];
  return [reported, { at: updatedAt, kind: 'ACTION_UPDATED', label: 'Updated', note: notes }];
}
