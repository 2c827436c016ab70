import { referenceIdOf } from '../../../../schema/canonical/ids.ts';
import type { DisputeDoc } from '../../../../schema/store/documents.ts';
import { REFERRAL_TIERS, type ReferralTier } from '../../../../schema/vocabulary/workflow-terms.ts';
import type { ReferenceView } from '../../../access/reference-reads.ts';
import { loadPresent } from '../../kit/batch.ts';
import { entryReference, type EntryReference } from '../../kit/references.ts';
import type { DisputesContext } from '../loaders.ts';

/** `type ReferralProposal`. */
export interface ProposalView {
  readonly committee: EntryReference;
  readonly committeeCode: string;
  readonly name: string;
  readonly tier: ReferralTier | null;
  readonly agency: string;
  readonly why: string;
}

const MOST_PROPOSALS = 10;
/** Lengths of division codes: a street or town, and a county. */
const TOWN = 9;
const COUNTY = 6;

/** Words of the platforms for the tiers, as they begin `level`: 社区级, 村级, 街道级, 乡镇级, 区级 … */
const TIER_WORDS: readonly (readonly [RegExp, ReferralTier])[] = [
  [/^(?:社区|村|居)/u, 'VILLAGE'],
  [/^(?:街道|乡|镇)/u, 'TOWNSHIP'],
  [/^(?:县|市|区)/u, 'COUNTY'],
];

/** A committee's tier by its list's word for it, else by how far its division goes; null when neither tells. */
export function tierOf({ details, regionCode }: ReferenceView): ReferralTier | null {
  const level = details['level'];
  const byWord =
    typeof level === 'string' ? TIER_WORDS.find(([pattern]) => pattern.test(level.trim()))?.[1] : undefined;
  if (byWord !== undefined) return byWord;
  if (regionCode === null || regionCode.length < COUNTY) return null;
  return regionCode.length > TOWN ? 'VILLAGE' : regionCode.length === TOWN ? 'TOWNSHIP' : 'COUNTY';
}

/** Committees to which a dispute could be referred: the grids' own first (网格 × 调解组织), then those of its division, the nearest tier first. */
export async function referralProposals(
  dispute: DisputeDoc,
  { loaders }: DisputesContext,
): Promise<readonly ProposalView[]> {
  const eventIds = dispute.members
    .filter(({ feed, state }) => feed === 'grid' && state === 'ACTIVE')
    .map(({ recordId }) => recordId);
  const events = await loadPresent(loaders.recordGridById, eventIds);
  const codes = [
    ...new Set(events.map(({ details }) => details.gridCode).filter((code) => typeof code === 'string')),
  ];
  const grids = await loadPresent(
    loaders.entryById,
    codes.map((code) => referenceIdOf('grid', 'GRID', code)),
  );
  const ofGrids = await loadPresent(
    loaders.entryById,
    grids.flatMap(({ committeeCode }) =>
      committeeCode === null ? [] : [referenceIdOf('grid', 'MEDIATION_COMMITTEE', committeeCode)],
    ),
  );
  const regions = [...grids.map(({ regionCode }) => regionCode), dispute.regionCode];
  const towns = new Set(
    regions.filter((code) => code !== null && code.length >= TOWN).map((code) => code?.slice(0, TOWN)),
  );
  // Where the town is known, other towns' committees are of no use; where it is not, any of the county's may be.
  const prefixes =
    towns.size > 0
      ? towns
      : new Set([dispute.regionCode].filter((code) => code !== null && code.length >= COUNTY));
  const around = await Promise.all(
    [...prefixes].map((prefix) => loaders.committeesByRegion.load(prefix ?? '')),
  );
  const proposals = [
    ...ofGrids
      .filter(inUse)
      .map((entry) => proposalOf(entry, 'It mediates in the grid of the event (对应网格).')),
    ...around
      .flat()
      .filter(inUse)
      .map((entry) => proposalOf(entry, 'It is of the same division (所属区划).'))
      .sort(byTier),
  ];
  const first = new Map<string, ProposalView>();
  for (const proposal of proposals) {
    if (!first.has(proposal.committeeCode)) first.set(proposal.committeeCode, proposal);
  }
  return [...first.values()].slice(0, MOST_PROPOSALS);
}

function inUse({ state }: ReferenceView): boolean {
  return state === 'ACTIVE';
}

function proposalOf(entry: ReferenceView, why: string): ProposalView {
  return {
    committee: entryReference(entry),
    committeeCode: entry.code,
    name: entry.name,
    tier: tierOf(entry),
    agency: entry.feed,
    why,
  };
}

function byTier(one: ProposalView, other: ProposalView): number {
  const rank = ({ tier }: ProposalView): number =>
    tier === null ? REFERRAL_TIERS.length : REFERRAL_TIERS.indexOf(tier);
  return rank(one) - rank(other) || (one.committeeCode < other.committeeCode ? -1 : 1);
}
