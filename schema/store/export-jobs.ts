import type { ExportFormat, ExportLanguage, ExportList, ExportState } from '../canonical/export.ts';

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
