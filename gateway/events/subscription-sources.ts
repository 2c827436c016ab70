import { readDisputeCode } from '../../schema/canonical/dispute-code.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { feedEnumName } from '../../schema/subgraphs/vocabulary-sdl.ts';
import { FEED_NAMES, type FeedName } from '../../schema/vocabulary/feeds.ts';
import { DISPUTE_CATEGORIES } from '../../schema/vocabulary/tables.ts';
import type { SubscriptionSources } from '../router/subscribe/source.ts';
import type { EmergencyWatch } from './emergency-watch.ts';
import { disputeCriteriaOf, eventCriteriaOf, type EventFilterArgument } from './event-criteria.ts';
import type { EventHub } from './event-hub.ts';
import type { FeedStatusWatch } from './feed-status.ts';

/** The root fields of `type Subscription`. Arguments are as the public schema has them: enums by GraphQL's names. */
export function subscriptionSources(
  hub: EventHub,
  feeds: FeedStatusWatch,
  emergencies: EmergencyWatch,
): SubscriptionSources {
  return {
    riskEvents: async (args, caller) =>
      hub.open(caller, eventCriteriaOf(filterIn(args)), textIn(args, 'after')),
    disputeChanged: async (args, caller) => {
      const [id, code] = [textIn(args, 'id'), textIn(args, 'code')];
      if (id !== null && code !== null) {
        throw new HubError('HUB_BAD_REQUEST', 'name the dispute by id or by code, not by both', {
          field: 'code',
        });
      }
      const criteria = disputeCriteriaOf(filterIn(args), {
        id,
        code: code === null ? null : readDisputeCode(code),
      });
      return hub.open(caller, criteria, textIn(args, 'after'));
    },
    breakGlassChanged: (_, caller) => Promise.resolve(emergencies.open(caller)),
    feedStatus: (args, caller) => {
      const names = args['feeds'] as readonly string[] | null | undefined;
      return Promise.resolve(feeds.open(caller, names?.map(feedNamed) ?? FEED_NAMES));
    },
  };
}

const CATEGORY_CODES: ReadonlyMap<string, string> = new Map(
  [...DISPUTE_CATEGORIES.values()].map(({ enumName, code }) => [enumName, code]),
);
const FEEDS: ReadonlyMap<string, FeedName> = new Map(FEED_NAMES.map((name) => [feedEnumName(name), name]));

function feedNamed(enumName: string): FeedName {
  const name = FEEDS.get(enumName);
  if (name === undefined)
    throw new HubError('HUB_BAD_REQUEST', `there is no feed ${enumName}`, { field: 'feeds' });
  return name;
}

function filterIn(args: Readonly<Record<string, unknown>>): EventFilterArgument {
  const filter = (args['filter'] ?? {}) as Omit<EventFilterArgument, 'feeds'> & {
    readonly feeds?: readonly string[] | null;
  };
  const { feeds, category, ...rest } = filter;
  return {
    ...rest,
    ...(feeds == null ? {} : { feeds: feeds.map(feedNamed) }),
    ...(category == null ? {} : { category: category.map((name) => CATEGORY_CODES.get(name) ?? name) }),
  };
}

function textIn(args: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = args[name];
  return typeof value === 'string' ? value : null;
}
