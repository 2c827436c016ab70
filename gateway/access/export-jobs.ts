import { HubError } from '../../schema/canonical/hub-error.ts';
import {
  EXPORT_JOB_KEPT_MS,
  exportPageId,
  OPEN_EXPORTS,
  type ExportCell,
} from '../../schema/canonical/export.ts';
import type { ExportJobDoc } from '../../schema/store/export-jobs.ts';
import type { Caller } from './caller.ts';
import { afterFilter, allOf, keysetSort, type KeysetPosition } from './criteria.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** An export as whoever asked for it gets it. */
export type ExportJob = Omit<ExportJobDoc, 'lease' | 'leases'>;

/** An export as it is asked for. */
export type ExportToCreate = Pick<
  ExportJobDoc,
  'inputHash' | 'list' | 'criteria' | 'columns' | 'format' | 'timeZone' | 'language' | 'fileName'
> & { readonly clientMutationId: string };

/** Exports of the caller's own: nobody else's are there. */
export interface ExportReads {
  exportJob(id: string): Promise<ExportJob | null>;
  /** The newest first. */
  exportJobPage(after: KeysetPosition | null, limit: number): Promise<readonly ExportJob[]>;
  countExportJobs(upTo: number): Promise<number>;
  /** Rows of one page of an export of the caller's partner, by its number from 0; null when it is not there any more. */
  exportPage(jobId: string, page: number): Promise<readonly (readonly ExportCell[])[] | null>;
}

/** Both throw HubError HUB_NOT_FOUND for one that is not the caller's. */
export interface ExportWrites {
  /** The same call again answers what it made. @throws HubError HUB_FORBIDDEN, HUB_LIMIT_EXCEEDED, HUB_IDEMPOTENCY_MISMATCH. */
  createExport(asked: ExportToCreate): Promise<ExportJob>;
  cancelExport(id: string): Promise<ExportJob>;
}

/** Exports of one person that are under way at once. */
export const MOST_OPEN_EXPORTS = 5;
const SHOWN = { lease: 0, leases: 0 } as const;

export function exportJobs(
  reader: Reader,
  writer: Writer,
  caller: Pick<Caller, 'actor' | 'access'>,
  now: () => Date,
): ExportReads & ExportWrites {
  const { actor, access } = caller;
  const exportJob = async (id: string): Promise<ExportJob | null> =>
    (await reader.find('exportJobs', { _id: id, actor }, { projection: SHOWN }))[0] ?? null;
  const there = async (id: string): Promise<ExportJob> => {
    const job = await exportJob(id);
    if (job !== null) return job;
    throw new HubError('HUB_NOT_FOUND', `there is no export ${id.slice(0, 100)} of yours`, { field: 'id' });
  };
  return {
    exportJob,
    exportJobPage: (after, limit) =>
      reader.find('exportJobs', allOf([{ actor }, ...afterFilter('createdAt', 'DESC', after)]), {
        projection: SHOWN,
        sort: keysetSort('createdAt', 'DESC'),
        limit,
      }),
    countExportJobs: (upTo) => reader.count('exportJobs', { actor }, upTo),
    exportPage: async (jobId, page) => {
      const [found] = await reader.find('exportPages', { _id: exportPageId(jobId, page) });
      return found === undefined ? null : (JSON.parse(found.rows) as ExportCell[][]);
    },
    createExport: async ({ clientMutationId, ...asked }) => {
      if (!access.rights.has('EXPORT')) {
        throw new HubError('HUB_FORBIDDEN', 'exporting a list needs the right EXPORT; apply for it');
      }
      const id = writer.personalIdOf('export', clientMutationId);
      const known = await exportJob(id);
      if (known !== null) return sameInput(known, asked.inputHash);
      const open = { actor, state: { $in: OPEN_EXPORTS } };
      if ((await reader.count('exportJobs', open, MOST_OPEN_EXPORTS)) >= MOST_OPEN_EXPORTS) {
        throw new HubError(
          'HUB_LIMIT_EXCEEDED',
          `${MOST_OPEN_EXPORTS} exports of yours are under way, which is as many as one person may have; wait for one, or cancel it`,
          { field: 'exports' },
        );
      }
      const at = now();
      await writer.insertExport({
        _id: id,
        accessKey: access.key,
        ...asked,
        state: 'QUEUED',
        rows: 0,
        total: null,
        truncated: false,
        notGranted: [],
        cursor: null,
        pages: 0,
        lease: null,
        leases: 0,
        error: null,
        createdAt: at.toISOString(),
        startedAt: null,
        finishedAt: null,
        expiresAt: null,
        secret: null,
        removeAt: new Date(at.getTime() + EXPORT_JOB_KEPT_MS),
      });
      return sameInput(await there(id), asked.inputHash);
    },
    cancelExport: async (id) => {
      await there(id);
      await writer.cancelExport(id, now().toISOString());
      return there(id);
    },
  };
}

function sameInput(job: ExportJob, inputHash: string): ExportJob {
  if (job.inputHash === inputHash) return job;
  throw new HubError(
    'HUB_IDEMPOTENCY_MISMATCH',
    'clientMutationId: it was used for another export; use a new one for each',
    { field: 'clientMutationId' },
  );
}
