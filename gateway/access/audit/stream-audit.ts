import type { AuditDraft, AuditKind } from '../../../schema/canonical/audit.ts';
import type { ChainWriter } from './chain-writer.ts';
import { RowLook, type LookedAt } from './look.ts';

/** What entries of one request have in common. */
export type RequestPart = Omit<AuditDraft, 'kind' | 'rowIds' | 'rowCount' | 'codes' | 'durationMs'>;

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
    return this.#write('STREAM_OPEN', undefined, []);
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

  /** Writes the range, if anything was sent. */
  flush(): void {
    const range = this.#range;
    if (range === undefined) return;
    this.#range = undefined;
    const written = this.#write('STREAM_RANGE', range, []).catch((error: unknown) => {
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
    this.flush();
    // Both are handed to the chain at once, in this order.
    const closed = this.#write('STREAM_CLOSE', undefined, codes);
    await this.#writing;
    await closed;
  }

  #write(kind: AuditKind, range: Range | undefined, codes: readonly string[]): Promise<void> {
    const { ids, count } = range?.look.seen ?? { ids: [], count: 0 };
    return this.#chain.write({
      ...this.#about,
      kind,
      rowIds: ids,
      rowCount: count,
      codes,
      durationMs: Math.round(performance.now() - this.#startedMs),
      ...(range === undefined ? {} : { count: range.count, range: { from: range.from, to: range.to } }),
    });
  }
}
