import type { DerivedName } from '../../schema/store/collections.ts';

/** A field that a rebuild need not bring back as it was. */
interface LeftOut {
  readonly field: string;
  readonly why: string;
  /** Only in documents that are so; in all unless told. */
  readonly when?: (document: Readonly<Record<string, unknown>>) => boolean;
}

/** True of disputes whose last word about themselves was made of versions of records that may have changed since. */
function hasNoRecords({ members }: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(members) && members.length === 0;
}

const OF_LAST_RECORDS = [
  'feeds',
  'title',
  'category',
  'regionCode',
  'address',
  'parties',
  'amountFen',
  'sensitivity',
  'openedAt',
  'lastActivityAt',
].map((field): LeftOut => ({
  field,
  why: 'merged away, or all its records went: it was made of the records it had last, as they were then',
  when: hasNoRecords,
}));

/** What digests leave out, with the reason. All else must come back. */
export const LEFT_OUT: Readonly<Record<DerivedName, readonly LeftOut[]>> = {
  records: [
    { field: 'receivedAt', why: 'of a version that came twice at once, either telling may be stored first' },
  ],
  references: [
    { field: 'receivedAt', why: 'of a version that came twice at once, either telling may be stored first' },
  ],
  searchEntries: [],
  blockKeys: [{ field: 'reportedAt', why: 'of the version that was linked first when several have the key' }],
  links: [{ field: 'at', why: 'when the row was written' }],
  disputes: [
    { field: 'rev', why: 'counts writes' },
    { field: 'scoreDue', why: 'that it is to be scored anew' },
    ...OF_LAST_RECORDS,
  ],
};

/** The document as digests see it. */
export function withoutLeftOut(
  name: DerivedName,
  document: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const fields = LEFT_OUT[name].filter(({ when }) => when?.(document) ?? true).map(({ field }) => field);
  return Object.fromEntries(Object.entries(document).filter(([key]) => !fields.includes(key)));
}
