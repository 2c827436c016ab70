import type { ApplicationDoc } from '../../../schema/store/access-case-docs.ts';
import type { NewGrant } from '../../../schema/store/grant-docs.ts';
import { digest } from '../../../schema/canonical/ids.ts';
import { DATASETS, type Dataset } from '../../../schema/vocabulary/datasets.ts';
import { SENSITIVE_KINDS } from '../../../schema/vocabulary/disclosure.ts';
import type { Purpose } from '../../../schema/vocabulary/purposes.ts';

/** Whether an application may be granted without anybody's word where a dataset is shared unconditionally: rights and guarded rows never are. */
export function isGivenAtOnce({ rights, rows }: ApplicationDoc['asked']): boolean {
  return rights.length === 0 && rows.sensitivity === 'NORMAL';
}

/** The grant that an application asks for: one, however often it is made. */
export function grantOf({
  _id: originId,
  partner,
  asked,
  reason,
}: Pick<ApplicationDoc, '_id' | 'partner' | 'asked' | 'reason'>): NewGrant {
  return { _id: idOf(originId, asked.dataset), partner, ...asked, origin: 'APPLICATION', originId, reason };
}

/** What opens one dispute to one person: records of all feeds and what the hub made of them, as they are. */
const OPENED: readonly Dataset[] = DATASETS.filter(
  (dataset) => !['indicators', 'operations', 'access'].includes(dataset),
);

export interface Emergency {
  readonly caseId: string;
  readonly who: { readonly partner: string; readonly actor: string };
  readonly purpose: Purpose;
  readonly disputeId: string;
  /** UTC. */
  readonly from: string;
  readonly until: string;
  readonly reason: string;
}

export function emergencyGrants({
  caseId,
  who,
  purpose,
  disputeId,
  from,
  until,
  reason,
}: Emergency): readonly NewGrant[] {
  return OPENED.map((dataset) => ({
    _id: idOf(caseId, dataset),
    ...who,
    dataset,
    rows: {
      regionPrefixes: null,
      sensitivity: 'SEALED',
      ownReferralsOnly: false,
      disputeIds: [disputeId],
    },
    levels: Object.fromEntries(SENSITIVE_KINDS.map((kind) => [kind, 'CLEAR' as const])),
    withheldFields: [],
    rights: [],
    purposes: [purpose],
    validFrom: from,
    validTo: until,
    origin: 'BREAK_GLASS',
    originId: caseId,
    reason,
  }));
}

function idOf(caseId: string, dataset: Dataset): string {
  return `grant-${digest('grant', caseId, dataset).slice(0, 32)}`;
}
