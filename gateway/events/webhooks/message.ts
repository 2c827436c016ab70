import type { HubEvent } from '../../../schema/canonical/hub-event.ts';
import { feedEnumName } from '../../../schema/subgraphs/vocabulary-sdl.ts';
import { DISPUTE_CATEGORIES } from '../../../schema/vocabulary/tables.ts';
import {
  messageTypeOf,
  TEST_MESSAGE_TYPE,
  type RiskMessage,
  type TestMessage,
} from '../../../schema/webhooks/risk-message.ts';
import { regionView } from '../../subgraphs/kit/region.ts';
import { categoryTerm } from '../../subgraphs/kit/vocabulary.ts';

/** The body that tells of an event: the same bytes for the same event and cursor. */
export function riskMessage(event: HubEvent, cursor: string): Uint8Array {
  const { regionCode, category, feeds, factors, mergedInto, move, hotSpot } = event;
  const region = regionView(regionCode);
  const message: RiskMessage = {
    type: messageTypeOf(event.kind),
    timestamp: event.at,
    data: {
      event: {
        id: event.id,
        kind: event.kind,
        subjectId: event.subjectId,
        seq: event.seq,
        at: event.at,
        disputeId: event.disputeId,
        code: event.code,
        hotSpotId: event.hotSpotId,
        title: event.title,
        region: region === null ? null : { ...region, path: [...region.path] },
        category: category === null ? null : (DISPUTE_CATEGORIES.get(category)?.enumName ?? null),
        categoryTerm: categoryTerm(category),
        feeds: feeds.map(feedEnumName),
        recordIds: event.recordIds,
        score: event.score,
        colour: event.colour,
        fromColour: event.fromColour,
        factors: factors.map((factor) => ({
          ...factor,
          evidence: factor.evidence.map((piece) => ({ ...piece, feed: feedEnumName(piece.feed) })),
        })),
        changes: event.changes,
        mergedInto: mergedInto === null ? null : { id: mergedInto },
        move: move === null ? null : moveOf(move),
        hotSpotNumbers: hotSpot === null ? null : numbersOf(hotSpot),
        ruleVersion: event.ruleVersion,
      },
      cursor,
    },
  };
  return Buffer.from(JSON.stringify(message));
}

/** The body of a test. */
export function testMessage(webhookId: string, now: Date): Uint8Array {
  const message: TestMessage = {
    type: TEST_MESSAGE_TYPE,
    timestamp: now.toISOString(),
    data: { webhook: webhookId },
  };
  return Buffer.from(JSON.stringify(message));
}

type Event = RiskMessage['data']['event'];

function moveOf({ eventId, ...move }: NonNullable<HubEvent['move']>): Event['move'] {
  const { kind, state, version, partner, dueAt, agencies } = move;
  return { id: eventId, kind, state, version, partner, dueAt, agencies };
}

function numbersOf(hotSpot: NonNullable<HubEvent['hotSpot']>): Event['hotSpotNumbers'] {
  const { state, provisional, lastDay, count, baseline, score, threshold } = hotSpot;
  return { state, provisional, day: lastDay, count, baseline, score, threshold };
}
