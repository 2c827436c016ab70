import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { ConnectorClass, Feed } from '../kit/feed.ts';
import type { OutboundClass, Subscription } from '../kit/outbound.ts';

/** How long and how often a connector tries again after a transient fault; Kafka Connect's keys and meanings. */
export interface RetryPolicy {
  /** -1 tries for ever; otherwise the task is FAILED after this long without success. */
  readonly timeoutMs: number;
  readonly delayMaxMs: number;
}

/** One entry of connectors.yaml, checked. */
export interface ConfiguredConnector {
  readonly name: string;
  readonly feed: Feed;
  readonly connectorClass: ConnectorClass;
  /** What stands beside the common keys, as the connector's own schema gave it back. */
  readonly config: unknown;
  readonly retry: RetryPolicy;
  /** Alarm when it has brought nothing for so long, ms; null: as long as the feed itself has shown to be usual. */
  readonly silenceAlarmMs: number | null;
}

/** One entry of connectors.yaml that tells an agency of moves, checked. */
export interface ConfiguredOutbound {
  readonly name: string;
  readonly outboundClass: OutboundClass;
  readonly subscription: Subscription;
  readonly config: unknown;
  readonly retry: RetryPolicy;
}

/** All of connectors.yaml: what brings records in, and what tells agencies. */
export interface Configured {
  readonly sources: readonly ConfiguredConnector[];
  readonly outbound: readonly ConfiguredOutbound[];
}

/** What a connector's class may be. */
export interface KnownClasses {
  readonly feeds: readonly Feed[];
  readonly outbound: readonly OutboundClass[];
}

const ListSchema = z.array(
  z.strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'use small letters, digits, dots, hyphens'),
    config: z.looseObject({ 'connector.class': z.string() }),
  }),
);

/** Keys that every connector takes, beside its own. */
export const CommonSchema = z.object({
  'connector.class': z.string(),
  'tasks.max': z.literal(1, 'one task reads a source; leave it out or write 1').default(1),
  'errors.retry.timeout': z.int().min(-1).default(-1),
  'errors.retry.delay.max.ms': z.int().min(100).default(10_000),
  'silence.alarm.ms': z.int().min(1_000).nullable().default(null),
});
const COMMON_KEYS = new Set(Object.keys(CommonSchema.shape));

/** @throws HubError HUB_CONFIG_INVALID naming the file, the connector, the key and what it may hold. */
export function parseConnectors(text: string, file: string, known: KnownClasses): Configured {
  const listed = ListSchema.safeParse(parseYaml(text, file) ?? []);
  if (!listed.success) throw badConfig(file, z.prettifyError(listed.error), listed.error);
  const names = listed.data.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw badConfig(file, `two connectors are called "${twice}"; rename one`);
  const sources: ConfiguredConnector[] = [];
  const outbound: ConfiguredOutbound[] = [];
  for (const { name, config } of listed.data) {
    const one = connectorOf(name, config, file, known);
    if ('feed' in one) sources.push(one);
    else outbound.push(one);
  }
  return { sources, outbound };
}

/** @throws HubError HUB_CONFIG_INVALID */
export async function readConnectors(file: string, known: KnownClasses): Promise<Configured> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw badConfig(
      file,
      'cannot be read; write the list of connectors there, set TRIBUTARY_CONNECTORS_FILE, or start with ./tributary up',
      cause,
    );
  }
  return parseConnectors(text, file, known);
}

function connectorOf(
  name: string,
  given: Readonly<Record<string, unknown>>,
  file: string,
  { feeds, outbound }: KnownClasses,
): ConfiguredConnector | ConfiguredOutbound {
  const common = CommonSchema.safeParse(given);
  if (!common.success) throw badConfig(file, `${name}: ${z.prettifyError(common.error)}`, common.error);
  const className = common.data['connector.class'];
  const retry = {
    timeoutMs: common.data['errors.retry.timeout'],
    delayMaxMs: common.data['errors.retry.delay.max.ms'],
  };
  const own = Object.fromEntries(Object.entries(given).filter(([key]) => !COMMON_KEYS.has(key)));
  const configOf = (schema: z.ZodType): unknown => {
    const parsed = schema.safeParse(own);
    if (!parsed.success) throw badConfig(file, `${name}: ${z.prettifyError(parsed.error)}`, parsed.error);
    return parsed.data;
  };
  const sources = feeds.flatMap((feed) =>
    feed.connectors.map((connectorClass) => ({ feed, connectorClass })),
  );
  const source = sources.find(({ connectorClass }) => connectorClass.name === className);
  if (source !== undefined) {
    const config = configOf(source.connectorClass.configSchema);
    return { name, ...source, config, retry, silenceAlarmMs: common.data['silence.alarm.ms'] };
  }
  const outboundClass = outbound.find((one) => one.name === className);
  if (outboundClass === undefined) {
    const classes = [...sources.map(({ connectorClass }) => connectorClass), ...outbound];
    const names = classes.map((one) => one.name).join(', ');
    throw badConfig(file, `${name}: connector.class "${className}" is not known; there are: ${names}`);
  }
  if (common.data['silence.alarm.ms'] !== null) {
    throw badConfig(file, `${name}: silence.alarm.ms is for connectors that bring records; leave it out`);
  }
  const config = configOf(outboundClass.configSchema);
  return { name, outboundClass, subscription: outboundClass.subscription(config), config, retry };
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (cause) {
    throw badConfig(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function badConfig(file: string, what: string, cause?: unknown): HubError {
  return new HubError('HUB_CONFIG_INVALID', `${file}: ${what}`, { cause, field: file });
}
