import type { AccessCaseDoc, DatasetTermsDoc } from '../../../schema/store/access-case-docs.ts';
import type { GrantDoc } from '../../../schema/store/grant-docs.ts';

const AT = '2026-11-24T08:00:00.000Z';
const CHANGE = { at: AT, what: 'OPENED', partner: 'court', actor: 'a', reason: 'r', clientMutationId: 'c' };
const APPROVAL = { partner: 'admin', actor: 'b', at: AT, reason: 'seen' };
const SCOPE: Pick<
  GrantDoc,
  'dataset' | 'rows' | 'levels' | 'withheldFields' | 'rights' | 'purposes' | 'validFrom' | 'validTo' | 'actor'
> = {
  dataset: 'grid',
  rows: { regionPrefixes: ['3206'], sensitivity: 'NORMAL', ownReferralsOnly: false, disputeIds: ['d-1'] },
  levels: { NAME: 'MASKED' },
  withheldFields: ['Party.phones'],
  rights: ['MATCH'],
  purposes: ['DISPUTE_HANDLING'],
  actor: 'a',
  validFrom: AT,
  validTo: '2027-11-24T08:00:00.000Z',
};
const CASE = {
  partner: 'court',
  actor: 'a',
  purpose: 'DISPUTE_HANDLING',
  reason: 'r',
  inputHash: 'h',
  rev: 1,
  owner: 'grid',
  grantIds: ['grant-full'],
  createdAt: AT,
  changes: [CHANGE],
  changedAt: new Date(AT),
} as const;

/** A grant with everything that a grant can have. */
export const FULL_GRANT: GrantDoc = {
  ...SCOPE,
  _id: 'grant-full',
  partner: 'court',
  state: 'REVOKED',
  origin: 'APPLICATION',
  originId: 'application-full',
  reason: 'r',
  createdAt: AT,
  revokedAt: AT,
  changes: [CHANGE],
  changedAt: new Date(AT),
};

/** One case of each kind with everything that it can have. */
export const FULL_CASES = [
  {
    ...CASE,
    _id: 'application-full',
    kind: 'APPLICATION',
    state: 'REFUSED',
    asked: SCOPE,
    approvals: [APPROVAL],
    answer: 'no',
  },
  {
    ...CASE,
    _id: 'correction-full',
    kind: 'CORRECTION',
    state: 'KEPT',
    feed: 'grid',
    recordId: 'grid-1',
    field: 'GridEvent.title',
    proposed: 'p',
    answer: 'no',
  },
  {
    ...CASE,
    _id: 'break-glass-full',
    kind: 'BREAK_GLASS',
    state: 'JUSTIFIED',
    disputeId: 'd-1',
    code: 'T-320612-261124-K7QF27',
    caseNumber: '7',
    until: AT,
    review: APPROVAL,
  },
] as unknown as readonly AccessCaseDoc[];

/** Terms that are not those that the hub comes with. */
export const FULL_TERMS: DatasetTermsDoc = {
  _id: 'grid',
  owner: 'harbour',
  share: 'CONDITIONAL',
  conditions: 'for the harbour alone',
  changes: [CHANGE],
  changedAt: new Date(AT),
};
