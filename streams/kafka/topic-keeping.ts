import kafkajs, { type Admin, type ConfigEntries } from 'kafkajs';
import { HubError } from '../../schema/canonical/hub-error.ts';

// kafkajs is CommonJS, and Node finds only some of its exports by name.
const { ConfigResourceTypes, ConfigSource } = kafkajs;

export interface TopicSpec {
  readonly name: string;
  /** Every message is kept for so long. */
  readonly retentionMs: number;
  /** A segment takes messages for so long, and is forgotten whole; unless told, as the brokers are set. */
  readonly segmentMs?: number;
  /** After that the latest message of each key is kept for good, and the others go: `segmentMs` later at the latest. */
  readonly compacted?: boolean;
}

interface Setting {
  readonly name: string;
  readonly value: string;
}

/** Settings by which a topic keeps its messages and forgets them. */
export function keepingOf(spec: TopicSpec): Setting[] {
  const { retentionMs, compacted = false } = spec;
  if (!compacted) return [{ name: 'retention.ms', value: String(retentionMs) }, ...forgettingOf(spec)];
  return [
    { name: 'cleanup.policy', value: 'compact' },
    // No version goes before everybody had as long to read it as of other topics.
    { name: 'min.compaction.lag.ms', value: String(retentionMs) },
    ...forgettingOf(spec),
  ];
}

/** Settings that bound how long a message is there beyond its time. */
function forgettingOf({ retentionMs, segmentMs, compacted = false }: TopicSpec): Setting[] {
  if (segmentMs === undefined) return [];
  return [
    { name: 'segment.ms', value: String(segmentMs) },
    ...(compacted ? [{ name: 'max.compaction.lag.ms', value: String(retentionMs + segmentMs) }] : []),
  ];
}

/**
 * Makes topics that would take longer to forget than they are to as quick as planned; what else they are set to stays.
 * @throws HubError HUB_BROKER_UNAVAILABLE, also where the brokers do not let the hub read or set it: then it names what to set by hand.
 */
export async function holdToPlan(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
  const bounds = new Map(topics.map((spec) => [spec.name, forgettingOf(spec)]));
  const bounded = [...bounds].flatMap(([name, settings]) => (settings.length === 0 ? [] : [name]));
  if (bounded.length === 0) return;
  try {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: bounded.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
    });
    const slower = resources.flatMap(({ resourceName: name, configEntries }) => {
      const all = quicker(configEntries, bounds.get(name) ?? []);
      return all === null ? [] : [{ type: ConfigResourceTypes.TOPIC, name, configEntries: all }];
    });
    if (slower.length > 0) await admin.alterConfigs({ validateOnly: false, resources: slower });
  } catch (cause) {
    const wanted = [...bounds].map(([name, settings]) => `${name} ${settings.map(said).join(',')}`);
    throw new HubError(
      'HUB_BROKER_UNAVAILABLE',
      `Kafka does not let the hub say how soon topics forget (${cause instanceof Error ? cause.message : String(cause)}); allow it, or set by hand what is larger there: ${wanted.join('; ')}`,
      { cause },
    );
  }
}

/** All of a topic's own settings, with those that are beyond their bounds at these; null when none is. */
function quicker(entries: readonly ConfigEntries[], bounds: readonly Setting[]): Setting[] | null {
  const now = new Map(entries.map(({ configName, configValue }) => [configName, Number(configValue)]));
  const beyond = bounds.filter(({ name, value }) => !((now.get(name) ?? Infinity) <= Number(value)));
  if (beyond.length === 0) return null;
  // Kafka takes all settings of a topic at once: those that were left out would go back to the brokers' own.
  const own = entries.flatMap(({ configName: name, configValue: value, configSource }) =>
    configSource === ConfigSource.TOPIC_CONFIG ? [{ name, value }] : [],
  );
  return [...new Map([...own, ...beyond].map((setting) => [setting.name, setting])).values()];
}

function said({ name, value }: Setting): string {
  return `${name}=${value}`;
}
