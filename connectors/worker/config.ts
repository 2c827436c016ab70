import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { ConnectorClass, Feed } from '../kit/feed.ts';

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
export function parseConnectors(
  text: string,
  file: string,
  feeds: readonly Feed[],
): readonly ConfiguredConnector[] {
  const listed = ListSchema.safeParse(parseYaml(text, file) ?? []);
  if (!listed.success) throw badConfig(file, z.prettifyError(listed.error), listed.error);
  const names = listed.data.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw badConfig(file, `two connectors are called "${twice}"; rename one`);
  return listed.data.map(({ name, config }) => connectorOf(name, config, file, feeds));
}

/** @throws HubError HUB_CONFIG_INVALID */
export async function readConnectors(
  file: string,
  feeds: readonly Feed[],
): Promise<readonly ConfiguredConnector[]> {
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
  return parseConnectors(text, file, feeds);
}

function connectorOf(
  name: string,
  given: Readonly<Record<string, unknown>>,
  file: string,
  feeds: readonly Feed[],
): ConfiguredConnector {
  const common = CommonSchema.safeParse(given);
  if (!common.success) throw badConfig(file, `${name}: ${z.prettifyError(common.error)}`, common.error);
  const className = common.data['connector.class'];
  const known = feeds.flatMap((feed) => feed.connectors.map((connectorClass) => ({ feed, connectorClass })));
  const found = known.find(({ connectorClass }) => connectorClass.name === className);
  if (found === undefined) {
    const classes = known.map(({ connectorClass }) => connectorClass.name).join(', ');
    throw badConfig(file, `${name}: connector.class "${className}" is not known; there are: ${classes}`);
  }
  const own = Object.fromEntries(Object.entries(given).filter(([key]) => !COMMON_KEYS.has(key)));
  const parsed = found.connectorClass.configSchema.safeParse(own);
  if (!parsed.success) throw badConfig(file, `${name}: ${z.prettifyError(parsed.error)}`, parsed.error);
  return {
    name,
    ...found,
    config: parsed.data,
    retry: {
      timeoutMs: common.data['errors.retry.timeout'],
      delayMaxMs: common.data['errors.retry.delay.max.ms'],
    },
    silenceAlarmMs: common.data['silence.alarm.ms'],
  };
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
