import type { AuditKind } from '../../../schema/canonical/audit.ts';
import type { ChainWriter } from './chain-writer.ts';
import { EntryOnItsWay } from './entry-on-its-way.ts';
import type { LookedAt } from './look.ts';
import { SeenTogether } from './seen-together.ts';
import { rangeDrafts, type RequestPart, type StreamRange } from './stream-ranges.ts';

/** Items that were sent since the last range was written. */
interface Range {
  from: string | null;
  to: string | null;
  count: number;
  seen: SeenTogether;
}

/** Writes entries of streams. Who has a stream open can wait while MongoDB starts anew or elects a primary; who has asked a question cannot. */
export type StreamChain = Pick<ChainWriter, 'write'>;

/** A stream goes on while its entry is written, unless that takes longer than it usually does. */
const HELD_AFTER_MS = 100;

/** One stream: its opening, each second which stretch of it was sent, its end. */
export class StreamAudit {
  readonly #chain: StreamChain;
  readonly #about: RequestPart;
  readonly #ended: () => void;
  readonly #startedMs = performance.now();
  #range: Range | undefined;
  #writing: EntryOnItsWay | undefined;
  #closing: Promise<void> | undefined;

  constructor(chain: StreamChain, about: RequestPart, ended: () => void) {
    this.#chain = chain;
    this.#about = about;
    this.#ended = ended;
  }

  open(): Promise<void> {
    return this.#write('STREAM_OPEN', []);
  }

  /** Whether an entry of what it was sent before is not durable yet: what it is sent meanwhile is told by the next. */
  get isWriting(): boolean {
    return this.#writing !== undefined && !this.#writing.isDurable;
  }

  /**
   * An item goes out: at once, or, where what was sent before is not written down yet, as soon as that is.
   * @throws HubError HUB_AUDIT_UNAVAILABLE when what was sent before could not be written down: the stream must end. So may the promise.
   */
  sending(cursor: string | null, seen: LookedAt): Promise<void> | undefined {
    const late = this.#writing?.isLate(HELD_AFTER_MS);
    if (late !== undefined) return late.then(() => this.sending(cursor, seen));
    this.#range ??= { from: cursor, to: cursor, count: 0, seen: SeenTogether.NOTHING };
    this.#range.to = cursor;
    this.#range.count += 1;
    this.#range.seen = this.#range.seen.and(seen);
    return undefined;
  }

  /** What was sent since it was taken last, if anything. Whoever takes it writes it down and tells by `awaits`. */
  take(): StreamRange | undefined {
    const range = this.#range;
    if (range === undefined) return undefined;
    this.#range = undefined;
    return { ...range, about: this.#about, durationMs: this.#durationMs() };
  }

  /** The entry with what was taken is on its way: its failure ends the stream, and the end of the stream waits for it. */
  awaits(entry: EntryOnItsWay): void {
    this.#writing = entry;
  }

  /** The last range and the end; once. */
  close(codes: readonly string[]): Promise<void> {
    this.#closing ??= this.#close(codes);
    return this.#closing;
  }

  async #close(codes: readonly string[]): Promise<void> {
    this.#ended();
    const before = this.#writing;
    writeRanges([this], this.#chain);
    // Both are handed to the chain at once, in this order.
    const closed = this.#write('STREAM_CLOSE', codes);
    await Promise.allSettled([before?.durable, this.#writing?.durable]);
    await closed;
  }

  #write(kind: AuditKind, codes: readonly string[]): Promise<void> {
    return this.#chain.write({
      ...this.#about,
      kind,
      rowIds: [],
      rowCount: 0,
      codes,
      durationMs: this.#durationMs(),
    });
  }

  #durationMs(): number {
    return Math.round(performance.now() - this.#startedMs);
  }
}

/** Writes down what streams were sent since the last time, those together that were sent the same. */
export function writeRanges(streams: Iterable<StreamAudit>, chain: StreamChain): void {
  const taken = new Map<StreamRange, StreamAudit>();
  for (const stream of streams) {
    const range = stream.take();
    if (range !== undefined) taken.set(range, stream);
  }
  for (const { draft, ranges } of rangeDrafts([...taken.keys()])) {
    const entry = new EntryOnItsWay(chain.write(draft));
    for (const range of ranges) taken.get(range)?.awaits(entry);
  }
}
