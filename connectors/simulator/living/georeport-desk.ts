import { geoRequest, type GeoRequest } from '../agencies/open311/georeport.ts';
import type { GeoReportSystem } from '../agencies/open311/georeport-system.ts';
import type { ServiceRow } from '../agencies/open311/shape.ts';
import type { FaultEntry } from '../faults/fault-ledger.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';

const CHANNEL = 'open311.items';

/** Takes the requests that go out by GeoReport into its system. */
export class GeoReportDesk {
  readonly #system: GeoReportSystem;
  readonly #plan: FaultPlan;
  #taken = 0;

  constructor(system: GeoReportSystem, plan: FaultPlan) {
    this.#system = system;
    this.#plan = plan;
  }

  /** @returns what to write into the ledger */
  take(row: ServiceRow): FaultEntry | null {
    const request = geoRequest(row);
    const kind = this.#plan.at(CHANNEL, this.#taken);
    this.#taken += 1;
    this.#system.put(kind?.expect === 'FLAGGED' ? withMember(request) : request);
    if (kind === null) return null;
    const sourceId = request.service_request_id;
    if (kind.expect === 'DEAD_LETTER') this.#system.put(unreadable(request), `${sourceId}~spoilt`);
    return {
      id: `${CHANNEL}/${sourceId}/${request.updated_datetime}`,
      agency: 'open311',
      channel: CHANNEL,
      ...kind,
      count: 1,
      sourceId,
    };
  }
}

/** A member that the specification does not have. */
function withMember(request: GeoRequest): GeoRequest {
  return { ...request, ...{ council_district: '7' } };
}

/** Nobody can tell when it was made. */
function unreadable(request: GeoRequest): GeoRequest {
  return { ...request, requested_datetime: 'yesterday afternoon' };
}
