import { DATASETS, type Dataset, type Right } from '../../../schema/vocabulary/datasets.ts';
import {
  SENSITIVE_KINDS,
  type DisclosureLevel,
  type SensitiveKind,
} from '../../../schema/vocabulary/disclosure.ts';
import { digest } from '../../../schema/canonical/ids.ts';
import type { Access, RowAccess } from '../grants/access.ts';
import type { Caller } from '../caller.ts';

export type LevelsGiven = Readonly<Partial<Record<SensitiveKind, DisclosureLevel>>>;

export interface RowGiven extends Partial<Omit<RowAccess, 'levels'>> {
  /** Of the kinds that are not named. */
  readonly all: DisclosureLevel;
  readonly levels?: LevelsGiven;
}

/** One row of an access, reaching everything unless told. */
export function rowOf({ all, levels = {}, ...given }: RowGiven): RowAccess {
  return {
    grantId: 'grant-test',
    regionPrefixes: null,
    sensitivity: 'SEALED',
    ownReferralsOnly: false,
    disputeIds: null,
    withheldFields: new Set(),
    ...given,
    levels: Object.fromEntries(SENSITIVE_KINDS.map((kind) => [kind, levels[kind] ?? all])) as Record<
      SensitiveKind,
      DisclosureLevel
    >,
  };
}

/** An access of these rows; every dataset that is not named has `other`, or is not granted. */
export function accessOf(
  given: Partial<Record<Dataset, readonly RowGiven[]>>,
  other: RowGiven | null = null,
  rights: readonly Right[] = [],
): Access {
  const datasets = new Map(
    DATASETS.flatMap((dataset): [Dataset, readonly RowAccess[]][] => {
      const rows = given[dataset] ?? (other === null ? [] : [other]);
      return rows.length === 0 ? [] : [[dataset, rows.map(rowOf)]];
    }),
  );
  const key = digest('access-test', JSON.stringify([given, other, rights]));
  return Object.freeze({ key, datasets, rights: new Set(rights) });
}

export function callerWith(access: Access, partner = 'police'): Caller {
  return Object.freeze({ partner, actor: `${partner}@test`, purpose: null, access });
}
