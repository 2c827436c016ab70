import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PROJECT_DIR } from '../../docker/local/parts.ts';

export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly target: string };
  readonly profiles?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly secrets?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required?: boolean }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly user?: string;
  readonly stop_grace_period?: string;
  readonly deploy?: {
    readonly replicas?: number;
    readonly resources?: { readonly limits?: { readonly cpus?: string; readonly memory?: string } };
  };
}

export interface Compose {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
}

export const SMALL_FILE = 'compose.yaml';
export const CLUSTER_FILE = 'docker/compose.cluster.yaml';

/** Text of a compose file with every `${NAME:-default}` at its default. */
export function composeText(file: string): string {
  const text = readFileSync(join(PROJECT_DIR, file), 'utf8');
  return text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');
}

/** `docker compose up`. */
export function smallCompose(): Compose {
  return parsed(SMALL_FILE) as unknown as Compose;
}

/** `docker compose -f compose.yaml -f docker/compose.cluster.yaml up`. */
export function clusterCompose(): Compose {
  return merged(parsed(SMALL_FILE), parsed(CLUSTER_FILE)) as unknown as Compose;
}

type Node = Readonly<Record<string, unknown>>;

function parsed(file: string): Node {
  const whole = parse(composeText(file), { merge: true }) as Node;
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !key.startsWith('x-')));
}

/** Lists that a later file replaces; it adds to all others. */
const REPLACED: ReadonlySet<string> = new Set(['command', 'entrypoint', 'test']);

/** How compose puts a later file on an earlier one: maps key by key, lists one after the other without what is there already. */
function merged(earlier: Node, later: Node): Node {
  const result: Record<string, unknown> = { ...earlier };
  for (const [key, value] of Object.entries(later)) {
    const before = result[key];
    if (isNode(before) && isNode(value)) result[key] = merged(before, value);
    else if (Array.isArray(before) && Array.isArray(value) && !REPLACED.has(key))
      result[key] = [...new Set([...(before as unknown[]), ...(value as unknown[])])];
    else result[key] = value;
  }
  return result;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
