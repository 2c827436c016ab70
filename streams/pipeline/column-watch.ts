import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { FeedColumnsDoc } from '../../schema/store/feed-quality.ts';
import type { Store } from '../../schema/store/models.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { EMPTY_SHAPE, observe, type ObservedRow } from '../stages/detect/column-drift.ts';
import { unknownColumnTest } from '../stages/detect/unknown-columns.ts';

/** A row as the feed's mapping read it, with what tells its form. */
export interface WatchedRow {
  readonly feed: FeedName;
  readonly recordId: string;
  readonly contentType: string;
  readonly profile: string | null;
  readonly columns: RecordDraft['columns'];
  readonly flags: readonly string[];
}

/** Rows looked at in a second of one form, beside those with columns that the mapping does not know: a few dozen tell as much as all. */
const ROWS_A_SECOND = 50;
const FLAGGED_ROWS_A_SECOND = 200;
const EVERY_MS = 2_000;
const MOST_TRIES = 20;
const UNKNOWN_COLUMNS = 'UNKNOWN_COLUMNS:';
/** The hub's own messages about a record repeat columns that were seen before. */
const OWN_MESSAGE = 'application/vnd.tributary.';

interface Form {
  readonly feed: FeedName;
  readonly form: string;
  rows: ObservedRow[];
}

/**
 * Watches the shape of what agencies send: takes a sample of rows and keeps `feedColumns` by the rules of `observe`. Several processes may
 * watch the same form: each change is a compare-and-set. A write that fails loses the sample of two seconds and nothing else.
 */
export class ColumnWatch {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #onError: (error: unknown) => void;
  #forms = new Map<string, Form>();
  readonly #budgets = new Map<string, { second: number; plain: number; flagged: number }>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Store, now: () => Date, onError: (error: unknown) => void) {
    this.#store = store;
    this.#now = now;
    this.#onError = onError;
  }

  see(row: WatchedRow, at: Date): void {
    if (row.contentType.startsWith(OWN_MESSAGE)) return;
    const id = `${row.feed}|${formOf(row)}`;
    const flag = row.flags.find((name) => name.startsWith(UNKNOWN_COLUMNS));
    if (!this.#isWanted(id, flag !== undefined, at)) return;
    let form = this.#forms.get(id);
    if (form === undefined) {
      form = { feed: row.feed, form: formOf(row), rows: [] };
      this.#forms.set(id, form);
    }
    form.rows.push({
      recordId: row.recordId,
      columns: row.columns,
      isUnknown: unknownColumnTest(flag),
      textual: !/[/+]json\b/.test(row.contentType),
      at: at.toISOString(),
    });
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#writing = this.#writing.then(() => this.#write());
    }, EVERY_MS);
  }

  /** Writes what is left. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#writing;
    await this.#write();
  }

  #isWanted(id: string, isFlagged: boolean, at: Date): boolean {
    const second = Math.floor(at.getTime() / 1_000);
    let budget = this.#budgets.get(id);
    if (budget?.second !== second) {
      budget = { second, plain: ROWS_A_SECOND, flagged: FLAGGED_ROWS_A_SECOND };
      this.#budgets.set(id, budget);
    }
    const purse = isFlagged ? 'flagged' : 'plain';
    if (budget[purse] === 0) return false;
    budget[purse] -= 1;
    return true;
  }

  async #write(): Promise<void> {
    const forms = this.#forms;
    this.#forms = new Map();
    for (const [id, form] of forms) {
      try {
        await this.#merge(id, form);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  async #merge(id: string, { feed, form, rows }: Form): Promise<void> {
    const collection = this.#store.connection.collection<FeedColumnsDoc>(
      this.#store.feedColumns.collection.collectionName,
    );
    for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
      const before = await collection.findOne({ _id: id });
      const shape = observe(before ?? EMPTY_SHAPE, rows, this.#now());
      const next = { ...pick(shape), feed, form, rev: (before?.rev ?? 0) + 1 };
      try {
        const { matchedCount, upsertedCount } = await collection.replaceOne(
          { _id: id, rev: before?.rev ?? 0 },
          next,
          { upsert: before === null },
        );
        if (matchedCount + upsertedCount > 0) return;
      } catch (error) {
        // Another process made the first document of this form at the same time: read that one.
        if (!(error instanceof Error && 'code' in error && error.code === 11_000)) throw error;
      }
    }
  }
}

function pick({ rows, columns, findings }: ReturnType<typeof observe>): ReturnType<typeof observe> {
  return { rows, columns, findings };
}

/** `nyc text/csv`, `application/json`. Parameters such as the charset are no other form. */
function formOf({ contentType, profile }: WatchedRow): string {
  const mediaType = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  return profile === null ? mediaType : `${profile} ${mediaType}`;
}
