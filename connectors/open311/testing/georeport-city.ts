import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface CityRequest {
  readonly service_request_id?: string | number;
  readonly requested_datetime: string;
  readonly updated_datetime?: string;
  readonly [member: string]: unknown;
}

/** How far the city keeps to what the specification and other cities do. */
export interface CityHabits {
  /** Knows `updated_after`. */
  changes: boolean;
  /** Knows `page` and `page_size`. */
  pages: boolean;
  /** Most requests a page, whatever `page_size` asks for. */
  pageMost: number;
  /** Turns the list into the body. */
  body(list: readonly object[], resource: 'requests' | 'services'): string | Uint8Array;
  order: 'newest request first' | 'oldest change first';
}

export interface GeoReportCity {
  readonly url: string;
  readonly requests: CityRequest[];
  readonly services: object[];
  readonly habits: CityHabits;
  /** Questions in order. */
  readonly asked: URL[];
  /** The city's clock. */
  nowMs: number;
  /** Called before each answer; what it returns is answered instead. */
  beforeAnswer: ((url: URL) => ((response: ServerResponse) => void) | null) | null;
  close(): Promise<void>;
}

const LONGEST_SPAN_MS = 90 * 86_400_000;

/** A GeoReport v2 interface on this machine, over HTTP. */
export async function startGeoReportCity(nowMs: number): Promise<GeoReportCity> {
  const server = createServer((request, response) => {
    answer(request, response, city);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const city: GeoReportCity = {
    url: `http://127.0.0.1:${port}/open311/v2`,
    requests: [],
    services: [],
    habits: {
      changes: true,
      pages: true,
      pageMost: 1_000,
      body: (list) => JSON.stringify(list),
      order: 'newest request first',
    },
    asked: [],
    nowMs,
    beforeAnswer: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return city;
}

function answer(request: IncomingMessage, response: ServerResponse, city: GeoReportCity): void {
  const url = new URL(request.url ?? '/', city.url);
  city.asked.push(url);
  response.sendDate = false;
  response.setHeader('date', new Date(city.nowMs).toUTCString());
  const instead = city.beforeAnswer?.(url) ?? null;
  if (instead !== null) {
    instead(response);
    return;
  }
  const resource = /\/(requests|services)\.(?:json|xml)$/.exec(url.pathname)?.[1];
  if (resource === 'services') {
    response.end(city.habits.body(city.services, 'services'));
    return;
  }
  const refused = resource === undefined ? 'no such resource' : spanFault(url);
  if (refused !== null) {
    response.writeHead(400).end(JSON.stringify([{ code: 400, description: refused }]));
    return;
  }
  response.end(city.habits.body(selected(url, city), 'requests'));
}

function spanFault(url: URL): string | null {
  const spanMs = timeOf(url, 'end_date') - timeOf(url, 'start_date');
  if (Number.isNaN(spanMs)) return 'start_date and end_date are missing';
  return spanMs > LONGEST_SPAN_MS ? 'start_date and end_date span more than 90 days' : null;
}

function selected(url: URL, { requests, habits }: GeoReportCity): readonly object[] {
  const [fromMs, untilMs] = [timeOf(url, 'start_date'), timeOf(url, 'end_date')];
  const changedMs = habits.changes ? timeOf(url, 'updated_after') : NaN;
  const found = requests
    .filter((request) => {
      const madeMs = Date.parse(request.requested_datetime);
      const isWithin = Number.isNaN(madeMs) || (madeMs >= fromMs && madeMs <= untilMs);
      return isWithin && (Number.isNaN(changedMs) || changeOf(request) >= changedMs);
    })
    .sort((a, b) =>
      habits.order === 'oldest change first'
        ? changeOf(a) - changeOf(b)
        : Date.parse(b.requested_datetime) - Date.parse(a.requested_datetime),
    );
  if (!habits.pages) return found;
  const size = Math.min(Number(url.searchParams.get('page_size')), habits.pageMost);
  const at = (Number(url.searchParams.get('page')) - 1) * size;
  return found.slice(at, at + size);
}

function changeOf({ updated_datetime: updated, requested_datetime: requested }: CityRequest): number {
  return Date.parse(updated ?? requested);
}

function timeOf(url: URL, parameter: string): number {
  return Date.parse(url.searchParams.get(parameter) ?? '');
}
