import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { ExportLanguage, ExportList } from '../../../schema/canonical/export.ts';
import { traditional } from '../words.ts';
import { AUDIT_ENTRIES } from './audit-entries.ts';
import type { Column, ListDefinition } from './column.ts';
import { DISPUTES } from './disputes.ts';
import { LINK_REVIEWS } from './link-reviews.ts';
import { SEARCH } from './search.ts';

/** Every list that can be exported: a new one is a file beside this, a line here, and its input in the SDL. */
export const LISTS: Readonly<Record<ExportList, ListDefinition>> = {
  DISPUTES,
  SEARCH,
  LINK_REVIEWS,
  AUDIT_ENTRIES,
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
