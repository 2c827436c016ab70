import type {
  BatchFetchNode,
  FetchNode,
  FlattenNodePathSegment,
  PlanNode,
} from '@graphql-hive/router-query-planner';

/** Where the objects stand that each root field of a fetch is about: response keys from the root on, with dots between. */
export type Places = ReadonlyMap<string, readonly string[]>;

/** What is done with one fetch of a plan. */
export type OnFetch = <Fetch extends FetchNode | BatchFetchNode>(fetch: Fetch, places: Places) => Fetch;

const AT_ROOT: Places = new Map();

/** A plan with other fetches in the place of its own. */
export function withFetches(node: PlanNode, on: OnFetch): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((one) => withFetches(one, on)) };
    case 'Condition':
      return {
        ...node,
        ...(node.ifClause == null ? {} : { ifClause: withFetches(node.ifClause, on) }),
        ...(node.elseClause == null ? {} : { elseClause: withFetches(node.elseClause, on) }),
      };
    case 'Fetch':
      return on(node, AT_ROOT);
    case 'Flatten': {
      if (node.node.kind !== 'Fetch') return node;
      return { ...node, node: on(node.node, new Map([['_entities', [placeOf(node.path)]]])) };
    }
    case 'BatchFetch':
      return on(node, placesOfBatch(node));
    case 'Subscription':
    case 'Defer':
      return node;
  }
}

/** Of the root fields of a fetch of entities by several aliases. */
export function placesOfBatch({ entityBatch }: BatchFetchNode): Places {
  return new Map(entityBatch.aliases.map(({ alias, paths }) => [alias, paths.map(placeOf)] as const));
}

export function placeOf(path: readonly FlattenNodePathSegment[]): string {
  return path.flatMap((one) => (one !== '@' && 'Field' in one ? [one.Field] : [])).join('.');
}
