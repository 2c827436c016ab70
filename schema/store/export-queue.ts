import { dropPages } from './export-changes.ts';
import { EXPORT_PAGE_KEPT_MS, exportPageId, OPEN_EXPORTS, type ExportCell } from '../canonical/export.ts';
import type { ExportJobDoc } from './export-jobs.ts';
import { MAJORITY } from './majority.ts';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';
import { together } from './together.ts';

/** Right of one gateway to write one export: over as soon as somebody else has a higher token. */
export interface ExportLease {
  readonly jobId: string;
  readonly token: number;
}

/** One page of a list as it is written. */
export interface ExportedPage {
  readonly rows: readonly (readonly ExportCell[])[];
  /** Behind its last row. */
  readonly cursor: string | null;
  /** Of the first page: rows of the list, and columns that are not granted. */
  readonly first: { readonly total: number; readonly notGranted: readonly string[] } | null;
}

type JobFields = Partial<Omit<ExportJobDoc, '_id'>>;

const FREE = { $or: [{ lease: null }, { $expr: { $lt: ['$lease.until', '$$NOW'] } }] };

/** The hub's own side of exports: who writes which, and what is written. All throw HubError HUB_STORE_UNAVAILABLE. */
export class ExportQueue {
  readonly #store: () => Store;

  constructor(store: () => Store) {
    this.#store = store;
  }

  /** Takes the export that waits longest and that nobody writes; null when there is none. */
  async acquire(holder: string, leaseMs: number, now: Date): Promise<ExportJobDoc | null> {
    const taken = await storing(
      this.#store().exportJobs.collection.findOneAndUpdate(
        { state: { $in: OPEN_EXPORTS as never[] }, ...FREE },
        [
          // Counted apart from the lease, which may be given back: a token is never used twice.
          {
            $set: {
              leases: { $add: ['$leases', 1] },
              state: 'RUNNING',
              startedAt: { $ifNull: ['$startedAt', now.toISOString()] },
            },
          },
          { $set: { lease: { holder, token: '$leases', until: untilIn(leaseMs) } } },
        ],
        { sort: { createdAt: 1 }, returnDocument: 'after', ...MAJORITY },
      ),
    );
    return taken as unknown as ExportJobDoc | null;
  }

  /** False when the lease is over. */
  async renew(lease: ExportLease, leaseMs: number): Promise<boolean> {
    const { matchedCount } = await storing(
      this.#store().exportJobs.collection.updateOne(held(lease), [
        { $set: { 'lease.until': untilIn(leaseMs) } },
      ]),
    );
    return matchedCount > 0;
  }

  /** Gives it back; another gateway may go on at once. */
  async release(lease: ExportLease): Promise<void> {
    await storing(this.#store().exportJobs.collection.updateOne(held(lease), { $set: { lease: null } }));
  }

  /** Writes a page behind those that are there, all or nothing, and renews the lease; false when it is over: then nothing was written. */
  async addPage(
    job: Pick<ExportJobDoc, '_id' | 'partner' | 'pages'>,
    lease: ExportLease,
    { rows, cursor, first }: ExportedPage,
    leaseMs: number,
    now: Date,
  ): Promise<boolean> {
    const store = this.#store();
    return together(store, async (session) => {
      const fields: JobFields = {
        cursor,
        ...(first === null ? {} : { total: first.total, notGranted: [...first.notGranted] }),
      };
      const { matchedCount } = await store.exportJobs.collection.updateOne(
        { ...held(lease), pages: job.pages },
        [
          {
            $set: {
              ...literally(fields),
              rows: { $add: ['$rows', rows.length] },
              pages: { $add: ['$pages', 1] },
              'lease.until': untilIn(leaseMs),
            },
          },
        ],
        { session },
      );
      if (matchedCount === 0) return false;
      const page = {
        _id: exportPageId(job._id, job.pages),
        jobId: job._id,
        partner: job.partner,
        rows: JSON.stringify(rows),
        removeAt: new Date(now.getTime() + EXPORT_PAGE_KEPT_MS),
      };
      await store.exportPages.collection.insertOne(page as never, { session });
      return true;
    });
  }

  /** The file is complete; false when the lease is over. */
  async finish(
    lease: ExportLease,
    fields: Pick<ExportJobDoc, 'finishedAt' | 'expiresAt' | 'secret' | 'truncated'>,
  ): Promise<boolean> {
    return this.#end(lease, { ...fields, state: 'DONE' });
  }

  /** It came to nothing: drops what is written. False when the lease is over. */
  async fail(lease: ExportLease, error: ExportJobDoc['error'], finishedAt: string): Promise<boolean> {
    const isEnded = await this.#end(lease, { state: 'FAILED', error, finishedAt, cursor: null });
    if (isEnded) await dropPages(this.#store(), [lease.jobId]);
    return isEnded;
  }

  async #end(lease: ExportLease, fields: JobFields): Promise<boolean> {
    const { matchedCount } = await storing(
      this.#store().exportJobs.collection.updateOne(
        held(lease),
        { $set: { ...fields, lease: null } },
        MAJORITY,
      ),
    );
    return matchedCount > 0;
  }
}

function held({ jobId, token }: ExportLease): Readonly<Record<string, never>> {
  return { _id: jobId, 'lease.token': token } as never;
}

function literally(fields: JobFields): Record<string, object> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { $literal: value }]));
}

function untilIn(leaseMs: number): object {
  return { $dateAdd: { startDate: '$$NOW', unit: 'millisecond', amount: leaseMs } };
}
