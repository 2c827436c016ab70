import { OperationTypeNode } from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { digest } from '../../../schema/canonical/ids.ts';
import { canonicalJson } from '../../../schema/canonical/canonical-json.ts';
import type { Auditor } from '../../access/audit/auditor.ts';
import type { Quota } from '../../access/limits/quota.ts';
import type { GraphRequest, GraphService, ItemRequest } from '../graph-service.ts';
import { countStream } from '../metrics.ts';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';
import { isShareable } from './caller-fields.ts';
import { deliver, type Delivery, type FrameSink } from './delivery.ts';
import { createPayloads, type Audience } from './payloads.ts';
import { rootFieldOf } from './root-field.ts';
import type { Source, SubscriptionSources } from './source.ts';
import { subgraphSource } from './subgraph-source.ts';

export type SubscribeRequest = Omit<GraphRequest, 'readOnly'>;

/** Subscriptions, whatever transport brings them. */
export interface Subscriptions {
  /**
   * Opens a stream and writes to the sink until it ends. `after` stands for the root field's argument where the client's document gives none.
   * @throws RequestError, HubError: nothing was opened.
   */
  open(request: SubscribeRequest, sink: FrameSink, after?: string): Promise<Delivery>;
}

/**
 * @param audit told of each stream: its opening, what is sent, its end
 * @param quota how much each partner may read; a stream that goes beyond it ends
 */
export function createSubscriptions(
  service: GraphService,
  sources: SubscriptionSources,
  audit: Auditor | null,
  quota: Pick<Quota, 'check' | 'read'> | null = null,
): Subscriptions {
  const payloads = createPayloads(service);
  return {
    async open(request, sink, after) {
      const operation = service.prepare(request.query, request.operationName, request.caller);
      service.authorise(request.caller, operation);
      if (operation.operationType !== OperationTypeNode.SUBSCRIPTION) {
        throw new HubError(
          'HUB_BAD_REQUEST',
          `this is a ${operation.operationType}, which has one answer: send it to /graphql`,
        );
      }
      const variables = service.checkVariables(operation, request.variables ?? {});
      service.checkGranted(request.caller, operation, variables);
      const root = rootFieldOf(service.schema, operation, variables);
      await quota?.check(request.caller.partner);
      const { caller, requestId, log } = request;
      const openSource = sources[root.name];
      const source =
        openSource === undefined
          ? await sourceAtSubgraph(service, root.name, operation, { caller, requestId, log, variables })
          : await openSource(after === undefined ? root.args : { ...root.args, after }, caller);
      const audited = await audit
        ?.beginStream({ schema: service.schema, caller, requestId, operation })
        .catch(async (error: unknown) => {
          await source.return();
          throw error;
        });
      const audience: Audience = {
        key: audienceKey(
          request,
          variables,
          root.cursorVariables,
          isShareable(service.schema, operation.document),
        ),
        operation,
        responseKey: root.responseKey,
        caller,
        requestId,
        log,
        variables,
      };
      const delivery = deliver(
        source,
        {
          payloadOf: (item) => payloads.payloadOf(audience, item),
          sending: (cursor, seen) => {
            quota?.read(caller.partner, seen);
            return audited?.sending(cursor, seen);
          },
        },
        sink,
      );
      const ended = countStream();
      const closed = (codes: readonly string[]): void => {
        ended();
        audited?.close(codes).catch((error: unknown) => {
          log.warn({ err: error }, 'the end of a stream could not be written down');
        });
      };
      delivery.done.then(
        () => {
          closed([]);
        },
        (error: unknown) => {
          closed([error instanceof HubError ? error.code : 'HUB_INTERNAL']);
        },
      );
      return delivery;
    },
  };
}

/** @throws HubError HUB_STORE_UNAVAILABLE where neither this gateway nor the subgraph knows the items. */
async function sourceAtSubgraph(
  service: GraphService,
  name: string,
  operation: PreparedOperation,
  item: Omit<ItemRequest, 'streamItem'>,
): Promise<Source> {
  const abort = new AbortController();
  const stream = await service.openStream(operation, item, abort.signal);
  if (stream !== null) return subgraphSource(stream, abort);
  throw new HubError(
    'HUB_STORE_UNAVAILABLE',
    `this gateway has no store of its own, so it cannot tell ${name}`,
  );
}

/** Where the stream began says nothing of what an item shows. */
function audienceKey(
  { query, operationName, caller }: SubscribeRequest,
  variables: Readonly<Record<string, unknown>>,
  cursorVariables: ReadonlySet<string>,
  shareable: boolean,
): string {
  const shown = Object.entries(variables).filter(([name]) => !cursorVariables.has(name));
  const { access, purpose, partner, actor } = caller;
  const shared = { access: access.key, purpose };
  return digest(
    'audience',
    query,
    operationName ?? '',
    canonicalJson(Object.fromEntries(shown)),
    canonicalJson(shareable ? shared : { ...shared, partner, actor }),
  );
}
