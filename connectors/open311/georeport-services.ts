import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { SourceContext } from '../kit/source.ts';
import type { GeoClient } from './georeport-client.ts';
import type { GeoItem } from './georeport-item.ts';
import { membersOf } from './georeport-members.ts';
import { geoText } from './georeport-request.ts';
import type { GeoService } from './georeport-service.ts';

const firstText = z.preprocess((value) => (Array.isArray(value) ? value[0] : value) as unknown, geoText());

/** Response of `GET services`, of which description, metadata, type and keywords are not needed. Some cities have a list of `groups`. */
const ServiceSchema = z.object({
  service_code: geoText(),
  service_name: geoText(),
  group: firstText,
  groups: firstText,
});

const FRESH_MS = 3_600_000;
/** A code that the list does not have is not looked for again at once. */
const AGAIN_AFTER_MS = 600_000;

/** A city's list of services, fetched when a request names a code without a name, and kept for an hour. */
export class GeoServices {
  readonly #client: GeoClient;
  readonly #context: SourceContext;
  #services: ReadonlyMap<string, GeoService> = new Map();
  #fetchedAtMs = -Infinity;

  constructor(client: GeoClient, context: SourceContext) {
    this.#client = client;
    this.#context = context;
  }

  /**
   * The service of a code, null when the city does not list it or has no list.
   * @throws HubError HUB_SOURCE_UNAVAILABLE while the list cannot be had: a request sent without its name would keep no name.
   */
  async named(code: string, signal: AbortSignal): Promise<GeoService | null> {
    const ageMs = this.#context.now().getTime() - this.#fetchedAtMs;
    const isWanted = this.#services.has(code) ? ageMs > FRESH_MS : ageMs > AGAIN_AFTER_MS;
    if (isWanted) await this.#fetch(signal);
    return this.#services.get(code) ?? null;
  }

  async #fetch(signal: AbortSignal): Promise<void> {
    try {
      const items = await this.#client.services(signal);
      this.#services = new Map(items.flatMap(entryOf));
    } catch (error) {
      if (error instanceof HubError && error.fault === 'transient') throw error;
      this.#context.log.warn({ err: error }, 'the list of services cannot be read; codes stand for names');
    }
    this.#fetchedAtMs = this.#context.now().getTime();
  }
}

/** None of what cannot be read: its code stands for its name. */
function entryOf({ bytes, contentType, problem }: GeoItem): [string, GeoService][] {
  if (problem !== null) return [];
  const service = ServiceSchema.safeParse(membersOrNull(bytes, contentType)).data;
  if (service === undefined) return [];
  const { service_code: code, service_name: name, group, groups } = service;
  return code === null || name === null ? [] : [[code, { name, group: group ?? groups }]];
}

function membersOrNull(bytes: Uint8Array, contentType: string): unknown {
  try {
    return membersOf(bytes, contentType, 'services');
  } catch (error) {
    if (error instanceof HubError && error.fault === 'feed') return null;
    throw error;
  }
}
