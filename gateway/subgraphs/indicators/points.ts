import { HubError } from '../../../schema/canonical/hub-error.ts';
import { toUtcInstant } from '../../../schema/canonical/date-time.ts';
import { POINTED_MOVES, pointsOf, type Points } from '../../../schema/workflow/points.ts';
import { POINTS_RULES } from '../../../schema/workflow/points-rules.ts';
import { numberTextOf, regionPrefixOf } from '../kit/arguments.ts';
import { pageOfSorted, type Connection, type OrderKey, type PageArguments } from '../kit/connection.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';

export interface PointsArguments extends PageArguments {
  readonly asOf: string;
  readonly since?: string | null;
  readonly agency?: string | null;
  readonly regionCode?: string | null;
}

/** Disputes whose events are added up at once: half a year of a city of three million. */
const MOST_DISPUTES = 20_000;

/** `Query.mediatorPoints` and `Query.agencyPoints`. */
export async function pointsPage(
  whose: 'MEDIATORS' | 'AGENCIES',
  args: PointsArguments,
  { store }: SubgraphContext,
): Promise<Connection<Points>> {
  const asOf = toUtcInstant(args.asOf);
  const since = args.since == null ? null : toUtcInstant(args.since);
  const agency = args.agency == null ? null : numberTextOf(args.agency, 'agency');
  const regionPrefix = args.regionCode == null ? undefined : regionPrefixOf(args.regionCode);
  const histories = await store.workflowHistories(
    { asOf, since, kinds: POINTED_MOVES, ...(regionPrefix === undefined ? {} : { regionPrefix }) },
    MOST_DISPUTES + 1,
  );
  if (histories.length > MOST_DISPUTES) {
    throw new HubError(
      'HUB_LIMIT_EXCEEDED',
      `more than ${MOST_DISPUTES} disputes have events then; narrow it with since or regionCode`,
      { field: 'since' },
    );
  }
  const points = pointsOf(histories, asOf, since).filter(
    (one) => (one.mediator === null) === (whose === 'AGENCIES') && (agency === null || one.agency === agency),
  );
  const listing = store.listing(
    `points:${whose}:${asOf}:${since ?? ''}:${agency ?? ''}:${regionPrefix ?? ''}`,
  );
  return pageOfSorted(points, placeOf, listing, args);
}

/** Fields of `type Points` beside what was counted. */
export const POINTS_FIELDS = { ruleVersion: () => POINTS_RULES.version };

/** Above every number of points: so that most come first in the order of texts. */
const HIGHEST = 1_000_000_000_000;

function placeOf({ points, agency, mediator }: Points): OrderKey {
  return [String(HIGHEST - points).padStart(16, '0'), `${agency}|${mediator ?? ''}`];
}
