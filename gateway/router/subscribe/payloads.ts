import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { RowLook, type LookedAt } from '../../access/audit/look.ts';
import { STREAM_WAIT_MS } from '../../access/stream-wait.ts';
import { atMost } from '../../../runtime/at-most.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { GraphService, ItemRequest } from '../graph-service.ts';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';
import type { SourceItem } from './source.ts';

/** Those who get the same answer to the same item: same document, variables and scope. */
export interface Audience extends Omit<ItemRequest, 'streamItem'> {
  readonly key: string;
  readonly operation: PreparedOperation;
  readonly responseKey: string;
}

/** An answer as JSON text, with the rows that were read for it. */
export interface Payload {
  readonly text: string;
  readonly seen: LookedAt;
}

/** Answers to items, serialised. */
export interface Payloads {
  /** The result as JSON text. @throws HubError when the item cannot be had at all: the stream must end before it. */
  payloadOf(audience: Audience, item: SourceItem): Promise<Payload>;
}

/** Stands where the cursor will: subscribers at different places share what else there is. */
const CURSOR_SLOT = `cursor-${randomUUID()}`;
/** An answer is shared with those who ask within this time; later ones see what is so by then. */
const SHARED_MS = 2_000;
const MOST_SHARED = 1_024;
/** Longer ones are shared only by those who wait for them. */
const SHARED_CHARACTERS = 64_000;
const AT_ONCE = 64;
/** A subgraph that is away for a moment does not end a stream. */
const RETRY_AFTER_MS = [200, 1_000, 3_000];
/** Nor does a store that is. */
const STORE_RETRY_MS = 1_000;

interface Answer {
  readonly text: string;
  readonly seen: LookedAt;
  /** The last one that was made of it: all who are at the end of the log have the same cursor. */
  with: { readonly cursor: string | null; readonly text: string } | undefined;
}

/** One execution and one text for all of an audience, each under its own cursor. */
export function createPayloads(service: Pick<GraphService, 'answerItem'>): Payloads {
  const shared = new LRUCache<string, Promise<Answer>>({ max: MOST_SHARED, ttl: SHARED_MS });
  const limit = atMost(AT_ONCE);

  const answer = async (audience: Audience, item: SourceItem): Promise<Answer> => {
    const streamItem = item.itemWith(item.cursor === null ? null : CURSOR_SLOT);
    const storeUntil = performance.now() + STREAM_WAIT_MS;
    for (let tried = 0; ; tried += 1) {
      const look = new RowLook();
      const result = await limit(() =>
        service.answerItem(audience.operation, { ...audience, streamItem, look }),
      );
      const fault = item.mayBeNull === true ? null : faultOfWhole(result, audience.responseKey);
      if (fault === null) return { text: JSON.stringify(result), seen: look.seen, with: undefined };
      const waitsForStore = isStoreAway(fault) && performance.now() < storeUntil;
      const pauseMs = RETRY_AFTER_MS[tried] ?? (waitsForStore ? STORE_RETRY_MS : undefined);
      if (pauseMs === undefined) throw fault;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };

  return {
    async payloadOf(audience, item) {
      const key = `${audience.key} ${item.key}`;
      let asked = shared.get(key);
      if (asked === undefined) {
        asked = answer(audience, item);
        shared.set(key, asked);
        asked.then(
          ({ text }) => {
            if (text.length > SHARED_CHARACTERS) shared.delete(key);
          },
          () => shared.delete(key),
        );
      }
      const made = await asked;
      if (item.cursor === null) return made;
      if (made.with?.cursor !== item.cursor) {
        made.with = { cursor: item.cursor, text: made.text.replaceAll(CURSOR_SLOT, item.cursor) };
      }
      return { text: made.with.text, seen: made.seen };
    },
  };
}

/** The root field is null because nothing could be had: what is shown would be a hole in the stream. */
function faultOfWhole(result: ExecutionResult, responseKey: string): HubError | null {
  if (result.data?.[responseKey] != null) return null;
  const error = result.errors?.find(({ path }) => path === undefined || path.length === 1);
  if (error === undefined) return null;
  return new HubError(
    'HUB_SUBGRAPH_UNAVAILABLE',
    `the next item could not be had (${error.message}); go on from the last cursor later`,
    { cause: error },
  );
}

function isStoreAway({ cause }: HubError): boolean {
  return cause instanceof GraphQLError && cause.extensions['code'] === 'HUB_STORE_UNAVAILABLE';
}
