import type { HubEvent } from '../../../schema/canonical/hub-event.ts';
import type { ScrubParty } from '../../../schema/masking/party-forms.ts';
import { shownBy, type Shown } from './context.ts';
import type { DisputeLevels } from './dispute.ts';
import { ALL_WITHHELD, isAllClear, strictest, type Levels } from './levels.ts';
import { partiesOfDispute } from './parties.ts';
import { showFactors } from './risk.ts';
import { levelsOfDispute, type Sight } from './sight.ts';

/** Events as far as they were read: what they quote of records, and the title of their dispute. Those of hot spots name nobody. */
export async function showEvents<Event extends Partial<HubEvent>>(
  sight: Sight,
  events: readonly Event[],
): Promise<Event[]> {
  const holding = await sight.holding();
  const found = events.map((event) => {
    const { disputeId, title, feeds, guard, reach, regionCode } = event;
    if (disputeId == null || title === undefined) return { event, levels: null };
    const levels = levelsOfDispute(sight, holding, {
      _id: disputeId,
      ...(regionCode === undefined ? {} : { regionCode }),
      ...(feeds === undefined ? {} : { feeds }),
      ...(guard === undefined ? {} : { guard }),
      ...(reach === undefined ? {} : { reach }),
    });
    return { event, levels: levelsOf(levels).every(isAllClear) ? null : levels };
  });
  const hidden = found.flatMap(({ event, levels }) => (levels === null ? [] : [event]));
  const peopleOf = await peopleOfEvents(sight, hidden);
  return found.map(({ event, levels }) => {
    if (levels === null) return event;
    const { title = '', factors = [], regionCode = null } = event;
    const parties = peopleOf(event);
    const by = (of: readonly Levels[]): Shown => shownBy(sight.viewer, strictest(of), regionCode, parties);
    const shown = by(levelsOf(levels));
    return {
      ...event,
      // Null where texts are withheld: the graph says so.
      title: shown.text(title) as string,
      factors: showFactors(factors, shown, (feed) =>
        by([levels.risk, levels.byFeed.get(feed) ?? ALL_WITHHELD]),
      ),
    };
  });
}

type Telling = Partial<Pick<HubEvent, 'disputeId' | 'recordIds'>>;

/** Everybody of an event's records; where it has none, whom its dispute still names: all its records were withdrawn. */
async function peopleOfEvents(
  { around }: Sight,
  events: readonly Telling[],
): Promise<(event: Telling) => readonly ScrubParty[]> {
  const bare = events.flatMap(({ disputeId, recordIds = [] }) =>
    recordIds.length === 0 ? (disputeId ?? []) : [],
  );
  const [partiesOf, disputes] = await Promise.all([
    around.partiesAround(events.flatMap(({ recordIds = [] }) => recordIds)),
    around.disputes(bare),
  ]);
  const byId = new Map(disputes.map((dispute) => [dispute._id, partiesOfDispute(dispute)]));
  return ({ disputeId, recordIds = [] }) =>
    recordIds.length === 0
      ? (byId.get(disputeId ?? '') ?? [])
      : [...new Set(recordIds.flatMap((id) => partiesOf.get(id) ?? []))];
}

function levelsOf({ risk, byFeed }: DisputeLevels): readonly Levels[] {
  return [risk, ...byFeed.values()];
}
