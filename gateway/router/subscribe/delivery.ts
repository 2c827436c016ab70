import type { Payload } from './payloads.ts';
import type { SourceItem, Source } from './source.ts';

/** Where a subscriber's frames go. */
export interface FrameSink {
  /** Takes one result as JSON text. A promise holds the stream back until the client has read; it rejects when the client is too slow. */
  write(payload: string, cursor: string | null): Promise<void> | undefined;
}

export interface Delivery {
  /** Resolves when the source has ended or `stop` was called; rejects with what ended it. */
  readonly done: Promise<void>;
  stop(): void;
}

/** Items of one stream that are answered at once; frames keep the order of items. */
const AHEAD = 8;

interface Underway {
  readonly cursor: string | null;
  readonly payload: Promise<Payload>;
}

/**
 * Takes items from a source, has them answered a few ahead, and writes the answers in their order. Reads no further than the client does. `sending`
 * is told of each frame before it goes, and ends the stream by throwing.
 */
export function deliver(
  source: Source,
  payloadOf: (item: SourceItem) => Promise<Payload>,
  sink: FrameSink,
  sending: (cursor: string | null, seen: Payload['seen']) => void = () => undefined,
): Delivery {
  const underway: Underway[] = [];
  let isOver = false;
  let changed: (() => void) | undefined;
  const tell = (): void => {
    changed?.();
    changed = undefined;
  };
  const change = (): Promise<void> =>
    new Promise((resolve) => {
      const before = changed;
      changed = () => {
        before?.();
        resolve();
      };
    });
  const stop = (): void => {
    isOver = true;
    void source.return();
    tell();
  };

  const read = async (): Promise<void> => {
    while (!isStopped()) {
      const { done, value } = await source.next();
      if (done === true) break;
      const payload = payloadOf(value);
      // It is waited for in its turn.
      payload.catch(() => undefined);
      underway.push({ cursor: value.cursor, payload });
      tell();
      while (underway.length >= AHEAD && !isStopped()) await change();
    }
  };
  const write = async (reading: { ended: boolean }): Promise<void> => {
    for (;;) {
      const next = underway[0];
      if (isStopped()) return;
      if (next === undefined) {
        if (reading.ended) return;
        await change();
        continue;
      }
      const payload = await next.payload;
      if (isStopped()) return;
      sending(next.cursor, payload.seen);
      await sink.write(payload.text, next.cursor);
      underway.shift();
      tell();
    }
  };
  const isStopped = (): boolean => isOver;

  const reading = { ended: false };
  const run = async (): Promise<void> => {
    try {
      const reader = read().finally(() => {
        reading.ended = true;
        tell();
      });
      // A fault of the source is told behind what it gave before.
      reader.catch(() => undefined);
      await write(reading);
      await reader;
    } finally {
      stop();
    }
  };
  return { done: run(), stop };
}
