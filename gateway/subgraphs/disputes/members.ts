import type { DisputeDoc } from '../../../schema/store/documents.ts';
import {
  pageOfSorted,
  compareKeys,
  type Connection,
  type OrderKey,
  type PageArguments,
} from '../kit/connection.ts';
import { toUtcInstant } from '../../../schema/canonical/date-time.ts';
import type { DisputesContext } from './loaders.ts';
import { LINKED_MEMBER_FIELDS } from './links/resolvers.ts';
import { recordIfThere } from '../kit/present.ts';

type Member = DisputeDoc['members'][number];

/** Each rule of the link stage in a sentence. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['FOUNDER', 'The record that the dispute began with (首个记录).'],
  ['QUOTED_NUMBER', 'One of the two records quotes the number of the other (引用单号).'],
  [
    'IDENTIFIER_AND_COUNTERPARTY',
    'The same telephone or ID number and the same counterparty, in one category and within 30 days (同一联系方式与对方当事人).',
  ],
  [
    'IDENTIFIER_AND_PLACE',
    'The same telephone or ID number at the same place, in one category and within 30 days (同一联系方式与地点).',
  ],
  ['IDENTIFIER_AND_MATTER', 'The same telephone or ID number in the same matter (同一联系方式与事由).'],
  ['COUNTERPARTY_AND_PLACE', 'The same counterparty at the same place (同一对方当事人与地点).'],
  ['PLACE_AND_CATEGORY', 'The same place and category (同一地点与类别).'],
  ['NAME_AND_MATTER', 'The same name in the same matter (同一姓名与事由).'],
  ['LIKENESS', 'The evidence of the link taken together (综合证据).'],
  ['DECIDED_BY_PEOPLE', 'People decided so, see `Dispute.linkDecisions` (人工决定).'],
  ['GROUP_QUARREL', 'One of many reports of a group quarrel (群体纠纷).'],
]);

/** Why a rule brings a record in; a rule that has no sentence yet is named. */
export function reasonOf(rule: string): string {
  return REASONS.get(rule) ?? `Rule ${rule} (规则 ${rule}).`;
}

const keyOf = (member: Member): OrderKey => [toUtcInstant(member.linkedAt), member.recordId];

/** Members in the order in which they were linked. */
export function memberPage(
  dispute: DisputeDoc,
  args: PageArguments,
  { store }: DisputesContext,
): Connection<Member> {
  const sorted = dispute.members.toSorted((one, other) => compareKeys(keyOf(one), keyOf(other)));
  return pageOfSorted(sorted, keyOf, store.listing(`${dispute._id}:members`), args);
}

export const MEMBER_FIELDS = {
  record: ({ recordId }: Member, _: unknown, context: DisputesContext) => recordIfThere(recordId, context),
  why: (member: Member) => reasonOf(member.rule),
  linkedTo: ({ linkedTo }: Member, _: unknown, context: DisputesContext) => recordIfThere(linkedTo, context),
  ...LINKED_MEMBER_FIELDS,
};

/** Number of members by feed, in the dispute's order of feeds. */
export function recordCountsOf(dispute: DisputeDoc): readonly { feed: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { feed } of dispute.members) counts.set(feed, (counts.get(feed) ?? 0) + 1);
  return [...counts].map(([feed, count]) => ({ feed, count }));
}
