import type {
  BatchFetchNode,
  FetchNode,
  FlattenNodePathSegment,
  PlanNode,
} from '@graphql-hive/router-query-planner';
import type { FieldNode } from 'graphql';

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
      return { ...node, node: on(node.node, placesOfEntities(node.path)) };
    }
    case 'BatchFetch':
      return on(node, placesOfBatch(node));
    case 'Subscription':
    case 'Defer':
      return node;
  }
}

/** Of the root field of a fetch of entities at one path. */
export function placesOfEntities(path: readonly FlattenNodePathSegment[]): Places {
  return new Map([['_entities', [placeOf(path)]]]);
}

/** Of the root fields of a fetch of entities by several aliases. */
export function placesOfBatch({ entityBatch }: BatchFetchNode): Places {
  return new Map(entityBatch.aliases.map(({ alias, paths }) => [alias, paths.map(placeOf)] as const));
}

function placeOf(path: readonly FlattenNodePathSegment[]): string {
  return path.flatMap((one) => (one !== '@' && 'Field' in one ? [one.Field] : [])).join('.');
}

type Named = Pick<FieldNode, 'alias' | 'name'>;

/** Under which key a field is answered. */
export function responseKeyOf({ alias, name }: Named): string {
  return (alias ?? name).value;
}

/** The place of a field's value below that of its object. */
export function placeBelow(place: string, field: Named): string {
  const key = responseKeyOf(field);
  return place === '' ? key : `${place}.${key}`;
}
