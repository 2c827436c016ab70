import type { BlockKeyDoc, Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { BlockQuestion } from '../stages/link/neighbourhood.ts';

/** Blocks up to this size are read whole, all at once; of larger ones only what stands near a record. */
const LARGE_BLOCK = 500;
/** Rows a key that all blocks together may have before they are counted. */
const FEW_ROWS_A_KEY = 20;

type Row = Pick<BlockKeyDoc, 'recordId' | 'reportedAt'>;

/**
 * For each question the records under its key that were reported next before and after it. What a record costs does not grow with the number
 * of records: nearly always all blocks together are small and are one question; else the large ones are asked for their neighbours only.
 */
export async function idsNear(
  store: Store,
  questions: readonly BlockQuestion[],
): Promise<readonly (readonly string[])[]> {
  if (questions.length === 0) return [];
  const keys = [...new Set(questions.map(({ key }) => key))];
  const limit = 2_000 + FEW_ROWS_A_KEY * keys.length;
  let rows = await rowsOf(store, keys, limit);
  let large = new Set<string>();
  if (rows.length === limit) {
    large = await largeBlocks(store, keys);
    rows = await rowsOf(
      store,
      keys.filter((key) => !large.has(key)),
      null,
    );
  }
  const blocks = Map.groupBy(rows, ({ key }) => key);
  for (const block of blocks.values()) block.sort((a, b) => (a.reportedAt < b.reportedAt ? -1 : 1));
  const answer = async (question: BlockQuestion): Promise<readonly string[]> =>
    large.has(question.key) ? askNear(store, question) : nearIn(blocks.get(question.key) ?? [], question);
  return Promise.all(questions.map(answer));
}

async function rowsOf(store: Store, keys: readonly string[], limit: number | null): Promise<BlockKeyDoc[]> {
  if (keys.length === 0) return [];
  const found = store.blockKeys.find({ key: { $in: [...keys] } });
  return storing((limit === null ? found : found.limit(limit)).lean<BlockKeyDoc[]>().exec());
}

async function largeBlocks(store: Store, keys: readonly string[]): Promise<Set<string>> {
  const counted = await storing(
    store.blockKeys
      .aggregate<{ _id: string }>([
        { $match: { key: { $in: [...keys] } } },
        { $group: { _id: '$key', rows: { $sum: 1 } } },
        { $match: { rows: { $gt: LARGE_BLOCK } } },
      ])
      .exec(),
  );
  return new Set(counted.map(({ _id }) => _id));
}

async function askNear(store: Store, { key, reportedAt, most }: BlockQuestion): Promise<readonly string[]> {
  const side = (bound: object, order: 1 | -1): Promise<Row[]> =>
    storing(
      store.blockKeys
        .find({ key, reportedAt: bound }, { recordId: 1 })
        .sort({ reportedAt: order })
        .limit(most)
        .lean<Row[]>()
        .exec(),
    );
  const [before, after] = await Promise.all([side({ $lte: reportedAt }, -1), side({ $gt: reportedAt }, 1)]);
  return [...before, ...after].map(({ recordId }) => recordId);
}

/** The same of a block that is there, in order of time. */
function nearIn(block: readonly Row[], { reportedAt, most }: BlockQuestion): readonly string[] {
  let after = block.findIndex((row) => row.reportedAt > reportedAt);
  if (after < 0) after = block.length;
  return block.slice(Math.max(0, after - most), after + most).map(({ recordId }) => recordId);
}
