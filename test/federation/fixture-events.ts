import { keepEvents, type KeptEventGiven } from '../../gateway/subgraphs/testing/kept-events.ts';
import {
  savedWebhook,
  webhookDelivery,
  FULL_WEBHOOK,
} from '../../gateway/subgraphs/testing/saved-webhook.ts';
import type { DisputeDoc, HotSpotDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { COLOURS, DISPUTE_CHANGES, HUB_EVENT_KINDS } from '../../schema/vocabulary/risk-terms.ts';
import { WEBHOOK_DELIVERY_STATES, WEBHOOK_STATES } from '../../schema/webhooks/states.ts';
import { momentOf as at, type Seeded } from './seeded.ts';

const EVENTS = 90;
const PARTITIONS = 3;
const WEBHOOKS = 6;
const DELIVERIES_EACH = 5;

/** Where events of a partition stand, and the number that each has among those of its subject. */
interface Places {
  readonly nextOffset: number[];
  readonly nextSeq: Map<string, number>;
}

/** Fills the log with events about these disputes and hot spots, and saves webhooks of a partner; answers the webhooks' ids. */
export async function fillEvents(
  store: Store,
  disputes: readonly DisputeDoc[],
  hotSpots: readonly HotSpotDoc[],
  { partner, random }: { readonly partner: string; readonly random: Seeded },
): Promise<readonly string[]> {
  const places: Places = { nextOffset: Array<number>(PARTITIONS).fill(0), nextSeq: new Map() };
  const events = Array.from({ length: EVENTS }, () => {
    const kind = random.pick(HUB_EVENT_KINDS);
    return kind.startsWith('HOT_SPOT')
      ? ofHotSpot(random.pick(hotSpots), kind, places, random)
      : ofDispute(random.pick(disputes), kind, disputes, places, random);
  });
  const kept = await keepEvents(store, events, { partitions: PARTITIONS });
  const webhooks = Array.from({ length: WEBHOOKS }, (_, number) =>
    savedWebhook(`webhook-${number}`, {
      partner,
      state: random.pick(WEBHOOK_STATES),
      // With a value in every condition, so that each is answered.
      criteria: { ...FULL_WEBHOOK.criteria, colours: [random.pick(COLOURS)] },
      stateReason: random.chance(0.5) ? '对方不再接收' : null,
      failingSince: random.chance(0.5) ? at(random) : null,
      createdAt: `2026-10-0${number + 1}T00:00:00.000Z`,
    }),
  );
  await store.riskWebhooks.insertMany(webhooks);
  await store.webhookDeliveries.insertMany(
    webhooks.flatMap(({ _id }) =>
      random.some(kept, DELIVERIES_EACH).map(({ _id: eventId, kind, subjectId, seq }) => {
        const state = random.pick(WEBHOOK_DELIVERY_STATES);
        return webhookDelivery(_id, eventId, {
          partner,
          kind,
          subjectId,
          seq,
          state,
          queuedAt: `2026-11-24T0${random.int(1, 3)}:00:00.000Z`,
          nextTryAt: state === 'RETRYING' ? at(random) : null,
          deliveredAt: state === 'DELIVERED' ? at(random) : null,
          deadAt: state === 'DEAD' ? at(random) : null,
        });
      }),
    ),
  );
  return webhooks.map(({ _id }) => _id);
}

/** All events of a subject are in one partition, in their order. */
function placeOf(
  subjectId: string,
  { nextOffset, nextSeq }: Places,
): Pick<KeptEventGiven, 'partition' | 'offset' | 'seq' | 'subjectId'> {
  const partition = (subjectId.codePointAt(subjectId.length - 1) ?? 0) % PARTITIONS;
  const offset = nextOffset[partition] ?? 0;
  nextOffset[partition] = offset + 1;
  const seq = (nextSeq.get(subjectId) ?? 0) + 1;
  nextSeq.set(subjectId, seq);
  return { partition, offset, seq, subjectId };
}

function ofDispute(
  { _id, code, title, regionCode, category, feeds, members, risk, workflow }: DisputeDoc,
  kind: (typeof HUB_EVENT_KINDS)[number],
  disputes: readonly DisputeDoc[],
  places: Places,
  random: Seeded,
): KeptEventGiven {
  const move = workflow === null ? undefined : random.pick(workflow.events);
  return {
    ...placeOf(_id, places),
    kind,
    disputeId: _id,
    code,
    title,
    regionCode,
    category,
    feeds,
    recordIds: random.some(members, 3).map(({ recordId }) => recordId),
    score: risk?.score ?? null,
    colour: risk?.colour ?? null,
    ...(kind === 'COLOUR_CHANGED' ? { fromColour: random.pick(COLOURS), factors: risk?.factors ?? [] } : {}),
    ...(kind === 'DISPUTE_CHANGED'
      ? {
          changes: random.some(DISPUTE_CHANGES, random.int(1, 3)),
          mergedInto: random.chance(0.3) ? random.pick(disputes)._id : null,
        }
      : {}),
    ...(move === undefined
      ? {}
      : {
          move: {
            eventId: move.id,
            kind: move.kind,
            state: move.to,
            version: random.int(1, 9),
            partner: 'police',
            dueAt: kind === 'OVERDUE' ? at(random) : null,
            agencies: kind === 'WHISTLE' ? ['court'] : [],
          },
        }),
    ruleVersion: random.chance(0.5) ? 'risk-test-1' : null,
  };
}

function ofHotSpot(
  { _id, ...hotSpot }: HotSpotDoc,
  kind: (typeof HUB_EVENT_KINDS)[number],
  places: Places,
  random: Seeded,
): KeptEventGiven {
  return {
    ...placeOf(_id, places),
    kind,
    hotSpotId: _id,
    title: '同类纠纷高发',
    regionCode: hotSpot.regionCode,
    category: hotSpot.category,
    score: null,
    colour: null,
    hotSpot: { ...hotSpot, id: _id },
    ruleVersion: random.chance(0.5) ? 'area-test-1' : null,
  };
}
