import { exportPageId, type ExportCell } from '../../../schema/canonical/export.ts';
import type { ExportJobDoc, ExportPageDoc } from '../../../schema/store/export-jobs.ts';
import type { Caller } from '../../access/caller.ts';
import { ANALYST } from './ask.ts';

const AT = '2026-11-24T02:00:00.000Z';
const LATER = new Date('2099-01-01T00:00:00.000Z');

/** An export of somebody's that is done, as the store keeps it. */
export function exportJobOf(
  { partner, actor, purpose, access }: Pick<Caller, 'partner' | 'actor' | 'purpose' | 'access'>,
  given: Partial<ExportJobDoc> = {},
): ExportJobDoc {
  return {
    _id: 'export-0123456789abcdef',
    partner,
    actor,
    purpose,
    scopes: ['graph', 'graph:write'],
    accessKey: access.key,
    inputHash: 'hash',
    list: 'DISPUTES',
    criteria: '{"filter":{"regionCode":"320612"}}',
    columns: ['code'],
    format: 'CSV',
    timeZone: 'Asia/Shanghai',
    language: 'ZH_CN',
    fileName: '纠纷列表-20261124-100000.csv',
    state: 'DONE',
    rows: 1,
    total: 1,
    truncated: false,
    notGranted: [],
    cursor: null,
    pages: 1,
    lease: null,
    leases: 1,
    error: null,
    createdAt: AT,
    startedAt: AT,
    finishedAt: AT,
    expiresAt: LATER.toISOString(),
    secret: 'a-secret-of-this-export',
    removeAt: LATER,
    ...given,
  };
}

/** The first page of an export. */
export function exportPageOf(
  { _id: jobId, partner }: Pick<ExportJobDoc, '_id' | 'partner'>,
  rows: readonly (readonly ExportCell[])[],
): ExportPageDoc {
  return { _id: exportPageId(jobId, 0), jobId, partner, rows: JSON.stringify(rows), removeAt: LATER };
}

/** Exports of which every field says something. */
export const FULL_EXPORTS: readonly ExportJobDoc[] = [
  exportJobOf(ANALYST),
  exportJobOf(ANALYST, {
    _id: 'export-fedcba9876543210',
    state: 'FAILED',
    error: { code: 'HUB_GRANT_ENDED', message: 'what is granted has changed' },
    expiresAt: null,
    secret: null,
  }),
];
