import type { ErasureDoc, LegalHoldDoc } from '../../../schema/store/erasure-docs.ts';

const AT = '2026-11-24T08:00:00.000Z';
const BY = { partner: 'admin', actor: 'keeper' };

/** An erasing with a value in every field. */
export const FULL_ERASURE: ErasureDoc = {
  _id: 'erasure-1',
  state: 'SWEPT',
  numbers: ['mark'],
  names: [],
  recordIds: [],
  disputeIds: [],
  sealed: null,
  step: 'deadLetters',
  counts: { records: 2 },
  blockedBy: ['hold-1'],
  reason: '本人申请',
  by: BY,
  requestedAt: AT,
  sweptAt: AT,
  completeOn: AT,
  changedAt: new Date(AT),
};

/** A hold with a value in every field. */
export const FULL_HOLD: LegalHoldDoc = {
  _id: 'hold-1',
  disputeId: 'dispute-1',
  numbers: [],
  reason: '法院通知',
  by: BY,
  placedAt: AT,
  releasedAt: AT,
  releasedBy: BY,
};
