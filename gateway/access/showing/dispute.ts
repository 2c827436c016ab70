import type { ScrubParty } from '../../../schema/masking/party-forms.ts';
import type { DisputeDoc } from '../../../schema/store/documents.ts';
import { FEED_NAMES, type FeedName } from '../../../schema/vocabulary/feeds.ts';
import { shownBy, type Shown } from './context.ts';
import { strictest, type Levels } from './levels.ts';
import { placeParty, showDisputeParty } from './parties.ts';
import { showRisk } from './risk.ts';
import type { Viewer } from './viewer.ts';
import { whenAsked } from './when-asked.ts';
import { showWorkflow } from './workflow.ts';

/** How a dispute and what it is made of are shown. */
export interface DisputeLevels {
  /** Of the dataset itself. */
  readonly own: Levels;
  readonly risk: Levels;
  readonly byFeed: ReadonlyMap<FeedName, Levels>;
}

/**
 * A dispute as far as it was read: its own values as the strictest of its feeds shows them, a party's as the strictest of those that name it. What is
 * not looked at is not made.
 */
export function showDispute(
  dispute: Partial<DisputeDoc>,
  { own, risk: riskLevels, byFeed }: DisputeLevels,
  viewer: Viewer,
): Partial<DisputeDoc> {
  const { title, address, amountFen, parties, workflow, risk, members = [], regionCode = null } = dispute;
  const everybody: readonly ScrubParty[] = [...(parties ?? []), ...placeParty(address ?? null)];
  const known = new Map<Levels, Shown>();
  const by = (levels: readonly Levels[]): Shown => {
    const together = strictest(levels);
    const shown = known.get(together) ?? shownBy(viewer, together, regionCode, everybody);
    known.set(together, shown);
    return shown;
  };
  const feeds = [...byFeed.values()];
  const shown = by([own, ...feeds]);
  const ofFeed = (feed: FeedName): Shown => {
    const levels = byFeed.get(feed);
    return by([riskLevels, ...(levels === undefined ? feeds : [levels])]);
  };
  return whenAsked(dispute, {
    ...(title === undefined ? {} : { title: () => shown.text(title) as string }),
    ...(address === undefined ? {} : { address: () => shown.value('ADDRESS', address) }),
    ...(amountFen === undefined ? {} : { amountFen: () => shown.value('AMOUNT', amountFen) }),
    ...(parties === undefined
      ? {}
      : {
          parties: () => {
            const levelsOf = levelsOfParties(members, byFeed);
            return parties.map((party) => showDisputeParty(party, by([own, ...levelsOf(party.recordIds)])));
          },
        }),
    ...(workflow == null ? {} : { workflow: () => showWorkflow(workflow, shown) }),
    ...(risk == null ? {} : { risk: () => showRisk(risk, by([riskLevels, ...feeds]), ofFeed) }),
  });
}

/** By what somebody is shown whom these records name. */
function levelsOfParties(
  members: DisputeDoc['members'],
  byFeed: ReadonlyMap<FeedName, Levels>,
): (recordIds: readonly string[]) => readonly Levels[] {
  const feedOf = new Map(members.map(({ recordId, feed }) => [recordId, feed]));
  return (recordIds) => {
    const named = new Set(recordIds.map((id) => feedOf.get(id)));
    // Somebody of a record that is no member any more: as strict as can be.
    if (named.has(undefined)) return [...byFeed.values()];
    return FEED_NAMES.filter((feed) => named.has(feed)).flatMap((feed) => byFeed.get(feed) ?? []);
  };
}
