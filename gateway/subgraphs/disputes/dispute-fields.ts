import { sensitivityOfStored } from '../../../schema/canonical/sensitivity.ts';
import type { DisputeDoc } from '../../../schema/store/documents.ts';
import type { PageArguments } from '../kit/connection.ts';
import { regionView } from '../kit/region.ts';
import { categoryTerm, knownCategory } from '../kit/vocabulary.ts';
import { LINKED_DISPUTE_FIELDS } from './links/resolvers.ts';
import { RISK_DISPUTE_FIELDS } from './risk/risk-fields.ts';
import type { DisputesContext } from './loaders.ts';
import { memberPage, recordCountsOf } from './members.ts';
import { recordIfThere } from '../kit/present.ts';
import { partiesOf, type PartyView } from './references.ts';
import { referralProposals } from './workflow/proposals.ts';
import { workflowOfDispute } from './workflow/workflow-fields.ts';
import { timelinePage, type TimelineArguments } from './timeline.ts';

/** Fields of `type Dispute` that are not stored under their own name. */
export const DISPUTE_FIELDS = {
  id: (dispute: DisputeDoc) => dispute._id,
  category: (dispute: DisputeDoc) => knownCategory(dispute.category),
  categoryTerm: (dispute: DisputeDoc) => categoryTerm(dispute.category),
  region: (dispute: DisputeDoc) => regionView(dispute.regionCode),
  sensitivity: (dispute: DisputeDoc) => sensitivityOfStored(dispute).sensitivity,
  recordCounts: (dispute: DisputeDoc) => recordCountsOf(dispute),
  recordCount: (dispute: DisputeDoc) => dispute.members.length,
  recordIds: (dispute: DisputeDoc) => dispute.members.map(({ recordId }) => recordId),
  members: (dispute: DisputeDoc, args: PageArguments, context: DisputesContext) =>
    memberPage(dispute, args, context),
  parties: (dispute: DisputeDoc) => partiesOf(dispute),
  timeline: (dispute: DisputeDoc, args: TimelineArguments, context: DisputesContext) =>
    timelinePage(dispute, args, context),
  workflow: (dispute: DisputeDoc) => workflowOfDispute(dispute),
  referralProposals: (dispute: DisputeDoc, _: unknown, context: DisputesContext) =>
    referralProposals(dispute, context),
  mergedInto: (dispute: DisputeDoc, _: unknown, { loaders }: DisputesContext) =>
    dispute.mergedInto === null ? null : loaders.disputeById.load(dispute.mergedInto),
  ...LINKED_DISPUTE_FIELDS,
  ...RISK_DISPUTE_FIELDS,
};

export const PARTY_FIELDS = {
  records: ({ recordIds }: PartyView, _: unknown, context: DisputesContext) =>
    recordIds.map((id) => recordIfThere(id, context)),
};
