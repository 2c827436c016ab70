import type { FeedName } from '../vocabulary/feeds.ts';

/** Names and settings of all Kafka topics under one prefix (`TRIBUTARY_TOPIC_PREFIX`, `tributary` unless told otherwise). */
export interface Topics {
  /** Original bytes of one record version a message; key = sourceId; CloudEvents binary mode headers. */
  feed(feed: FeedName): string;
  /** What could not be parsed or mapped: key and value raw, Kafka Connect's error headers. */
  deadLetters(feed: FeedName): string;
  /** Original bytes of one version of an entry of the agency's lists (grids, committees) a message; key = `<kind>:<code>`. No records. */
  reference(feed: FeedName): string;
  /** Canonical records as JSON; key = record id. */
  readonly records: string;
  /** Moves of the disputes' workflow as `WorkflowMessage` in JSON; key = dispute id. */
  readonly workflow: string;
  /** What the hub tells (`HubEvent` in JSON): colours, hot spots, changes of disputes; key = id of the dispute or hot spot. */
  readonly events: string;
  /** Feed that a feed topic, reference topic or dead-letter topic belongs to, or undefined. */
  feedOf(topic: string): FeedName | undefined;
}

export const DEFAULT_TOPIC_PREFIX = 'tributary';
const DAY_MS = 86_400_000;
/** Topics are transport: 14 days; dead letters 30 days. */
export const FEED_RETENTION_MS = 14 * DAY_MS;
export const DEAD_LETTER_RETENTION_MS = 30 * DAY_MS;
/**
 * A broker forgets whole segments, each by its youngest message, so a message stays for as long again as its segment takes messages. What is few and
 * must be gone soon, dead letters and lists, has segments of a day.
 */
const FEED_SEGMENT_MS = 7 * DAY_MS;
const DEAD_LETTER_SEGMENT_MS = DAY_MS;
export const LIST_SEGMENT_MS = DAY_MS;
/** For brokers that were off, looked for the last time just before, or take their time with deleting. */
const MARGIN_MS = DAY_MS;

/** By when every topic but those of lists has forgotten a message: dead letters, the last of them. */
export const TOPICS_FORGET_MS = DEAD_LETTER_RETENTION_MS + DEAD_LETTER_SEGMENT_MS + MARGIN_MS;
/** By when a topic of lists has forgotten a row of a segment that takes no more messages and that a later row of the same entry has followed. */
export const LISTS_FORGET_MS = FEED_RETENTION_MS + MARGIN_MS;

export function topicsOf(prefix: string, feeds: readonly FeedName[]): Topics {
  const feed = (name: FeedName): string => `${prefix}.feed.${name}.v1`;
  const deadLetters = (name: FeedName): string => `${prefix}.dead-letters.${name}.v1`;
  const reference = (name: FeedName): string => `${prefix}.reference.${name}.v1`;
  const owners = new Map<string, FeedName>(
    feeds.flatMap((name) => [
      [feed(name), name],
      [reference(name), name],
      [deadLetters(name), name],
    ]),
  );
  return {
    feed,
    deadLetters,
    reference,
    records: `${prefix}.records.v1`,
    workflow: `${prefix}.workflow.v1`,
    events: `${prefix}.events.v1`,
    feedOf: (topic) => owners.get(topic),
  };
}

/** A topic to be created when it is missing. */
export interface TopicPlan {
  readonly name: string;
  /** Every message is kept for so long. */
  readonly retentionMs: number;
  /** A segment takes messages for so long: every message may be kept for so long beyond. */
  readonly segmentMs: number;
  /** After that the latest message of each key is kept for good. */
  readonly compacted?: boolean;
}

/**
 * What connectors write to: feed, dead-letter and reference topics. The latter only for feeds that keep lists, and compacted: an agency's
 * list has a few thousand entries of which the latest version counts, and an entry that never changes is never polled again, so that a
 * hub whose store is new, or a second reader, still finds the whole list in the topic after any time.
 */
export function connectorTopics(
  topics: Topics,
  feeds: readonly FeedName[],
  withLists: readonly FeedName[] = [],
): readonly TopicPlan[] {
  return [
    ...feeds.map((feed) => transport(topics.feed(feed))),
    ...feeds.map((feed) => ({
      name: topics.deadLetters(feed),
      retentionMs: DEAD_LETTER_RETENTION_MS,
      segmentMs: DEAD_LETTER_SEGMENT_MS,
    })),
    ...withLists.map((feed) => ({
      name: topics.reference(feed),
      retentionMs: FEED_RETENTION_MS,
      segmentMs: LIST_SEGMENT_MS,
      compacted: true,
    })),
  ];
}

/** A topic that forgets what everybody has had time to read. */
export function transport(name: string): TopicPlan {
  return { name, retentionMs: FEED_RETENTION_MS, segmentMs: FEED_SEGMENT_MS };
}

/** What the pipeline tells of moves, and the worker hands on to the agencies. */
export function workflowTopic(topics: Topics): TopicPlan {
  return transport(topics.workflow);
}

/** What the hub tells of disputes and hot spots: gateways read the stored log of it, and the worker hands hot spots on to the agencies. */
export function eventsTopic(topics: Topics): TopicPlan {
  return transport(topics.events);
}

/** Every topic of these feeds, to be created when missing. */
export function allTopics(
  topics: Topics,
  feeds: readonly FeedName[],
  withLists: readonly FeedName[] = [],
): readonly TopicPlan[] {
  return [
    ...connectorTopics(topics, feeds, withLists),
    transport(topics.records),
    workflowTopic(topics),
    eventsTopic(topics),
  ];
}
