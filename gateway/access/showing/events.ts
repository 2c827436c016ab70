import type { HubEvent } from '../../../schema/canonical/hub-event.ts';
import { shownBy, type Shown } from './context.ts';
import type { DisputeLevels } from './dispute.ts';
import { ALL_WITHHELD, isAllClear, strictest, type Levels } from './levels.ts';
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
  const named = found.flatMap(({ event, levels }) => (levels === null ? [] : (event.recordIds ?? [])));
  const partiesOf = await sight.around.partiesAround(named);
  return found.map(({ event, levels }) => {
    if (levels === null) return event;
    const { recordIds = [], title = '', factors = [], regionCode = null } = event;
    const parties = recordIds.flatMap((id) => partiesOf.get(id) ?? []);
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

function levelsOf({ risk, byFeed }: DisputeLevels): readonly Levels[] {
  return [risk, ...byFeed.values()];
}
