import type { FeedColumnsDoc } from '../../../schema/store/feed-quality.ts';
import type { FeedView } from './feed-fields.ts';
import type { FeedsContext } from './loaders.ts';

/** Fields of Feed that tell of its columns. */
export const COLUMN_FIELDS = {
  drift: async (
    { name }: FeedView,
    { includeClosed }: { includeClosed?: boolean | null },
    { loaders }: FeedsContext,
  ) => {
    const forms = await loaders.columns.load(name);
    return forms
      .flatMap(driftOf)
      .filter(({ closedAt }) => includeClosed === true || closedAt === null)
      .sort((one, other) => compare(other.foundAt, one.foundAt) || compare(one.column, other.column));
  },
  columns: async ({ name }: FeedView, _: unknown, { loaders }: FeedsContext) => {
    const forms = await loaders.columns.load(name);
    return forms.flatMap((form) => form.columns.map((column) => columnOf(form, column)));
  },
};

function driftOf({ form, findings }: FeedColumnsDoc) {
  return findings.map(({ at, ...finding }) => ({ ...finding, form, foundAt: at }));
}

function columnOf({ form, rows }: FeedColumnsDoc, column: FeedColumnsDoc['columns'][number]): object {
  return {
    form,
    name: column.name,
    isKnown: !column.unknown,
    firstSeenAt: column.firstSeenAt,
    lastSeenAt: column.lastSeenAt,
    sampledRows: Math.max(column.rows, rows - column.rowsBefore),
    rows: column.rows,
    filled: column.filled,
    kinds: Object.entries(column.kinds)
      .map(([kind, count]) => ({ kind, count }))
      .sort((one, other) => other.count - one.count || compare(one.kind, other.kind)),
  };
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
