import { HubError } from '../../schema/canonical/hub-error.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { ConnectorClass } from '../kit/feed.ts';
import { openPoller } from '../kit/poller.ts';
import type { SourceContext } from '../kit/source.ts';
import { GeoClient } from './georeport-client.ts';
import { GeoConfigSchema } from './georeport-config.ts';
import { GEO_CONTENT_TYPES, type GeoItem } from './georeport-item.ts';
import { membersOf } from './georeport-members.ts';
import { GeoPlan } from './georeport-plan.ts';
import { readGeoRequest } from './georeport-request.ts';
import { withService } from './georeport-service.ts';
import { GeoServices } from './georeport-services.ts';
import type { Profiles } from './profiles.ts';

const DAY_MS = 86_400_000;

/** A request as it will be sent: mapped once, or the reason why it cannot be. */
interface Taken {
  readonly contentType: string;
  readonly draft: RecordDraft | HubError;
}

/** `open311.georeport`: polls a city's GeoReport v2 interface; which pages each poll asks for says `GeoPlan`. */
export function open311GeoReport(profiles: Profiles): ConnectorClass {
  return {
    name: 'open311.georeport',
    configSchema: GeoConfigSchema,
    open(given, context) {
      const config = GeoConfigSchema.parse(given);
      const mapper = profiles.geoMapper(config.profile);
      const client = new GeoClient(config, context);
      const services = new GeoServices(client, context);
      const taken = new WeakMap<Uint8Array, Taken>();
      const historyMs = config['history.days'] * DAY_MS;
      const plan = new GeoPlan({
        historyMs,
        windowMs: config['window.days'] * DAY_MS,
        overlapMs: config['overlap.ms'],
        rereadMs: config['reread.interval.ms'],
        asksForChanges: config['updated.parameter'] !== null,
        now: () => context.now().getTime(),
        ask: (query, signal) => client.requests(query, signal),
        changedAt: (item) => {
          const draft = attempt(() => mapper.draft(readItem(item), null));
          return draft instanceof HubError ? null : Date.parse(draft.sourceTime);
        },
        onChangesIgnored: () => {
          tellIgnored(context, config['updated.parameter']);
        },
      });

      /** Maps a request; null when it is to be left: it has only a token so far, or changed before the history that is read. */
      const take = async (item: GeoItem, signal: AbortSignal): Promise<Taken | null> => {
        const { contentType } = item;
        const read = attempt(() => {
          const members = readItem(item);
          return { members, request: readGeoRequest(members) };
        });
        if (read instanceof HubError) return { contentType, draft: read };
        const { members, request } = read;
        if (request.service_request_id === null && request.token !== null) return null;
        const { service_name: name, service_code: code } = request;
        const service = name === null && code !== null ? await services.named(code, signal) : null;
        const draft = attempt(() => mapper.draft(members, service));
        if (!(draft instanceof HubError) && Date.parse(draft.sourceTime) < plan.oldestMs) return null;
        return { contentType: withService(contentType, service), draft };
      };

      return openPoller(
        {
          feed: 'open311',
          eventType: 'org.open311.service-request.v1',
          eventSource: `urn:open311:${config['jurisdiction.id'] ?? new URL(config['base.url']).host}`,
          profile: config.profile,
          intervalMs: config['poll.interval.ms'],
          // All that any read shows again, full ones too.
          overlapMs: historyMs,
          contentTypeOf: (bytes) => taken.get(bytes)?.contentType ?? GEO_CONTENT_TYPES[config.format],
          toDraft(bytes) {
            const draft = taken.get(bytes)?.draft;
            if (draft === undefined) throw new HubError('HUB_INTERNAL', 'a request came from no page');
            if (draft instanceof HubError) throw draft;
            return draft;
          },
          async fetchPage(sinceMs, page, signal) {
            if (page === null) plan.begin(sinceMs === 0 ? null : sinceMs + historyMs);
            const { items, serverTimeMs, more } = await plan.next(signal);
            const kept: Uint8Array[] = [];
            for (const item of items) {
              const mapped = await take(item, signal);
              if (mapped === null) continue;
              taken.set(item.bytes, mapped);
              kept.push(item.bytes);
            }
            return { items: kept, next: more ? String(Number(page ?? '0') + 1) : null, serverTimeMs };
          },
        },
        context,
      );
    },
  };
}

/** @throws HubError of the feed's fault */
function readItem({ bytes, contentType, problem }: GeoItem): Readonly<Record<string, unknown>> {
  if (problem === null) return membersOf(bytes, contentType);
  throw new HubError('HUB_RECORD_UNPARSABLE', `the element ${problem}`, { field: 'XML' });
}

function attempt<Value>(work: () => Value): Value | HubError {
  try {
    return work();
  } catch (error) {
    if (error instanceof HubError && error.fault === 'feed') return error;
    throw error;
  }
}

function tellIgnored(context: SourceContext, parameter: string | null): void {
  context.log.warn(
    { parameter },
    'the city ignores the parameter for changes: closing of older requests shows with the next full read (reread.interval.ms)',
  );
}
