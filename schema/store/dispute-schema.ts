import { Mixed, schemaOf, text, textOrNull } from './schema-of.ts';

/** Lists by opening, and all that disputes are counted by and scoped by without a look at them (`gateway/access/count-reads.ts`); feeds alone, of which there are several, no index can give. */
const OPENED_DISPUTES = {
  state: 1,
  openedAt: -1,
  _id: 1,
  regionCode: 1,
  category: 1,
  'workflow.category': 1,
  'risk.colour': 1,
  guard: 1,
} as const;
/** All that indicators add up over disputes (`sumsAsOf` of `gateway/access/indicator-reads.ts`), so that nobody reads their moves for it. */
const REGISTERED_DISPUTES = {
  'workflow.registeredAt': 1,
  regionCode: 1,
  state: 1,
  category: 1,
  guard: 1,
  'workflow.state': 1,
  'workflow.category': 1,
  'workflow.dueAt': 1,
  'workflow.settledAt': 1,
  'workflow.satisfaction': 1,
  'workflow.confirmation.status': 1,
  'workflow.facts.agency': 1,
  'workflow.facts.committeeCode': 1,
  'workflow.facts.referrals': 1,
  'workflow.facts.returns': 1,
  'workflow.facts.redos': 1,
  'workflow.facts.answers.inTime': 1,
  'workflow.facts.answers.late': 1,
  'workflow.facts.answerDueAt': 1,
  'workflow.facts.closings.inTime': 1,
  'workflow.facts.closings.late': 1,
  'workflow.facts.firstDispatch': 1,
  'workflow.facts.hasEnded': 1,
  'workflow.facts.outcome': 1,
} as const;
export const disputeSchema = schemaOf(
  'disputes',
  { _id: text, code: text, rev: Number, state: text, mergedInto: textOrNull, members: Mixed, parties: Mixed },
  [
    { 'members.recordId': 1 },
    // With the category, by which lists are narrowed most: they are counted without a look at the disputes.
    { state: 1, lastActivityAt: -1, _id: 1, category: 1 },
    { state: 1, regionCode: 1, lastActivityAt: -1, category: 1 },
    { 'parties.id': 1 },
    { absorbing: 1 },
    // For whom some of its records are.
    { reach: 1 },
  ],
  [{ code: 1 }],
);
disputeSchema.index(OPENED_DISPUTES, { name: 'opened' });
disputeSchema.index({ mergedInto: 1 }, { partialFilterExpression: { mergedInto: { $gt: '' } } });
// Of disputes that are handled: when the hub has something to do by itself, and what the indicators are about.
disputeSchema.index(
  { 'workflow.timers.fireAt': 1 },
  { partialFilterExpression: { 'workflow.timers.fireAt': { $gt: '' } } },
);
disputeSchema.index(REGISTERED_DISPUTES, {
  name: 'registered',
  partialFilterExpression: { 'workflow.registeredAt': { $gt: '' } },
});
disputeSchema.index(
  { state: 1, 'workflow.dueAt': 1, _id: -1 },
  { partialFilterExpression: { 'workflow.dueAt': { $gt: '' } } },
);
// For whom it is only because it was referred to them.
disputeSchema.index(
  { 'workflow.events.data.agency': 1 },
  { partialFilterExpression: { 'workflow.registeredAt': { $gt: '' } } },
);
// Only disputes with something to tell have an entry: the publisher's question costs nothing while there is nothing.
disputeSchema.index({ 'outbox.id': 1 }, { partialFilterExpression: { 'outbox.id': { $gt: '' } } });
// Whoever changes a dispute marks it; whoever scored it takes the mark away.
disputeSchema.index({ scoreDue: 1 }, { partialFilterExpression: { scoreDue: { $gt: '' } } });
disputeSchema.index(
  { 'risk.colour': 1, 'risk.score': -1, _id: 1, state: 1 },
  { partialFilterExpression: { 'risk.colour': { $gt: '' } } },
);
disputeSchema.index(
  { state: 1, 'risk.score': -1, _id: 1 },
  { partialFilterExpression: { 'risk.score': { $gte: 0 } } },
);
// Nor costs linking anything where no dispute has a recurrence. A question must say `$gt: ''` too.
disputeSchema.index(
  { 'recurrences.recordId': 1 },
  { partialFilterExpression: { 'recurrences.recordId': { $gt: '' } } },
);

/** Beginnings of indexes of today, which stores of before still have: each costs every write of a dispute. */
export const REPLACED_DISPUTE_INDEXES = [
  'state_1_openedAt_-1__id_1',
  'workflow.registeredAt_1_regionCode_1',
  'state_1_lastActivityAt_-1__id_1',
  'state_1_regionCode_1_lastActivityAt_-1',
  'risk.colour_1_risk.score_-1__id_1',
] as const;
