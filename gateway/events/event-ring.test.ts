import { describe, expect, it } from 'vitest';
import { keptEvent } from '../subgraphs/testing/kept-events.ts';
import { BEGINNING, type PlacedEvent } from './catch-up.ts';
import { estimatedBytesOf, EventRing } from './event-ring.ts';

function placed(offset: number, title = 'x'): PlacedEvent {
  const { _id: id, epoch, partition, keptAt, ...said } = keptEvent({ partition: 0, offset, title });
  return { event: { id, ...said }, epoch, partition, offset, keptAt, after: { epoch, offsets: [offset] } };
}

/** Offsets of what a ring holds. */
function heldBy(ring: EventRing): readonly (number | undefined)[] {
  return Array.from({ length: ring.end - ring.start }, (_, at) => ring.at(ring.start + at)?.after.offsets[0]);
}

describe('the ring of live events', () => {
  it('holds no more events than its size, and knows the position before the oldest one', () => {
    const ring = new EventRing({ size: 3, maxBytes: 1_000_000 }, BEGINNING);
    ring.append([placed(0), placed(1), placed(2), placed(3), placed(4)]);
    expect(heldBy(ring)).toEqual([2, 3, 4]);
    expect(ring.at(1)).toBeUndefined();
    expect(ring.startPosition).toEqual({ epoch: 1, offsets: [1] });
    expect(ring.endPosition).toEqual({ epoch: 1, offsets: [4] });
  });

  it('lets go of as many old events as a large one needs room for, and counts what it holds', () => {
    const small = estimatedBytesOf(placed(0));
    const ring = new EventRing({ size: 100, maxBytes: small * 4 }, BEGINNING);
    ring.append([placed(0), placed(1), placed(2), placed(3)]);
    expect(heldBy(ring)).toEqual([0, 1, 2, 3]);
    const large = placed(4, 'x'.repeat(small));
    ring.append([large]);
    expect(heldBy(ring)).toEqual([3, 4]);
    expect(ring.bytes).toBe(small + estimatedBytesOf(large));
    expect(ring.startPosition).toEqual({ epoch: 1, offsets: [2] });
    ring.append([placed(5), placed(6), placed(7), placed(8)]);
    expect(heldBy(ring)).toEqual([5, 6, 7, 8]);
    expect(ring.bytes).toBe(small * 4);
  });

  it('holds the newest event alone when that is larger than all it may hold', () => {
    const ring = new EventRing({ size: 100, maxBytes: 2_000 }, BEGINNING);
    ring.append([placed(0), placed(1, 'x'.repeat(10_000))]);
    expect(heldBy(ring)).toEqual([1]);
    ring.append([placed(2)]);
    expect(heldBy(ring)).toEqual([2]);
    ring.restart(BEGINNING);
    expect(heldBy(ring)).toEqual([]);
    expect(ring.bytes).toBe(0);
  });
});

describe('the estimate of what an event takes', () => {
  it('grows with its text, its records and its factors', () => {
    const plain = estimatedBytesOf(placed(0));
    expect(estimatedBytesOf(placed(0, '纠'.repeat(1_001))) - plain).toBe(2_000);
    const { event, ...place } = placed(0);
    const recordIds = Array.from({ length: 500 }, () => 'r'.repeat(40));
    expect(estimatedBytesOf({ ...place, event: { ...event, recordIds } }) - plain).toBeGreaterThan(500 * 80);
  });
});
