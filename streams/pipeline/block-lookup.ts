import { LRUCache } from 'lru-cache';
import type { BlockKeyDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { BlockQuestion } from '../stages/link/neighbourhood.ts';

/** Blocks up to this size are read whole, all at once; of larger ones only what stands near a record. */
const LARGE_BLOCK = 300;
/** Rows a key that all blocks together may have before they are counted. */
const FEW_ROWS_A_KEY = 20;
/** Large blocks that are remembered. */
const MOST_LARGE = 50_000;

type Row = Pick<BlockKeyDoc, 'key' | 'recordId' | 'reportedAt'>;

/** All that is asked of a block key stands in its index. */
const ROW_FIELDS = { _id: 0, key: 1, reportedAt: 1, recordId: 1 } as const;

/**
 * Who stands near whom. What a record costs does not grow with the number of records: nearly always all blocks together are small and are one
 * question; else the large ones, which stay large and are remembered, are asked for their neighbours only.
 */
export class BlockLookup {
  readonly #store: Store;
  readonly #large = new LRUCache<string, true>({ max: MOST_LARGE });

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * For each question the records under its key that were reported next before and after it.
   * @throws HubError HUB_STORE_UNAVAILABLE.
   */
  async idsNear(questions: readonly BlockQuestion[]): Promise<readonly (readonly string[])[]> {
    const blocks = await this.#smallBlocks([...new Set(questions.map(({ key }) => key))]);
    const answer = async (question: BlockQuestion): Promise<readonly string[]> => {
      const block = blocks.get(question.key);
      return block === undefined ? await this.#askNear(question) : nearIn(block, question);
    };
    return await Promise.all(questions.map(answer));
  }

  /** The blocks of these keys, each in order of time; those that are large are left out. */
  async #smallBlocks(keys: readonly string[]): Promise<ReadonlyMap<string, readonly Row[]>> {
    let small = keys.filter((key) => this.#large.get(key) === undefined);
    const limit = 2_000 + FEW_ROWS_A_KEY * small.length;
    let rows = await this.#rowsOf(small, limit);
    if (rows.length === limit) {
      for (const key of await this.#countLarge(small)) this.#large.set(key, true);
      small = small.filter((key) => !this.#large.has(key));
      rows = await this.#rowsOf(small, null);
    }
    const blocks = new Map<string, Row[]>(small.map((key) => [key, []]));
    for (const row of rows) blocks.get(row.key)?.push(row);
    for (const block of blocks.values()) block.sort((a, b) => (a.reportedAt < b.reportedAt ? -1 : 1));
    return blocks;
  }

  async #rowsOf(keys: readonly string[], limit: number | null): Promise<Row[]> {
    if (keys.length === 0) return [];
    const found = this.#store.blockKeys.find({ key: { $in: [...keys] } }, ROW_FIELDS);
    return await storing((limit === null ? found : found.limit(limit)).lean<Row[]>().exec());
  }

  async #countLarge(keys: readonly string[]): Promise<string[]> {
    const counted = await storing(
      this.#store.blockKeys
        .aggregate<{ _id: string }>([
          { $match: { key: { $in: [...keys] } } },
          { $group: { _id: '$key', rows: { $sum: 1 } } },
          { $match: { rows: { $gt: LARGE_BLOCK } } },
        ])
        .exec(),
    );
    return counted.map(({ _id }) => _id);
  }

  async #askNear({ key, reportedAt, most }: BlockQuestion): Promise<readonly string[]> {
    const side = (bound: object, order: 1 | -1): Promise<Row[]> =>
      storing(
        this.#store.blockKeys
          .find({ key, reportedAt: bound }, ROW_FIELDS)
          .sort({ reportedAt: order })
          .limit(most)
          .lean<Row[]>()
          .exec(),
      );
    const [before, after] = await Promise.all([side({ $lte: reportedAt }, -1), side({ $gt: reportedAt }, 1)]);
    return [...before, ...after].map(({ recordId }) => recordId);
  }
}

/** The same of a block that is there, in order of time. */
function nearIn(block: readonly Row[], { reportedAt, most }: BlockQuestion): readonly string[] {
  let after = block.findIndex((row) => row.reportedAt > reportedAt);
  if (after < 0) after = block.length;
  return block.slice(Math.max(0, after - most), after + most).map(({ recordId }) => recordId);
}
