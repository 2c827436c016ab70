import type { AuditKind } from '../../../schema/canonical/audit.ts';
import type { ChainWriter } from './chain-writer.ts';
import { RowLook, type LookedAt } from './look.ts';
import { rangeDrafts, type RequestPart, type StreamRange } from './stream-ranges.ts';

/** Items that were sent since the last range was written. */
interface Range {
  from: string | null;
  to: string | null;
  count: number;
  readonly look: RowLook;
}

/** One stream: its opening, each second which stretch of it was sent, its end. */
export class StreamAudit {
  readonly #chain: Pick<ChainWriter, 'write'>;
  readonly #about: RequestPart;
  readonly #ended: () => void;
  readonly #startedMs = performance.now();
  #range: Range | undefined;
  #fault: Error | undefined;
  #writing: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;

  constructor(chain: Pick<ChainWriter, 'write'>, about: RequestPart, ended: () => void) {
    this.#chain = chain;
    this.#about = about;
    this.#ended = ended;
  }

  open(): Promise<void> {
    return this.#write('STREAM_OPEN', []);
  }

  /**
   * An item goes out. @throws HubError HUB_AUDIT_UNAVAILABLE when what was sent before could not be written down: the stream must end.
   */
  sending(cursor: string | null, seen: LookedAt): void {
    if (this.#fault !== undefined) throw this.#fault;
    this.#range ??= { from: cursor, to: cursor, count: 0, look: new RowLook() };
    this.#range.to = cursor;
    this.#range.count += 1;
    this.#range.look.merge(seen);
  }

  /** What was sent since it was taken last, if anything. Whoever takes it writes it down and tells by `awaits`. */
  take(): StreamRange | undefined {
    const range = this.#range;
    if (range === undefined) return undefined;
    this.#range = undefined;
    const { from, to, count, look } = range;
    return { about: this.#about, from, to, count, seen: look.seen, durationMs: this.#durationMs() };
  }

  /** The entry with what was taken is on its way: its failure ends the stream, and the end of the stream waits for it. */
  awaits(entry: Promise<void>): void {
    const written = entry.catch((error: unknown) => {
      this.#fault ??= error instanceof Error ? error : new Error(String(error));
    });
    this.#writing = Promise.all([this.#writing, written]).then(() => undefined);
  }

  /** The last range and the end; once. */
  close(codes: readonly string[]): Promise<void> {
    this.#closing ??= this.#close(codes);
    return this.#closing;
  }

  async #close(codes: readonly string[]): Promise<void> {
    this.#ended();
    writeRanges([this], this.#chain);
    // Both are handed to the chain at once, in this order.
    const closed = this.#write('STREAM_CLOSE', codes);
    await this.#writing;
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
export function writeRanges(streams: Iterable<StreamAudit>, chain: Pick<ChainWriter, 'write'>): void {
  const taken = new Map<StreamRange, StreamAudit>();
  for (const stream of streams) {
    const range = stream.take();
    if (range !== undefined) taken.set(range, stream);
  }
  for (const { draft, ranges } of rangeDrafts([...taken.keys()])) {
    const entry = chain.write(draft);
    for (const range of ranges) taken.get(range)?.awaits(entry);
  }
}
