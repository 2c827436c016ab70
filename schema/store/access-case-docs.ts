import type { GrantScope } from '../canonical/grant.ts';
import type { ShareClass } from '../canonical/dataset-terms.ts';
import type { Dataset } from '../vocabulary/datasets.ts';
import type { FeedName } from '../vocabulary/feeds.ts';
import type { AccessChange } from './grant-docs.ts';

/** What every case about access has. Never deleted: each change stays, with who, when and why. */
interface AccessCase {
  /** The same call of the same partner, the same case. */
  _id: string;
  /** Who opened it. */
  partner: string;
  actor: string;
  purpose: string | null;
  reason: string;
  /** Of everything that the call said. */
  inputHash: string;
  /** Goes up by one with each change: changes are compare-and-set. */
  rev: number;
  /** Whose answer it waits for besides those who may approve; null: theirs alone. */
  owner: string | null;
  /** Grants that came of it. */
  grantIds: string[];
  /** UTC. */
  createdAt: string;
  changes: AccessChange[];
  /** By MongoDB's clock. */
  changedAt: Date;
}

/** Somebody's word for it. */
export interface Approval {
  partner: string;
  actor: string;
  at: string;
  reason: string;
}

/** A partner asks for a grant (授权申请). */
export interface ApplicationDoc extends AccessCase {
  kind: 'APPLICATION';
  state: 'PENDING' | 'GRANTED' | 'REFUSED' | 'WITHDRAWN';
  asked: GrantScope & { actor: string | null; validFrom: string; validTo: string };
  approvals: Approval[];
  /** Why it was refused. */
  answer: string | null;
}

/** A partner says that a value of a record is wrong (更正申请); its owner answers. */
export interface CorrectionDoc extends AccessCase {
  kind: 'CORRECTION';
  state: 'OPEN' | 'CORRECTED' | 'KEPT';
  feed: FeedName;
  recordId: string;
  /** Schema coordinate. */
  field: string;
  proposed: string;
  answer: string | null;
}

/** Somebody opened one dispute in an emergency (紧急调阅); somebody else reviews it. */
export interface BreakGlassDoc extends AccessCase {
  kind: 'BREAK_GLASS';
  state: 'UNREVIEWED' | 'JUSTIFIED' | 'UNJUSTIFIED';
  disputeId: string;
  code: string;
  caseNumber: string;
  /** UTC, as its grants say. */
  until: string;
  review: Approval | null;
}

export type AccessCaseDoc = ApplicationDoc | CorrectionDoc | BreakGlassDoc;
export type AccessCaseKind = AccessCaseDoc['kind'];

/** Whose a dataset is, and on what terms it is shared. */
export interface DatasetTermsDoc {
  _id: Dataset;
  owner: string;
  share: ShareClass;
  conditions: string | null;
  changes: AccessChange[];
  changedAt: Date;
}
