import type { DisputeOrder, ExportList, FeedName } from '../../vocabulary/enums.ts';
import type { CreateExportVariables } from './exports.ts';

type Input = CreateExportVariables['input'];
type How = 'clientMutationId' | 'list' | 'columns' | 'format' | 'timeZone' | 'language';

/** A list as a page shows it, with what it is asked by. */
export interface ExportSource {
  readonly list: ExportList;
  readonly rows: Omit<Input, How>;
}

/** A list as a whole. */
export function wholeSource(list: ExportList): ExportSource {
  return { list, rows: {} };
}

/** Disputes by a filter and in an order. */
export function disputesSource(
  filter: Readonly<Record<string, unknown>>,
  orderBy: DisputeOrder = 'LAST_ACTIVITY_DESC',
): ExportSource {
  return { list: 'DISPUTES', rows: { disputes: { filter, orderBy } } };
}

/** Records that a search finds. */
export function searchSource(query: string): ExportSource {
  return { list: 'SEARCH', rows: { search: { query } } };
}

/** All lists of one dispute; who looked only for those who may ask. */
export function disputeSources(code: string, mayAudit: boolean): readonly ExportSource[] {
  return [
    { list: 'TIMELINE', rows: { timeline: { code } } },
    { list: 'DISPUTE_RECORDS', rows: { disputeRecords: { code } } },
    { list: 'LINKS', rows: { links: { code } } },
    { list: 'LINK_DECISIONS', rows: { linkDecisions: { code } } },
    { list: 'WORKFLOW_EVENTS', rows: { workflowEvents: { code } } },
    { list: 'RISK_HISTORY', rows: { riskHistory: { code } } },
    ...(mayAudit ? [{ list: 'AUDIT_ENTRIES', rows: { auditEntries: { filter: { code } } } } as const] : []),
  ];
}

const RECORDS: Readonly<Record<FeedName, ExportList>> = {
  POLICE110: 'POLICE_INCIDENTS',
  HOTLINE12345: 'HOTLINE_TICKETS',
  COURT: 'COURT_CASES',
  GRID: 'GRID_EVENTS',
  OPEN311: 'SERVICE_REQUESTS',
};

/** What one feed brought, and how its columns are. */
export function feedSources(name: FeedName): readonly ExportSource[] {
  return [
    wholeSource(RECORDS[name]),
    { list: 'COLUMN_DRIFT', rows: { columnDrift: { name, includeClosed: true } } },
    { list: 'FEED_COLUMNS', rows: { feedColumns: { name } } },
  ];
}

/** Lists that can be asked for without saying which rows. */
export const WHOLE_LISTS: readonly ExportSource[] = (
  [
    'DISPUTES',
    'LINK_REVIEWS',
    'RISK_EVENTS',
    'HOT_SPOTS',
    'POLICE_INCIDENTS',
    'HOTLINE_TICKETS',
    'COURT_CASES',
    'GRID_EVENTS',
    'SERVICE_REQUESTS',
    'GRIDS',
    'COMMUNITIES',
    'MEDIATION_COMMITTEES',
    'MEDIATORS',
    'FEEDS',
    'CATALOGUE',
    'GRANTS',
    'ACCESS_APPLICATIONS',
    'CORRECTIONS',
    'BREAK_GLASSES',
    'AUDIT_ENTRIES',
    'ERASURES',
    'LEGAL_HOLDS',
    'WEBHOOKS',
    'SAVED_VIEWS',
    'EXPORT_JOBS',
  ] as const
).map(wholeSource);
