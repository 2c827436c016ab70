import { auditHashOf, type AuditChain, type AuditCheckpoint } from '../canonical/audit.ts';
import { auditEntryIdOf, type AuditEntryDoc } from './audit-docs.ts';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';

/** The first link of a chain that does not hold. */
export interface BadLink {
  readonly chain: string;
  /** Null when the chain as a whole is meant. */
  readonly seq: number | null;
  readonly problem: string;
}

export interface AuditVerdict {
  readonly chains: number;
  readonly entries: number;
  /** Heads of checkpoints that were held against the store. */
  readonly heads: number;
  /** In the order in which they were found, one for each chain at most. */
  readonly bad: readonly BadLink[];
}

export interface VerifyOptions {
  /** Signatures are checked by who reads them. */
  readonly checkpoints?: AsyncIterable<AuditCheckpoint>;
  /** Only entries from here on, UTC instants; the link before the first is taken as it is. */
  readonly from?: string | null;
  readonly to?: string | null;
}

const BATCH = 500;

/** Goes through all chains link by link, holding one batch of entries in memory. @throws HubError HUB_STORE_UNAVAILABLE */
export async function verifyAudit(store: Store, options: VerifyOptions = {}): Promise<AuditVerdict> {
  const bad = new Map<string, BadLink>();
  const blame = (link: BadLink): void => {
    if (!bad.has(link.chain)) bad.set(link.chain, link);
  };
  let chains = 0;
  let entries = 0;
  for await (const { _id, ...rest } of store.auditChains
    .find()
    .sort({ startedAt: 1, _id: 1 })
    .lean()
    .cursor()) {
    chains += 1;
    const chain: AuditChain = { id: _id, ...rest };
    if (auditHashOf(chain) !== chain.firstHash) {
      blame({
        chain: _id,
        seq: null,
        problem: 'its registration was changed: it does not give its first hash',
      });
    }
    entries += await verifyChain(store, chain, options, blame);
  }
  await findUnregistered(store, blame);
  const heads = await holdAgainst(store, options.checkpoints, blame);
  return { chains, entries, heads, bad: [...bad.values()] };
}

async function verifyChain(
  store: Store,
  { id: chain, firstHash }: AuditChain,
  { from = null, to = null }: VerifyOptions,
  blame: (link: BadLink) => void,
): Promise<number> {
  const first = from === null ? 1 : await firstSince(store, chain, from);
  if (first === null) return 0;
  let expected = first;
  let previous = first === 1 ? firstHash : null;
  let seen = 0;
  const cursor = store.auditEntries
    .find({ chain, seq: { $gte: first } })
    .sort({ seq: 1 })
    .lean()
    .cursor({ batchSize: BATCH });
  for await (const entry of cursor) {
    if (to !== null && entry.at >= to) break;
    seen += 1;
    const problem =
      entry.seq !== expected
        ? `entry ${expected} is missing: the next one there is ${entry.seq}`
        : auditHashOf(entry) !== entry.hash
          ? 'it was changed, or put in the place of another: its content does not give its hash'
          : previous !== null && entry.previous !== previous
            ? 'it does not hang on the entry before it: one of the two was put there or exchanged'
            : entry._id !== auditEntryIdOf(chain, entry.seq)
              ? 'it stands under an identifier that is not its own'
              : null;
    if (problem !== null) {
      blame({ chain, seq: expected, problem });
      await cursor.close();
      break;
    }
    expected += 1;
    previous = entry.hash;
  }
  return seen;
}

async function firstSince(store: Store, chain: string, from: string): Promise<number | null> {
  const [entry] = await storing(
    store.auditEntries
      .find({ chain, at: { $gte: from } }, { seq: 1 })
      .sort({ seq: 1 })
      .limit(1)
      .lean()
      .exec(),
  );
  return entry?.seq ?? null;
}

async function findUnregistered(store: Store, blame: (link: BadLink) => void): Promise<void> {
  const strangers: AsyncIterable<{ _id: string; seq: number }> = store.auditEntries
    .aggregate<{ _id: string; seq: number }>([
      { $sort: { chain: 1, seq: 1 } },
      { $group: { _id: '$chain', seq: { $first: '$seq' } } },
      { $lookup: { from: 'auditChains', localField: '_id', foreignField: '_id', as: 'registered' } },
      { $match: { registered: { $size: 0 } } },
    ])
    .cursor();
  for await (const { _id, seq } of strangers) {
    blame({ chain: _id, seq, problem: 'its chain is not registered' });
  }
}

/** A head that was signed must be there: only so is a cut-off tail found, or a chain that was made anew. */
async function holdAgainst(
  store: Store,
  checkpoints: AsyncIterable<AuditCheckpoint> | undefined,
  blame: (link: BadLink) => void,
): Promise<number> {
  let held = 0;
  if (checkpoints === undefined) return held;
  for await (const { heads, at } of checkpoints) {
    for (let begin = 0; begin < heads.length; begin += BATCH) {
      const asked = heads.slice(begin, begin + BATCH);
      const ids = asked.map(({ chain, seq }) => auditEntryIdOf(chain, seq));
      const found = await storing(
        store.auditEntries
          .find({ _id: { $in: ids } }, { hash: 1 })
          .lean<Pick<AuditEntryDoc, '_id' | 'hash'>[]>()
          .exec(),
      );
      const hashes = new Map(found.map(({ _id, hash }): [string, string] => [_id, hash]));
      for (const { chain, seq, hash } of asked) {
        held += 1;
        const there = hashes.get(auditEntryIdOf(chain, seq));
        if (there === hash) continue;
        const problem =
          there === undefined
            ? `it is gone: the checkpoint of ${at} has it, so the tail of the chain was cut off`
            : `it is not the one that the checkpoint of ${at} has: the chain was made anew`;
        blame({ chain, seq, problem });
      }
    }
  }
  return held;
}
