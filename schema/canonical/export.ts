/** Lists that can be exported. */
export const EXPORT_LISTS = [
  'DISPUTES',
  'SEARCH',
  'LINK_REVIEWS',
  'AUDIT_ENTRIES',
  'AUDIT_USAGE',
  'CATALOGUE',
  'GRANTS',
  'ACCESS_APPLICATIONS',
  'CORRECTIONS',
  'BREAK_GLASSES',
  'ERASURES',
  'LEGAL_HOLDS',
  'RISK_EVENTS',
  'HOT_SPOTS',
  'HOT_SPOT_DISPUTES',
  'WEBHOOKS',
  'WEBHOOK_DELIVERIES',
  'FEEDS',
  'DEAD_LETTERS',
  'COLUMN_DRIFT',
  'FEED_COLUMNS',
  'POLICE_INCIDENTS',
  'HOTLINE_TICKETS',
  'COURT_CASES',
  'GRID_EVENTS',
  'SERVICE_REQUESTS',
  'GRIDS',
  'COMMUNITIES',
  'MEDIATION_COMMITTEES',
  'MEDIATORS',
  'TIMELINE',
  'DISPUTE_RECORDS',
  'LINKS',
  'LINK_DECISIONS',
  'RISK_HISTORY',
  'WORKFLOW_EVENTS',
  'DISPUTE_STATS',
  'MEDIATOR_POINTS',
  'AGENCY_POINTS',
  'SAVED_VIEWS',
  'EXPORT_JOBS',
] as const;
export type ExportList = (typeof EXPORT_LISTS)[number];
export const EXPORT_FORMATS = ['CSV', 'XLSX'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const EXPORT_LANGUAGES = ['ZH_CN', 'ZH_TW', 'EN'] as const;
export type ExportLanguage = (typeof EXPORT_LANGUAGES)[number];
/** As stored: a file that is over its time is DONE still, and told as EXPIRED. */
export const EXPORT_STATES = ['QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];
export const OPEN_EXPORTS: readonly ExportState[] = ['QUEUED', 'RUNNING'];

/** What stands in a cell: a moment is a text in UTC, and shown by its column. */
export type ExportCell = string | number | null;

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

/** An export and who asked for it. */
export interface WhoseExport {
  readonly _id: string;
  readonly partner: string;
  readonly actor: string;
}

/** What stands in each row, by which a copy is traced to who made it. */
export function watermarkOf({ _id, partner, actor }: WhoseExport): string {
  return `${partner}/${actor}/${_id.slice('export-'.length, 'export-'.length + 8)}`;
}
