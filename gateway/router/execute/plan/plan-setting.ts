import type { KeysOf } from '../../supergraph/entity-keys.ts';
import type { SubgraphTarget } from '../subgraph-target.ts';
import type { AskedConditions } from './forgotten-conditions.ts';

/** What the nodes of one plan are compiled with. */
export interface PlanSetting {
  readonly targets: ReadonlyMap<string, SubgraphTarget>;
  readonly subgraphTimeoutMs: number;
  readonly typesUnder: (condition: string) => ReadonlySet<string>;
  /** Interfaces that a subgraph knows as an object. */
  readonly interfaceObjects: ReadonlyMap<string, ReadonlySet<string>>;
  readonly keysOf: KeysOf;
  /** Names of the planner's own under which fields are required (`requiredAliases`). */
  readonly requiredAliases: ReadonlySet<string>;
  readonly asked: AskedConditions;
  /** Conditions of the plan around a node, printed. */
  readonly decided: ReadonlySet<string>;
  readonly isObjectType: (name: string) => boolean;
  /** Places of fetches in the plan: errors are told in this order, whichever fetch ends first. */
  readonly nextOrder: () => number;
}
