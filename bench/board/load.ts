import { keepEvents, type KeptEventGiven } from '../../gateway/subgraphs/testing/kept-events.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';

const TICK_MS = 20;
const COLOURS = ['GREEN', 'YELLOW', 'RED', 'YELLOW'] as const;
const SCORES = { GREEN: 20, YELLOW: 50, RED: 80 } as const;
/** Prime to any round number of disputes, so that all take their turn. */
const STRIDE = 7_919;

export interface Load {
  /** Events told so far. */
  readonly told: () => number;
  /** @throws whatever the store said */
  stop(): Promise<void>;
}

/**
 * Disputes change as the pipeline would store it, at an even rate: each second event moves a dispute from one column to another, each other one is
 * of a caller who calls again. What falls behind is made up for at the next tick.
 */
export function startLoad(store: Store, disputes: readonly DisputeDoc[], ratePerS: number): Load {
  const beganMs = performance.now();
  let told = 0;
  const over = new AbortController();
  const turns = new Map<string, number>();

  const tellDue = async (): Promise<void> => {
    const due = Math.floor(((performance.now() - beganMs) / 1_000) * ratePerS) - told;
    if (due <= 0) return;
    const events = Array.from({ length: due }, (_, index) => eventAt(told + index));
    const moved = events.filter(({ kind }) => kind === 'COLOUR_CHANGED');
    if (moved.length > 0)
      await store.disputes.collection.bulkWrite(
        moved.map(({ disputeId, colour, score, at }) => ({
          updateOne: {
            filter: { _id: disputeId as never },
            update: {
              $set: {
                'risk.colour': colour,
                'risk.machineColour': colour,
                'risk.score': score,
                lastActivityAt: at,
              },
            },
          },
        })),
      );
    await keepEvents(store, events);
    told += due;
  };
  const eventAt = (offset: number): KeptEventGiven => {
    const dispute = disputes[((offset + 1) * STRIDE) % disputes.length];
    if (dispute === undefined) throw new Error('there are no disputes to tell of');
    const { _id, code, title, guard, reach } = dispute;
    const at = new Date().toISOString();
    const common = {
      partition: 0,
      offset,
      subjectId: _id,
      disputeId: _id,
      code,
      title,
      guard,
      reach,
      at,
      keptAt: at,
    };
    if (offset % 2 === 1) return { ...common, kind: 'REPEAT_CALLER' };
    const turn = turns.get(_id) ?? 0;
    turns.set(_id, turn + 1);
    const fromColour = COLOURS[turn % COLOURS.length] ?? 'GREEN';
    const colour = COLOURS[(turn + 1) % COLOURS.length] ?? 'GREEN';
    // Above what stands in the columns, so that the change is seen in the page.
    const score = SCORES[colour] + (offset % 15);
    return { ...common, kind: 'COLOUR_CHANGED', fromColour, colour, score };
  };

  const loop = (async (): Promise<void> => {
    while (!over.signal.aborted) {
      await tellDue();
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
  })();
  // Told by `stop`, and not before.
  loop.catch(() => undefined);
  return {
    told: () => told,
    stop: async () => {
      over.abort();
      await loop;
    },
  };
}
