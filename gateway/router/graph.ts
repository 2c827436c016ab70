import type { GraphQLScalarType, GraphQLSchema } from 'graphql';
import type { Auditor } from '../access/audit/auditor.ts';
import type { Quota } from '../access/limits/quota.ts';
import { describeRules } from './access/describe-rules.ts';
import { NO_FIELD_RULES, readFieldRules } from './access/field-rules.ts';
import { createPlanExecutor } from './execute/plan-executor.ts';
import { adoptScalarChecks } from './execute/scalar-checks.ts';
import type { OpenPlanner } from './execute/planner/planner.ts';
import type { SubgraphTarget } from './execute/subgraph-target.ts';
import { createGraphService, type GraphService } from './graph-service.ts';
import { boundedService, boundedSubscriptions, type PartnerLoad } from './partner-load.ts';
import { readCostWeights } from './prepare/cost-weights.ts';
import { createPreparer } from './prepare/prepare.ts';
import type { QueryLimits } from './prepare/query-limits.ts';
import type { SubscriptionSources } from './subscribe/source.ts';
import { createSubscriptions, type Subscriptions } from './subscribe/subscriptions.ts';

/** What changes when another supergraph is served: the rest of a gateway stays. */
export interface GraphParts {
  readonly supergraphSdl: string;
  /** One for each subgraph that the supergraph names; closed with the graph. */
  readonly targets: readonly SubgraphTarget[];
  readonly sources: SubscriptionSources;
}

export interface GraphSetting {
  readonly limits: QueryLimits;
  readonly load: PartnerLoad;
  readonly audit: Auditor | null;
  readonly quota: Quota | null;
  readonly scalars: Readonly<Record<string, GraphQLScalarType>>;
  readonly subgraphTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly isIntrospectionOpen: boolean;
  /** Whether directives of the supergraph decide which fields a caller gets. */
  readonly hasFieldRules: boolean;
  /** Where plans are made; in this process unless told. */
  readonly openPlanner?: OpenPlanner | undefined;
}

/** One supergraph in service. */
export interface Graph {
  readonly schema: GraphQLSchema;
  readonly service: GraphService;
  readonly subscriptions: Subscriptions;
  /** Waits until every request and stream that was begun here has ended, then closes the targets. */
  retire(): Promise<void>;
}

/** @throws HubError HUB_CONFIG_INVALID when supergraph and targets do not fit. */
export function openGraph({ supergraphSdl, targets, sources }: GraphParts, setting: GraphSetting): Graph {
  const { audit, quota, load } = setting;
  const executor = createPlanExecutor({
    supergraphSdl,
    targets,
    subgraphTimeoutMs: setting.subgraphTimeoutMs,
    openPlanner: setting.openPlanner,
  });
  adoptScalarChecks(executor.schema, setting.scalars);
  const rules = setting.hasFieldRules ? readFieldRules(supergraphSdl) : NO_FIELD_RULES;
  describeRules(executor.schema, rules);
  const unbounded = createGraphService(
    executor,
    createPreparer(executor.schema, setting.limits, readCostWeights(supergraphSdl)),
    setting.requestTimeoutMs,
    setting.isIntrospectionOpen,
    audit,
    quota,
    rules,
  );
  const service = boundedService(unbounded, load);
  const subscriptions = boundedSubscriptions(createSubscriptions(service, sources, audit, quota), load);
  const underWay = new UnderWay();
  return {
    schema: executor.schema,
    service: { ...service, answer: (request) => underWay.count(service.answer(request)) },
    subscriptions: {
      async open(...asked) {
        const delivery = await underWay.count(subscriptions.open(...asked));
        // Its end is told to whoever opened it.
        underWay.count(delivery.done).catch(() => undefined);
        return delivery;
      },
    },
    async retire() {
      await underWay.ended();
      executor.close();
      await Promise.all(targets.map((target) => target.close()));
    },
  };
}

class UnderWay {
  #count = 0;
  #ended: (() => void) | undefined;

  count<Value>(work: Promise<Value>): Promise<Value> {
    this.#count += 1;
    work.then(this.#over, this.#over);
    return work;
  }

  readonly #over = (): void => {
    this.#count -= 1;
    if (this.#count === 0) this.#ended?.();
  };

  ended(): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#ended = resolve;
    });
  }
}
