import type { GeoRequest } from './georeport.ts';

/** What a query may select by; times in ms. */
export interface GeoQuery {
  readonly ids: ReadonlySet<string> | null;
  readonly serviceCodes: ReadonlySet<string> | null;
  readonly statuses: ReadonlySet<string> | null;
  /** When the request was made. */
  readonly madeFromMs: number;
  readonly madeUntilMs: number;
  readonly updatedFromMs: number;
  readonly updatedUntilMs: number;
}

interface Row {
  readonly request: GeoRequest;
  readonly madeMs: number;
  readonly updatedMs: number;
}

/** The city's requests as its interface shows them, the last state of each. Kept in memory; the seed fills it again after a restart. */
export class GeoReportSystem {
  readonly #rows = new Map<string, Row>();
  #newestFirst: readonly Row[] | null = null;

  /** @param key of the row where that is not the request's own id */
  put(request: GeoRequest, key = request.service_request_id): void {
    this.#rows.set(key, {
      request,
      madeMs: Date.parse(request.requested_datetime),
      updatedMs: Date.parse(request.updated_datetime),
    });
    this.#newestFirst = null;
  }

  has(id: string): boolean {
    return this.#rows.has(id);
  }

  /** Newest change first, so that what changes between two pages can be seen twice but never be missed. */
  page(query: GeoQuery, page: number, pageSize: number): readonly GeoRequest[] {
    this.#newestFirst ??= [...this.#rows.values()].sort(
      (left, right) =>
        right.updatedMs - left.updatedMs ||
        (left.request.service_request_id < right.request.service_request_id ? 1 : -1),
    );
    return this.#newestFirst
      .filter((row) => isWanted(row, query))
      .slice((page - 1) * pageSize, page * pageSize)
      .map(({ request }) => request);
  }
}

function isWanted({ request, madeMs, updatedMs }: Row, query: GeoQuery): boolean {
  if (query.ids !== null) return query.ids.has(request.service_request_id);
  // A time that cannot be read does not keep a row from being shown.
  if (madeMs < query.madeFromMs || madeMs > query.madeUntilMs) return false;
  if (updatedMs < query.updatedFromMs || updatedMs > query.updatedUntilMs) return false;
  return (
    (query.serviceCodes?.has(request.service_code) ?? true) && (query.statuses?.has(request.status) ?? true)
  );
}
