import { eventCriteriaOf, type EventFilterArgument } from '../../../events/event-criteria.ts';
import type { Redelivery } from '../../../access/webhook-writes.ts';
import { canonicalJson } from '../../../../schema/canonical/canonical-json.ts';
import { toUtcInstant } from '../../../../schema/canonical/date-time.ts';
import { HubError } from '../../../../schema/canonical/hub-error.ts';
import { digest } from '../../../../schema/canonical/ids.ts';
import type { EventsContext } from '../loaders.ts';

/** `input RiskWebhookInput`, and what all these inputs have. */
interface NamedWebhook {
  readonly clientMutationId: string;
  readonly id: string;
}

/** `input CreateRiskWebhookInput`. */
interface CreateInput {
  readonly clientMutationId: string;
  readonly url: string;
  readonly filter?: EventFilterArgument | null;
  readonly description?: string | null;
  readonly after?: string | null;
}

/** `input UpdateRiskWebhookInput`. */
interface UpdateInput extends NamedWebhook {
  readonly url?: string | null;
  readonly filter?: EventFilterArgument | null;
  readonly description?: string | null;
  readonly enabled?: boolean | null;
}

/** `input RedeliverRiskWebhookInput`. */
interface RedeliverInput extends NamedWebhook {
  readonly after?: string | null;
  readonly deliveryId?: string | null;
  readonly failedSince?: string | null;
}

const LONGEST_CALL_ID = 200;
const LONGEST_DESCRIPTION = 200;

/** A mutation on `input`, which answers `clientMutationId` beside what `work` does. */
function mutation<Input extends { readonly clientMutationId: string }>(
  work: (input: Input, store: EventsContext['store']) => Promise<object>,
): (parent: unknown, args: { readonly input: Input }, context: EventsContext) => Promise<object> {
  return async (_, { input }, { store }) => {
    const { clientMutationId } = input;
    if (clientMutationId.trim() === '' || clientMutationId.length > LONGEST_CALL_ID) {
      throw new HubError('HUB_BAD_REQUEST', `clientMutationId: write 1 to ${LONGEST_CALL_ID} characters`, {
        field: 'clientMutationId',
      });
    }
    return { clientMutationId, ...(await work(input, store)) };
  };
}

/** What partners do with their webhooks. */
export const WEBHOOK_MUTATIONS = {
  createRiskWebhook: mutation<CreateInput>(({ clientMutationId, ...asked }, store) =>
    store.createRiskWebhook({
      clientMutationId,
      inputHash: digest('risk-webhook', canonicalJson(asked)),
      url: asked.url,
      description: descriptionOf(asked.description ?? ''),
      criteria: eventCriteriaOf(asked.filter ?? {}),
      after: asked.after ?? null,
    }),
  ),
  updateRiskWebhook: mutation<UpdateInput>(async ({ id, url, filter, description, enabled }, store) => ({
    webhook: await store.updateRiskWebhook(id, {
      ...(url == null ? {} : { url }),
      ...(filter == null ? {} : { criteria: eventCriteriaOf(filter) }),
      ...(description == null ? {} : { description: descriptionOf(description) }),
      ...(enabled == null ? {} : { enabled }),
    }),
  })),
  rotateRiskWebhookSecret: mutation<NamedWebhook>(({ id }, store) => store.rotateRiskWebhookSecret(id)),
  deleteRiskWebhook: mutation<NamedWebhook>(async ({ id }, store) => {
    await store.deleteRiskWebhook(id);
    return { id };
  }),
  testRiskWebhook: mutation<NamedWebhook>(async ({ id }, store) => {
    const { status, durationMs, error } = await store.testRiskWebhook(id);
    return { delivered: error === null, status, durationMs, error };
  }),
  redeliverRiskWebhook: mutation<RedeliverInput>(({ id, ...what }, store) =>
    store.redeliverRiskWebhook(id, redeliveryOf(what)),
  ),
};

function redeliveryOf({ after, deliveryId, failedSince }: Omit<RedeliverInput, 'id'>): Redelivery {
  const given: readonly Redelivery[] = [
    ...(after == null ? [] : [{ after }]),
    ...(deliveryId == null ? [] : [{ deliveryId }]),
    ...(failedSince == null ? [] : [{ failedSince: toUtcInstant(failedSince) }]),
  ];
  const [first] = given;
  if (first !== undefined && given.length === 1) return first;
  throw new HubError(
    'HUB_BAD_REQUEST',
    'input: say what is sent again: exactly one of after, deliveryId and failedSince',
    { field: 'after' },
  );
}

function descriptionOf(text: string): string {
  if (text.length <= LONGEST_DESCRIPTION) return text.trim();
  throw new HubError('HUB_BAD_REQUEST', `description: write at most ${LONGEST_DESCRIPTION} characters`, {
    field: 'description',
  });
}
