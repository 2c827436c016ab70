import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { HubError } from '../schema/canonical/hub-error.ts';
import { DEFAULT_TOPIC_PREFIX } from '../schema/topics/topics.ts';

const Port = z.coerce.number().int().min(1).max(65_535);
const Count = z.coerce.number().int().min(1).max(1_000);
const Limit = z.coerce.number().int().min(1).max(1_000_000).optional();

/**
 * Every environment variable that the processes read, with its default. An unknown `TRIBUTARY_` name is refused: it is a typing error
 * whose effect would be silence.
 */
const EnvironmentSchema = z.strictObject({
  /** Folder for everything that is local: caches, data, keys, secrets, logs. */
  TRIBUTARY_HOME: z.string().min(1).default('.tributary'),
  TRIBUTARY_HOST: z.string().min(1).default('127.0.0.1'),
  /** Gateway: `/graphql`, `/graphiql`, `/healthz`, `/readyz`, `/metrics`. */
  TRIBUTARY_PORT: Port.default(4_000),
  /** Connector worker: push intake and operations pages. Unless told, the gateway's port + 1. */
  TRIBUTARY_INTAKE_PORT: Port.optional(),
  /** Pipeline: operations pages. Unless told, the gateway's port + 2. */
  TRIBUTARY_PIPELINE_PORT: Port.optional(),
  /** Where other processes reach the connector worker, the simulated city and its grid database; unless told, TRIBUTARY_HOST. */
  TRIBUTARY_INTAKE_HOST: z.string().min(1).optional(),
  TRIBUTARY_SIMULATOR_HOST: z.string().min(1).optional(),
  TRIBUTARY_SIMULATOR_GRID_HOST: z.string().min(1).optional(),
  /** Simulated city: the hotline's API and operations pages. Unless told, the gateway's port + 3. */
  TRIBUTARY_SIMULATOR_PORT: Port.optional(),
  /** Simulated city: the grid platform's PostgreSQL. Unless told, the gateway's port + 4. */
  TRIBUTARY_SIMULATOR_GRID_PORT: Port.optional(),
  /** Sign-in that `up` runs on one machine. Unless told, the gateway's port + 5. */
  TRIBUTARY_IDENTITY_PORT: Port.optional(),
  /** Issuers whose tokens count (docs/access.md); unless told, the home's own key. */
  TRIBUTARY_ISSUERS_FILE: z.string().min(1).optional(),
  /** Whether `__schema` and `__type` need the scope `introspection`, or only a token. */
  TRIBUTARY_INTROSPECTION: z.enum(['scope', 'open']).default('scope'),
  /** PEM files with which TLS ends at the gateway, and who signs its clients' certificates. */
  TRIBUTARY_TLS_KEY_FILE: z.string().min(1).optional(),
  TRIBUTARY_TLS_CERT_FILE: z.string().min(1).optional(),
  TRIBUTARY_TLS_CLIENT_CA_FILE: z.string().min(1).optional(),
  /** Addresses and CIDR blocks, comma-separated, of proxies that end TLS and tell client certificates in `Client-Cert` (RFC 9440). */
  TRIBUTARY_TRUSTED_PROXIES: z.string().min(1).max(10_000).optional(),
  /** Gateway: 1 prints each new query plan and its compiled steps to standard error (read where plans are made). */
  TRIBUTARY_DEBUG_PLAN: z.enum(['0', '1']).optional(),
  /** Comma-separated `host:port`. */
  TRIBUTARY_KAFKA_BROKERS: z.string().min(1).optional(),
  TRIBUTARY_MONGODB_URI: z.string().min(1).optional(),
  /** File that holds the URI instead: it carries a password, and environments are easily shown. */
  TRIBUTARY_MONGODB_URI_FILE: z.string().min(1).optional(),
  TRIBUTARY_TOPIC_PREFIX: z
    .string()
    .regex(/^[a-zA-Z0-9._-]{1,100}$/)
    .default(DEFAULT_TOPIC_PREFIX),
  TRIBUTARY_TOPIC_PARTITIONS: Count.default(6),
  TRIBUTARY_TOPIC_REPLICATION: Count.default(1),
  /** Copies that must hold a message before it counts as written (acks all); unless told, what the brokers say. */
  TRIBUTARY_TOPIC_MIN_INSYNC_REPLICAS: Count.optional(),
  /** YAML list of connectors; unless told, `connectors.yaml` in the home folder. */
  TRIBUTARY_CONNECTORS_FILE: z.string().min(1).optional(),
  /** Folder of secrets, one file each; unless told, `secrets` in the home folder. */
  TRIBUTARY_SECRETS_DIR: z.string().min(1).optional(),
  /** Folder of your own CSV profiles, `<feed>/<profile>.yaml`; unless told, `profiles` in the home folder. It may be missing. */
  TRIBUTARY_PROFILES_DIR: z.string().min(1).optional(),
  /** Working days, as docs/workflow.md describes; unless told, `calendar.yaml` in the home folder, else the one that the hub comes with. */
  TRIBUTARY_CALENDAR_FILE: z.string().min(1).optional(),
  /** Points and colours of risk, as docs/risk.md describes them; unless told, those that the hub comes with. */
  TRIBUTARY_RISK_RULES_FILE: z.string().min(1).optional(),
  /** Outlines of divisions for the console's map, GeoJSON with its 审图号, as docs/console.md describes; without it there is no map. */
  TRIBUTARY_MAP_FILE: z.string().min(1).optional(),
  /** Days that events can be read back by a cursor. */
  TRIBUTARY_EVENT_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  /** YAML map of subgraph name → URL; a subgraph that is not named runs in process. */
  TRIBUTARY_SUBGRAPHS_FILE: z.string().min(1).optional(),
  /**
   * Receivers of saved webhooks that may have private addresses: names of hosts, addresses and CIDR blocks, separated by commas; with `http://` in
   * front also without TLS.
   */
  TRIBUTARY_WEBHOOK_ALLOW: z.string().min(1).max(10_000).optional(),
  /** What one query may ask for; unless told, the defaults of gateway/router/prepare/query-limits.ts. */
  TRIBUTARY_MAX_QUERY_TOKENS: Limit,
  TRIBUTARY_MAX_QUERY_DEPTH: Limit,
  TRIBUTARY_MAX_QUERY_SELECTIONS: Limit,
  TRIBUTARY_MAX_QUERY_ALIASES: Limit,
  TRIBUTARY_MAX_QUERY_ROOT_FIELDS: Limit,
  TRIBUTARY_MAX_QUERY_DIRECTIVES: Limit,
  TRIBUTARY_MAX_QUERY_LIST_SIZE: Limit,
  TRIBUTARY_MAX_QUERY_COST: Limit,
  /** How much each partner may ask for, as docs/access.md describes it; unless told, the limits that the hub comes with. */
  TRIBUTARY_LIMITS_FILE: z.string().min(1).optional(),
  /** How long what has to do with people is kept, as docs/access.md describes it; unless told, the terms that the hub comes with. */
  TRIBUTARY_RETENTION_FILE: z.string().min(1).optional(),
  /** What one partner may have under way at one gateway; see gateway/router/partner-load.ts. */
  TRIBUTARY_MAX_PARTNER_REQUESTS: Limit,
  TRIBUTARY_MAX_PARTNER_STREAMS: Limit,
  /** The simulated city: another seed is another city. */
  TRIBUTARY_SIMULATOR_SEED: z.string().min(1).max(100).default('nantong'),
  /** Records of its history, spread over so many days before its first start. */
  TRIBUTARY_SIMULATOR_RECORDS: z.coerce.number().int().min(1).max(1_000_000).default(2_000),
  TRIBUTARY_SIMULATOR_DAYS: z.coerce.number().int().min(1).max(365).default(21),
  /** New records a minute once the history is told; 0 stands still. */
  TRIBUTARY_SIMULATOR_RECORDS_PER_MINUTE: z.coerce.number().min(0).max(10_000).default(4),
  /** Share of what the agencies' systems hand over that is spoilt on the way (unreadable rows, cut-off files, failing answers). */
  TRIBUTARY_SIMULATOR_FAULT_SHARE: z.coerce.number().min(0).max(1).default(0.004),
  TRIBUTARY_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Limits of a query as far as they are set; what they mean is said in gateway/router/prepare/query-limits.ts. */
export interface QueryLimitSettings {
  readonly maxTokens?: number;
  readonly maxDepth?: number;
  readonly maxSelections?: number;
  readonly maxAliases?: number;
  readonly maxRootFields?: number;
  readonly maxDirectives?: number;
  readonly maxListSize?: number;
  readonly maxCost?: number;
}

export interface Settings {
  /** Absolute path. */
  readonly home: string;
  /** Where the processes listen. */
  readonly host: string;
  /** Where other processes reach the worker, the simulated city and its grid database. */
  readonly intakeHost: string;
  readonly simulatorHost: string;
  readonly simulatorGridHost: string;
  readonly gatewayPort: number;
  readonly intakePort: number;
  readonly pipelinePort: number;
  readonly simulatorPort: number;
  readonly simulatorGridPort: number;
  readonly identityPort: number;
  /** Null: the home's own key. */
  readonly issuersFile: string | null;
  readonly introspection: 'scope' | 'open';
  /** Null: the gateway speaks HTTP. */
  readonly tls: {
    readonly key: string;
    readonly certificate: string;
    readonly clientAuthority: string | null;
  } | null;
  readonly trustedProxies: string | null;
  /** Empty when not given. */
  readonly kafkaBrokers: readonly string[];
  readonly mongodbUri: string | null;
  readonly topicPrefix: string;
  readonly topicPartitions: number;
  readonly topicReplication: number;
  /** Null: as the brokers are set. */
  readonly topicMinInsyncReplicas: number | null;
  readonly connectorsFile: string;
  readonly secretsDir: string;
  readonly profilesDir: string;
  /** Null: not told. */
  readonly calendarFile: string | null;
  readonly riskRulesFile: string | null;
  readonly mapFile: string | null;
  readonly eventRetentionDays: number;
  readonly subgraphsFile: string | null;
  /** See gateway/events/webhooks/target-policy.ts; null: public addresses alone. */
  readonly webhookAllow: string | null;
  readonly queryLimits: QueryLimitSettings;
  /** Null: not told. */
  readonly limitsFile: string | null;
  readonly retentionFile: string | null;
  /** As far as they are set. */
  readonly partnerLimits: { readonly maxRequests?: number; readonly maxStreams?: number };
  readonly simulator: {
    readonly seed: string;
    readonly records: number;
    readonly days: number;
    readonly recordsPerMinute: number;
    readonly faultShare: number;
  };
  readonly logLevel: string;
}

/** @throws HubError HUB_CONFIG_INVALID naming the variable, what it holds and what it may hold. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const ours = Object.entries(env).filter(([name, value]) => name.startsWith('TRIBUTARY_') && value !== '');
  const parsed = EnvironmentSchema.safeParse(Object.fromEntries(ours));
  if (!parsed.success) {
    throw new HubError('HUB_CONFIG_INVALID', `environment: ${z.prettifyError(parsed.error)}`, {
      cause: parsed.error,
    });
  }
  const known = parsed.data;
  const home = resolve(known.TRIBUTARY_HOME);
  return {
    home,
    host: known.TRIBUTARY_HOST,
    intakeHost: known.TRIBUTARY_INTAKE_HOST ?? known.TRIBUTARY_HOST,
    simulatorHost: known.TRIBUTARY_SIMULATOR_HOST ?? known.TRIBUTARY_HOST,
    simulatorGridHost: known.TRIBUTARY_SIMULATOR_GRID_HOST ?? known.TRIBUTARY_HOST,
    gatewayPort: known.TRIBUTARY_PORT,
    intakePort: known.TRIBUTARY_INTAKE_PORT ?? known.TRIBUTARY_PORT + 1,
    pipelinePort: known.TRIBUTARY_PIPELINE_PORT ?? known.TRIBUTARY_PORT + 2,
    simulatorPort: known.TRIBUTARY_SIMULATOR_PORT ?? known.TRIBUTARY_PORT + 3,
    simulatorGridPort: known.TRIBUTARY_SIMULATOR_GRID_PORT ?? known.TRIBUTARY_PORT + 4,
    identityPort: known.TRIBUTARY_IDENTITY_PORT ?? known.TRIBUTARY_PORT + 5,
    issuersFile: known.TRIBUTARY_ISSUERS_FILE === undefined ? null : resolve(known.TRIBUTARY_ISSUERS_FILE),
    introspection: known.TRIBUTARY_INTROSPECTION,
    tls: tlsOf(known),
    trustedProxies: known.TRIBUTARY_TRUSTED_PROXIES ?? null,
    kafkaBrokers: (known.TRIBUTARY_KAFKA_BROKERS ?? '').split(',').filter((broker) => broker !== ''),
    mongodbUri: mongodbUriOf(known.TRIBUTARY_MONGODB_URI, known.TRIBUTARY_MONGODB_URI_FILE),
    topicPrefix: known.TRIBUTARY_TOPIC_PREFIX,
    topicPartitions: known.TRIBUTARY_TOPIC_PARTITIONS,
    topicReplication: known.TRIBUTARY_TOPIC_REPLICATION,
    topicMinInsyncReplicas: minInsyncOf(
      known.TRIBUTARY_TOPIC_MIN_INSYNC_REPLICAS,
      known.TRIBUTARY_TOPIC_REPLICATION,
    ),
    connectorsFile: resolve(known.TRIBUTARY_CONNECTORS_FILE ?? `${home}/connectors.yaml`),
    secretsDir: resolve(known.TRIBUTARY_SECRETS_DIR ?? `${home}/secrets`),
    profilesDir: resolve(known.TRIBUTARY_PROFILES_DIR ?? `${home}/profiles`),
    calendarFile: known.TRIBUTARY_CALENDAR_FILE === undefined ? null : resolve(known.TRIBUTARY_CALENDAR_FILE),
    mapFile: known.TRIBUTARY_MAP_FILE === undefined ? null : resolve(known.TRIBUTARY_MAP_FILE),
    riskRulesFile:
      known.TRIBUTARY_RISK_RULES_FILE === undefined ? null : resolve(known.TRIBUTARY_RISK_RULES_FILE),
    eventRetentionDays: known.TRIBUTARY_EVENT_RETENTION_DAYS,
    subgraphsFile: known.TRIBUTARY_SUBGRAPHS_FILE ?? null,
    webhookAllow: known.TRIBUTARY_WEBHOOK_ALLOW ?? null,
    queryLimits: given({
      maxTokens: known.TRIBUTARY_MAX_QUERY_TOKENS,
      maxDepth: known.TRIBUTARY_MAX_QUERY_DEPTH,
      maxSelections: known.TRIBUTARY_MAX_QUERY_SELECTIONS,
      maxAliases: known.TRIBUTARY_MAX_QUERY_ALIASES,
      maxRootFields: known.TRIBUTARY_MAX_QUERY_ROOT_FIELDS,
      maxDirectives: known.TRIBUTARY_MAX_QUERY_DIRECTIVES,
      maxListSize: known.TRIBUTARY_MAX_QUERY_LIST_SIZE,
      maxCost: known.TRIBUTARY_MAX_QUERY_COST,
    }),
    limitsFile: known.TRIBUTARY_LIMITS_FILE === undefined ? null : resolve(known.TRIBUTARY_LIMITS_FILE),
    retentionFile:
      known.TRIBUTARY_RETENTION_FILE === undefined ? null : resolve(known.TRIBUTARY_RETENTION_FILE),
    partnerLimits: given({
      maxRequests: known.TRIBUTARY_MAX_PARTNER_REQUESTS,
      maxStreams: known.TRIBUTARY_MAX_PARTNER_STREAMS,
    }),
    simulator: {
      seed: known.TRIBUTARY_SIMULATOR_SEED,
      records: known.TRIBUTARY_SIMULATOR_RECORDS,
      days: known.TRIBUTARY_SIMULATOR_DAYS,
      recordsPerMinute: known.TRIBUTARY_SIMULATOR_RECORDS_PER_MINUTE,
      faultShare: known.TRIBUTARY_SIMULATOR_FAULT_SHARE,
    },
    logLevel: known.TRIBUTARY_LOG_LEVEL,
  };
}

function tlsOf(known: z.infer<typeof EnvironmentSchema>): Settings['tls'] {
  const key = known.TRIBUTARY_TLS_KEY_FILE;
  const certificate = known.TRIBUTARY_TLS_CERT_FILE;
  const clientAuthority = known.TRIBUTARY_TLS_CLIENT_CA_FILE ?? null;
  if (key !== undefined && certificate !== undefined) return { key, certificate, clientAuthority };
  if (key === undefined && certificate === undefined && clientAuthority === null) return null;
  const variable = key === undefined ? 'TRIBUTARY_TLS_KEY_FILE' : 'TRIBUTARY_TLS_CERT_FILE';
  throw new HubError(
    'HUB_CONFIG_INVALID',
    `${variable} is not set, but TLS needs both key and certificate; set it`,
    {
      field: variable,
    },
  );
}

function mongodbUriOf(uri: string | undefined, file: string | undefined): string | null {
  if (file === undefined) return uri ?? null;
  const variable = 'TRIBUTARY_MONGODB_URI_FILE';
  if (uri !== undefined) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `TRIBUTARY_MONGODB_URI and ${variable} are both set; unset one`,
      {
        field: variable,
      },
    );
  }
  const held = readSecretFile(file, variable);
  if (held !== '') return held;
  throw new HubError('HUB_CONFIG_INVALID', `${variable}: ${file} is empty; write the URI into it`, {
    field: variable,
  });
}

function readSecretFile(file: string, variable: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('HUB_CONFIG_INVALID', `${variable}: ${file} cannot be read (${why})`, {
      cause,
      field: variable,
    });
  }
}

/** More copies than there are would refuse every message. */
function minInsyncOf(minInsync: number | undefined, replication: number): number | null {
  if (minInsync === undefined || minInsync <= replication) return minInsync ?? null;
  const variable = 'TRIBUTARY_TOPIC_MIN_INSYNC_REPLICAS';
  throw new HubError(
    'HUB_CONFIG_INVALID',
    `${variable} is ${minInsync}, but TRIBUTARY_TOPIC_REPLICATION only ${replication}: no message could ever be written; lower the one or raise the other`,
    { field: variable },
  );
}

function given<Name extends string>(
  limits: Readonly<Record<Name, number | undefined>>,
): Partial<Record<Name, number>> {
  const set = Object.entries<number | undefined>(limits).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as Partial<Record<Name, number>>;
}

/** For processes that cannot do without: the servers' addresses. @throws HubError HUB_CONFIG_INVALID naming the missing variable. */
export function requireServers(settings: Settings): { kafkaBrokers: readonly string[]; mongodbUri: string } {
  if (settings.kafkaBrokers.length === 0) throw missing('TRIBUTARY_KAFKA_BROKERS', '127.0.0.1:9092');
  if (settings.mongodbUri === null) {
    throw missing('TRIBUTARY_MONGODB_URI', 'mongodb://127.0.0.1:27017/tributary?replicaSet=rs0');
  }
  return { kafkaBrokers: settings.kafkaBrokers, mongodbUri: settings.mongodbUri };
}

function missing(variable: string, example: string): HubError {
  return new HubError(
    'HUB_CONFIG_INVALID',
    `${variable} is not set; set it (for example ${example}), or start everything with ./tributary up`,
    { field: variable },
  );
}
