import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { ExportLanguage, ExportList } from '../../../schema/canonical/export.ts';
import { traditional } from '../words.ts';
import { ACCESS_APPLICATIONS, BREAK_GLASSES, CATALOGUE, CORRECTIONS, GRANTS } from './access-lists.ts';
import { AUDIT_ENTRIES, AUDIT_USAGE } from './audit-entries.ts';
import type { Column, ListDefinition } from './column.ts';
import {
  DISPUTE_RECORDS,
  HOT_SPOT_DISPUTES,
  LINK_DECISIONS,
  LINKS,
  RISK_HISTORY,
  TIMELINE,
  WORKFLOW_EVENTS,
} from './dispute-lists.ts';
import { DISPUTES } from './disputes.ts';
import { HOT_SPOTS, RISK_EVENTS, WEBHOOK_DELIVERIES, WEBHOOKS } from './event-lists.ts';
import { COLUMN_DRIFT, DEAD_LETTERS, FEED_COLUMNS, FEEDS } from './feed-lists.ts';
import { COMMUNITIES, GRIDS, MEDIATION_COMMITTEES, MEDIATORS } from './grid-lists.ts';
import { AGENCY_POINTS, DISPUTE_STATS, MEDIATOR_POINTS } from './indicator-lists.ts';
import { LINK_REVIEWS } from './link-reviews.ts';
import { EXPORT_JOBS, SAVED_VIEWS } from './own-lists.ts';
import {
  COURT_CASES,
  GRID_EVENTS,
  HOTLINE_TICKETS,
  POLICE_INCIDENTS,
  SERVICE_REQUESTS,
} from './record-lists.ts';
import { ERASURES, LEGAL_HOLDS } from './retention-lists.ts';
import { SEARCH } from './search.ts';

/** Every list that can be exported: a new one is a table of columns in a file beside this, a line here, and its input in the SDL. */
export const LISTS: Readonly<Record<ExportList, ListDefinition>> = {
  DISPUTES,
  SEARCH,
  LINK_REVIEWS,
  AUDIT_ENTRIES,
  AUDIT_USAGE,
  CATALOGUE,
  GRANTS,
  ACCESS_APPLICATIONS,
  CORRECTIONS,
  BREAK_GLASSES,
  ERASURES,
  LEGAL_HOLDS,
  RISK_EVENTS,
  HOT_SPOTS,
  HOT_SPOT_DISPUTES,
  WEBHOOKS,
  WEBHOOK_DELIVERIES,
  FEEDS,
  DEAD_LETTERS,
  COLUMN_DRIFT,
  FEED_COLUMNS,
  POLICE_INCIDENTS,
  HOTLINE_TICKETS,
  COURT_CASES,
  GRID_EVENTS,
  SERVICE_REQUESTS,
  GRIDS,
  COMMUNITIES,
  MEDIATION_COMMITTEES,
  MEDIATORS,
  TIMELINE,
  DISPUTE_RECORDS,
  LINKS,
  LINK_DECISIONS,
  RISK_HISTORY,
  WORKFLOW_EVENTS,
  DISPUTE_STATS,
  MEDIATOR_POINTS,
  AGENCY_POINTS,
  SAVED_VIEWS,
  EXPORT_JOBS,
};

/** Columns by their names, in this order; all of the list's when none are named. @throws HubError HUB_BAD_REQUEST. */
export function columnsNamed(list: ExportList, names: readonly string[] | null): readonly Column[] {
  const { columns } = LISTS[list];
  if (names === null) return columns;
  if (names.length === 0 || new Set(names).size < names.length) {
    throw wrong(list, 'name each column once, and at least one');
  }
  return names.map((name) => {
    const found = columns.find((one) => one.name === name);
    if (found === undefined) throw wrong(list, `"${name.slice(0, 50)}" is no column of it`);
    return found;
  });
}

/** What something is called in the language of a file. */
export function called(
  { en, zh }: { readonly en: string; readonly zh: string },
  language: ExportLanguage,
): string {
  if (language === 'EN') return en;
  return language === 'ZH_CN' ? zh : traditional(zh);
}

function wrong(list: ExportList, why: string): HubError {
  const names = LISTS[list].columns.map(({ name }) => name).join(', ');
  return new HubError('HUB_BAD_REQUEST', `columns: ${why}; ${list} has ${names}`, { field: 'columns' });
}
