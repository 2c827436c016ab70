import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { SourceContext } from '../kit/source.ts';
import type { GeoClient } from './georeport-client.ts';
import type { GeoService } from './georeport-service.ts';

/** Code, name and group are text; some cities write codes as numbers. */
const ServiceSchema = z.object({
  service_code: z.union([z.string().min(1), z.number()]).transform(String),
  service_name: z.string().min(1),
  group: z.string().nullish(),
});

const FRESH_MS = 3_600_000;
/** A code that the list does not have is not looked for again at once. */
const AGAIN_AFTER_MS = 600_000;

/** A city's list of services, fetched when a request names a code without a name, and kept for an hour. */
export class GeoServices {
  readonly #client: GeoClient;
  readonly #context: SourceContext;
  readonly #membersOf: (item: Uint8Array) => unknown;
  #services: ReadonlyMap<string, GeoService> = new Map();
  #fetchedAtMs = -Infinity;

  constructor(client: GeoClient, context: SourceContext, membersOf: (item: Uint8Array) => unknown) {
    this.#client = client;
    this.#context = context;
    this.#membersOf = membersOf;
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
      this.#services = new Map(items.flatMap((item) => this.#entryOf(item)));
    } catch (error) {
      if (error instanceof HubError && error.fault === 'transient') throw error;
      this.#context.log.warn({ err: error }, 'the list of services cannot be read; codes stand for names');
    }
    this.#fetchedAtMs = this.#context.now().getTime();
  }

  #entryOf(item: Uint8Array): [string, GeoService][] {
    const parsed = ServiceSchema.safeParse(this.#membersOf(item));
    if (!parsed.success) return [];
    const { service_code: code, service_name: name, group } = parsed.data;
    return [[code, { name, group: group === undefined || group === '' ? null : group }]];
  }
}
