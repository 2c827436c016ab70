import type { AuditEntry, AuditHead } from '../canonical/audit.ts';
import { auditEntryIdOf, type AuditChainDoc } from './audit-docs.ts';
import { MAJORITY } from './majority.ts';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';

const DUPLICATE_KEY = 11_000;

/** The collections of the audit as a gateway writes them. Everything throws HubError HUB_STORE_UNAVAILABLE when MongoDB does not answer. */
export class AuditLog {
  readonly #store: () => Store;

  constructor(store: () => Store) {
    this.#store = store;
  }

  /** The chain that was registered last on a host. */
  async lastChainOf(host: string): Promise<string | null> {
    const [last] = await storing(
      this.#store().auditChains.find({ host }).sort({ startedAt: -1, _id: -1 }).limit(1).lean().exec(),
    );
    return last?._id ?? null;
  }

  /** Durable on a majority when it resolves; the same registration again is none. */
  async register(chain: AuditChainDoc): Promise<void> {
    try {
      await storing(this.#store().auditChains.collection.insertOne({ ...chain } as never, MAJORITY));
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }

  /** Adds entries in their order, all durable on a majority when it resolves. A fault leaves a beginning of them, as `headOf` tells. */
  async append(entries: readonly AuditEntry[]): Promise<void> {
    const docs = entries.map((entry) => ({ _id: auditEntryIdOf(entry.chain, entry.seq), ...entry }));
    await storing(
      this.#store().auditEntries.collection.insertMany(docs as never, { ordered: true, ...MAJORITY }),
    );
  }

  /** The last entry of a chain. */
  async headOf(chain: string): Promise<AuditHead | null> {
    const [head] = await storing(
      this.#store()
        .auditEntries.find({ chain }, { chain: 1, seq: 1, hash: 1 })
        .sort({ seq: -1 })
        .limit(1)
        .lean()
        .exec(),
    );
    return head === undefined ? null : { chain: head.chain, seq: head.seq, hash: head.hash };
  }

  /** The last entries of all chains, one look at the index each. */
  async heads(): Promise<AuditHead[]> {
    const found = await storing(
      this.#store()
        .auditEntries.aggregate<{ _id: string; seq: number; hash: string }>([
          { $sort: { chain: 1, seq: -1 } },
          { $group: { _id: '$chain', seq: { $first: '$seq' }, hash: { $first: '$hash' } } },
        ])
        .exec(),
    );
    return found
      .map(({ _id, seq, hash }) => ({ chain: _id, seq, hash }))
      .sort((a, b) => (a.chain < b.chain ? -1 : 1));
  }
}

function isDuplicate(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && cause.code === DUPLICATE_KEY) return true;
  }
  return false;
}
