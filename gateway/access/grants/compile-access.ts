import { canonicalJson } from '../../../schema/canonical/canonical-json.ts';
import { isInForce, type Grant } from '../../../schema/canonical/grant.ts';
import { digest } from '../../../schema/canonical/ids.ts';
import type { Dataset, Right } from '../../../schema/vocabulary/datasets.ts';
import {
  SENSITIVE_KINDS,
  type DisclosureLevel,
  type SensitiveKind,
} from '../../../schema/vocabulary/disclosure.ts';
import type { Purpose } from '../../../schema/vocabulary/purposes.ts';
import { NO_ACCESS, type Access, type RowAccess } from './access.ts';

/**
 * What grants of one partner allow for one purpose at a moment. Rows of several grants on one dataset stand side by side, in the order of the grants'
 * identifiers; rights add up over datasets.
 */
export function accessOf(grants: readonly Grant[], purpose: Purpose, now: Date): Access {
  const nowMs = now.getTime();
  const used = grants
    .filter((grant) => grant.purposes.includes(purpose) && isInForce(grant, nowMs))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  if (used.length === 0) return NO_ACCESS;
  const datasets = new Map<Dataset, readonly RowAccess[]>();
  const rights = new Set<Right>();
  for (const grant of used) {
    datasets.set(grant.dataset, [...(datasets.get(grant.dataset) ?? []), rowAccessOf(grant)]);
    for (const right of grant.rights) rights.add(right);
  }
  return Object.freeze({ key: keyOf(used, rights), datasets, rights });
}

function rowAccessOf({ id, rows, levels, withheldFields }: Grant): RowAccess {
  return Object.freeze({
    grantId: id,
    ...rows,
    levels: Object.freeze(
      Object.fromEntries(SENSITIVE_KINDS.map((kind) => [kind, levels[kind] ?? 'WITHHELD'])) as Record<
        SensitiveKind,
        DisclosureLevel
      >,
    ),
    withheldFields: new Set(withheldFields),
  });
}

/** With the partner, as own referrals and pseudonyms are another's elsewhere, and with the grants, which say why something is cut. */
function keyOf(used: readonly Grant[], rights: ReadonlySet<Right>): string {
  const said = used.map(({ id, partner, dataset, rows, levels, withheldFields }) => ({
    id,
    partner,
    dataset,
    rows,
    levels,
    withheldFields,
  }));
  return digest('access', canonicalJson({ said, rights: [...rights].sort() })).slice(0, 32);
}
