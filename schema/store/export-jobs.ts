/** Lists that can be exported. */
export const EXPORT_LISTS = ['DISPUTES', 'SEARCH', 'LINK_REVIEWS', 'AUDIT_ENTRIES'] as const;
export type ExportList = (typeof EXPORT_LISTS)[number];
export const EXPORT_FORMATS = ['CSV', 'XLSX'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const EXPORT_LANGUAGES = ['ZH_CN', 'ZH_TW', 'EN'] as const;
export type ExportLanguage = (typeof EXPORT_LANGUAGES)[number];
/** As stored: a file that is over its time is DONE still, and told as EXPIRED. */
export const EXPORT_STATES = ['QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];
export const OPEN_EXPORTS: readonly ExportState[] = ['QUEUED', 'RUNNING'];

/** One list on its way into a file. Times are UTC. */
export interface ExportJobDoc {
  /** `export-<hash of partner, actor and clientMutationId>`: the same call makes one. */
  _id: string;
  partner: string;
  actor: string;
  purpose: string | null;
  /** What the token let its bearer do. */
  scopes: string[];
  /** `Access.key` of who asked: a file shows what one access allows, from its first row to the last. */
  accessKey: string;
  inputHash: string;
  list: ExportList;
  /** JSON text: variables of the list's own query. */
  criteria: string;
  columns: string[];
  format: ExportFormat;
  timeZone: string;
  language: ExportLanguage;
  fileName: string;
  state: ExportState;
  rows: number;
  /** Rows of the list when it began; null before. */
  total: number | null;
  truncated: boolean;
  /** Columns that are not granted: empty in the file. */
  notGranted: string[];
  /** Behind the last row that is written; null before the first page. */
  cursor: string | null;
  /** Pages that are written, numbered from 0. */
  pages: number;
  /** The gateway that writes it: only who holds the token may. By the clock of MongoDB. */
  lease: { holder: string; token: number; until: Date } | null;
  leases: number;
  error: { code: string; message: string } | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Until when the file can be fetched; null until it is done. */
  expiresAt: string | null;
  /** Part of the file's address; null until it is done. */
  secret: string | null;
  /** The job itself is removed then. */
  removeAt: Date;
}

/** What stands in a cell: a moment is a text in UTC, and shown by its column. */
export type ExportCell = string | number | null;

/** One page of a list. */
export interface ExportPageDoc {
  /** `exportPageId`. */
  _id: string;
  jobId: string;
  partner: string;
  /** JSON text of `ExportCell[][]`. */
  rows: string;
  /** Removed then, at the latest. */
  removeAt: Date;
}

const HOUR_MS = 3_600_000;
/** How long a file can be fetched. */
export const EXPORT_FILE_KEPT_MS = 24 * HOUR_MS;
/** Longest from being asked for to being done: longer, and nobody waits for it. */
export const EXPORT_LONGEST_MS = 24 * HOUR_MS;
export const EXPORT_PAGE_KEPT_MS = EXPORT_LONGEST_MS + EXPORT_FILE_KEPT_MS;
export const EXPORT_JOB_KEPT_MS = 7 * 24 * HOUR_MS;
/** Rows in one file. */
export const MOST_EXPORT_ROWS = 100_000;

export function exportPageId(jobId: string, page: number): string {
  return `${jobId}|${String(page).padStart(6, '0')}`;
}

/** What stands in each row, by which a copy is traced to who made it. */
export function watermarkOf({
  _id,
  partner,
  actor,
}: Pick<ExportJobDoc, '_id' | 'partner' | 'actor'>): string {
  return `${partner}/${actor}/${_id.slice('export-'.length, 'export-'.length + 8)}`;
}
