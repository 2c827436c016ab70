import { HubError } from '../../schema/canonical/hub-error.ts';
import { isAborted, pause } from '../kit/abort.ts';
import { getAnswer, type Answer } from '../kit/http-get.ts';
import type { SourceContext } from '../kit/source.ts';
import { errorWordsOf, readList } from './georeport-answer.ts';
import type { GeoConfig } from './georeport-config.ts';
import type { GeoFormat, GeoItem, GeoResource } from './georeport-item.ts';

/** What to ask `GET requests` for; times in ms since 1970. */
export interface GeoQuery {
  readonly fromMs: number;
  readonly untilMs: number;
  /** Only what has changed since, by the configured parameter. */
  readonly updatedFromMs: number | null;
  /** From 1. */
  readonly page: number;
}

export interface GeoPage {
  readonly items: readonly GeoItem[];
  readonly serverTimeMs: number;
}

const PAGE_MAX_BYTES = 64 * 1024 * 1024;
/** A read of many pages must not begin anew for one that fails: a page is asked for again before the worker hears of it. */
const TRIES = 4;
const FIRST_PAUSE_MS = 250;
const KEYS = { credential: 'api.key.file', request: 'base.url, jurisdiction.id, page.size and window.days' };

/** Asks one GeoReport v2 endpoint. */
export class GeoClient {
  readonly #config: GeoConfig;
  readonly #context: SourceContext;

  constructor(config: GeoConfig, context: SourceContext) {
    this.#config = config;
    this.#context = context;
  }

  /** @throws HubError HUB_SOURCE_UNAVAILABLE when it is worth trying again; HUB_CONFIG_INVALID with the city's words when it refuses the question. */
  async requests(query: GeoQuery, signal: AbortSignal): Promise<GeoPage> {
    const updated = this.#config['updated.parameter'];
    const parameters = {
      start_date: w3cTime(query.fromMs, Math.floor),
      end_date: w3cTime(query.untilMs, Math.ceil),
      page: String(query.page),
      page_size: String(this.#config['page.size']),
      ...(updated === null || query.updatedFromMs === null
        ? {}
        : { [updated]: w3cTime(query.updatedFromMs, Math.floor) }),
    };
    const { items, answer } = await this.#list('requests', parameters, signal);
    return { items, serverTimeMs: answer.serverTimeMs ?? this.#context.now().getTime() };
  }

  /** Entries of the list of services. @throws as `requests` */
  async services(signal: AbortSignal): Promise<readonly GeoItem[]> {
    return (await this.#list('services', {}, signal)).items;
  }

  async #list(
    resource: GeoResource,
    parameters: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<{ items: readonly GeoItem[]; answer: Answer }> {
    const format: GeoFormat = this.#config.format;
    const url = new URL(`${this.#config['base.url'].replace(/\/+$/, '')}/${resource}.${format}`);
    const jurisdiction = this.#config['jurisdiction.id'];
    if (jurisdiction !== undefined) url.searchParams.set('jurisdiction_id', jurisdiction);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    for (let tries = 1; ; tries += 1) {
      try {
        const answer = await this.#get(url, format, signal);
        return { items: readList(answer.bytes, format, resource), answer };
      } catch (error) {
        const transient = error instanceof HubError && error.fault === 'transient';
        if (!transient || tries === TRIES || isAborted(signal)) throw error;
        await pause(FIRST_PAUSE_MS * 2 ** (tries - 1), signal);
      }
    }
  }

  async #get(url: URL, format: GeoFormat, signal: AbortSignal): Promise<Answer> {
    const keyFile = this.#config['api.key.file'];
    if (keyFile !== undefined) {
      url.searchParams.set('api_key', (await this.#context.secret(keyFile)).trim());
    }
    return getAnswer(url, {
      headers: { accept: format === 'json' ? 'application/json' : 'text/xml, application/xml' },
      timeoutMs: this.#config['request.timeout.ms'],
      maxBytes: PAGE_MAX_BYTES,
      signal,
      keys: KEYS,
      wordsOf: errorWordsOf,
    });
  }
}

/** In UTC and whole seconds: the subset of ISO 8601 that the specification names. */
function w3cTime(timeMs: number, round: (seconds: number) => number): string {
  return new Date(round(timeMs / 1_000) * 1_000).toISOString().replace('.000Z', 'Z');
}
