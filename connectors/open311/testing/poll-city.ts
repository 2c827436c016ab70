import type { TestContext } from '../../kit/testing/test-context.ts';
import { open311GeoReport } from '../georeport.ts';
import { Profiles, SHIPPED_PROFILES } from '../profiles.ts';
import type { CityRequest, GeoReportCity } from './georeport-city.ts';

export interface PollOptions {
  readonly polls?: number;
  readonly config?: Readonly<Record<string, unknown>>;
  /** Called after each poll. */
  readonly between?: (polled: number) => void;
}

/** Runs the connector anew for so many polls of the city. */
export async function pollCity(
  city: GeoReportCity,
  context: TestContext,
  { polls = 1, config = {}, between = () => undefined }: PollOptions = {},
): Promise<void> {
  const stop = new AbortController();
  let polled = 0;
  const lent: TestContext = {
    ...context,
    contact() {
      polled += 1;
      between(polled);
      if (polled >= polls) stop.abort();
    },
    now: () => new Date(context.nowMs),
  };
  const connector = open311GeoReport(new Profiles(SHIPPED_PROFILES));
  await connector.open({ 'base.url': city.url, 'poll.interval.ms': 100, ...config }, lent).run(stop.signal);
}

export function geoTime(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

/** A request about noise. */
export function cityRequest(
  id: string,
  madeMs: number,
  more: Readonly<Record<string, unknown>> = {},
): CityRequest {
  return {
    service_request_id: id,
    status: 'open',
    service_name: 'Noise',
    service_code: 'N1',
    requested_datetime: geoTime(madeMs),
    updated_datetime: geoTime(madeMs),
    ...more,
  };
}
