import {
  DISCLOSURE_LEVELS,
  SENSITIVE_KINDS,
  type DisclosureLevel,
} from '../../../schema/vocabulary/disclosure.ts';
import { SENSITIVITIES, type Sensitivity } from '../../../schema/canonical/sensitivity.ts';
import type { Access, RowAccess } from './access.ts';

/**
 * Whether one access allows all that another does, so that who has the other loses nothing. Says no also where only several rows together would
 * cover one: that costs a connection that is opened again, and never shows too much.
 */
export function covers(access: Access, other: Access): boolean {
  if (access === other) return true;
  for (const right of other.rights) if (!access.rights.has(right)) return false;
  for (const [dataset, rows] of other.datasets) {
    const mine = access.datasets.get(dataset) ?? [];
    if (!rows.every((row) => mine.some((one) => reachesAsFar(one, row)))) return false;
  }
  return true;
}

function reachesAsFar(one: RowAccess, row: RowAccess): boolean {
  return (
    (!one.ownReferralsOnly || row.ownReferralsOnly) &&
    levelOf(one.sensitivity) >= levelOf(row.sensitivity) &&
    containsRegions(one.regionPrefixes, row.regionPrefixes) &&
    containsAll(one.disputeIds, row.disputeIds) &&
    [...one.withheldFields].every((field) => row.withheldFields.has(field)) &&
    SENSITIVE_KINDS.every((kind) => openness(one.levels[kind]) <= openness(row.levels[kind]))
  );
}

function levelOf(sensitivity: Sensitivity): number {
  return SENSITIVITIES.indexOf(sensitivity);
}

function openness(level: DisclosureLevel): number {
  return DISCLOSURE_LEVELS.indexOf(level);
}

function containsRegions(wide: readonly string[] | null, narrow: readonly string[] | null): boolean {
  if (wide === null) return true;
  return narrow?.every((prefix) => wide.some((wider) => prefix.startsWith(wider))) ?? false;
}

function containsAll(wide: readonly string[] | null, narrow: readonly string[] | null): boolean {
  if (wide === null) return true;
  return narrow?.every((id) => wide.includes(id)) ?? false;
}
