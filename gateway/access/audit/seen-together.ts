import { canonicalJson } from '../../../schema/canonical/canonical-json.ts';
import { digest } from '../../../schema/canonical/ids.ts';
import { RowLook, type LookedAt } from './look.ts';

/**
 * The rows of several items that a stream was sent. Streams that were sent the same items hold the same object: what thousands saw is put
 * together once, and compared by being the same.
 */
export class SeenTogether {
  /** Of a stream that was sent nothing yet. */
  static readonly NOTHING = new SeenTogether(null, { ids: [], count: 0 });

  readonly #before: SeenTogether | null;
  readonly #last: LookedAt;
  /** For as long as somebody holds the item's rows. */
  readonly #next = new WeakMap<LookedAt, SeenTogether>();
  #rows: LookedAt | undefined;
  #digest: string | undefined;

  private constructor(before: SeenTogether | null, last: LookedAt) {
    this.#before = before;
    this.#last = last;
  }

  /** These rows and those of one item more. */
  and(seen: LookedAt): SeenTogether {
    let next = this.#next.get(seen);
    if (next === undefined) this.#next.set(seen, (next = new SeenTogether(this, seen)));
    return next;
  }

  get rows(): LookedAt {
    if (this.#rows === undefined) {
      const items = [this.#last];
      for (let before = this.#before; before !== null; before = before.#before) items.push(before.#last);
      const look = new RowLook();
      for (const item of items.reverse()) look.merge(item);
      this.#rows = look.seen;
    }
    return this.#rows;
  }

  /** Equal where the rows are. */
  get digest(): string {
    this.#digest ??= digest(canonicalJson([this.rows.ids, this.rows.count]));
    return this.#digest;
  }
}
