import type { Sensitivity } from '../../../schema/canonical/sensitivity.ts';
import { DATASETS, RIGHT_NAMES, type Dataset, type Right } from '../../../schema/vocabulary/datasets.ts';
import {
  SENSITIVE_KINDS,
  type DisclosureLevel,
  type SensitiveKind,
} from '../../../schema/vocabulary/disclosure.ts';

/** How far one grant reaches into one dataset: which rows, and how much of each value. */
export interface RowAccess {
  readonly grantId: string;
  /** Division codes or their beginnings; null for everywhere. */
  readonly regionPrefixes: readonly string[] | null;
  /** Rows up to this level. */
  readonly sensitivity: Sensitivity;
  /** Only what belongs to disputes that are or were referred to the partner itself. */
  readonly ownReferralsOnly: boolean;
  /** Only what belongs to these disputes, by identifier; null for all. */
  readonly disputeIds: readonly string[] | null;
  readonly levels: Readonly<Record<SensitiveKind, DisclosureLevel>>;
  /** Fields that are not shown at all, as schema coordinates (`Party.phones`). */
  readonly withheldFields: ReadonlySet<string>;
}

/**
 * What one partner may see for one purpose at this moment: its grants, compiled. Frozen, and the same object as long as the grants stay the
 * same, so that it can key caches.
 */
export interface Access {
  /** Equal keys, equal answers, and the same grants behind them: of one partner alone. */
  readonly key: string;
  /** A dataset that is missing is not granted. A row is in scope when any of these reaches it. */
  readonly datasets: ReadonlyMap<Dataset, readonly RowAccess[]>;
  readonly rights: ReadonlySet<Right>;
}

const everything: RowAccess = Object.freeze({
  grantId: 'hub',
  regionPrefixes: null,
  sensitivity: 'SEALED',
  ownReferralsOnly: false,
  disputeIds: null,
  levels: Object.fromEntries(SENSITIVE_KINDS.map((kind) => [kind, 'CLEAR'])) as Record<
    SensitiveKind,
    DisclosureLevel
  >,
  withheldFields: new Set<string>(),
});

/** All there is: for the hub's own work, never made from grants. */
export const FULL_ACCESS: Access = Object.freeze({
  key: 'full',
  datasets: new Map(DATASETS.map((dataset) => [dataset, [everything]])),
  rights: new Set(RIGHT_NAMES),
});

/** Nothing at all. */
export const NO_ACCESS: Access = Object.freeze({
  key: 'none',
  datasets: new Map(),
  rights: new Set<Right>(),
});
