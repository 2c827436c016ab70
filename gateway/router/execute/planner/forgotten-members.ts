import type { BatchFetchNode, FetchNode, PlanNode } from '@graphql-hive/router-query-planner';
import {
  getOperationAST,
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type InlineFragmentNode,
  type SelectionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { placeBelow, withFetches, type Places } from '../plan/plan-fetches.ts';
import { parseFetch, withDocument } from '../plan/parse-fetch.ts';
import { fragmentsOf } from '../projection/collect-fields.ts';
import { answerable } from './answerable.ts';
import { askedOfMembers, inBoth, type AskedOfMembers } from './asked-members.ts';
import { mapFields } from './map-fields.ts';

/** Names that the planner gives to what would clash: such a fetch is left as it is. */
const PLANNER_ALIAS = '_internal_qp_alias_';

/**
 * Where subgraphs know other members of a union below a value that they share, the planner asks for those alone that all know. What the
 * operation asks of the others, and no fetch brings, is added to the fetch that is at the union already, as far as its subgraph answers it.
 * @param document the operation as it was planned
 */
export function withForgottenMembers(
  plan: PlanNode,
  supergraph: Supergraph,
  document: DocumentNode,
  operationName: string | undefined,
): PlanNode {
  if (supergraph.partialUnions.members.size === 0) return plan;
  const asked = askedOfMembers(supergraph, document, operationName);
  if (asked.size === 0) return plan;
  const adding = new Adding(
    supergraph,
    document,
    asked,
    getOperationAST(document, operationName)?.variableDefinitions ?? [],
  );
  withFetches(plan, (fetch, places) => adding.note(fetch, places));
  return withFetches(plan, (fetch, places) => adding.add(fetch, places));
}

class Adding {
  readonly #supergraph: Supergraph;
  readonly #fragments: ReturnType<typeof fragmentsOf>;
  readonly #variables: readonly VariableDefinitionNode[];
  readonly #asked: ReadonlyMap<string, readonly AskedOfMembers[]>;
  /** What fetches bring of the unions, by place and key: of which types, undefined for all. */
  readonly #brought = new Map<string, (ReadonlySet<string> | undefined)[]>();

  constructor(
    supergraph: Supergraph,
    document: DocumentNode,
    asked: ReadonlyMap<string, readonly AskedOfMembers[]>,
    variables: readonly VariableDefinitionNode[],
  ) {
    this.#supergraph = supergraph;
    this.#fragments = fragmentsOf(document);
    this.#variables = variables;
    this.#asked = asked;
  }

  /** Notes what a fetch brings. */
  note<Fetch extends FetchNode | BatchFetchNode>(fetch: Fetch, places: Places): Fetch {
    const { document } = parseFetch(fetch);
    mapFields(this.#supergraph, document, places, (node, _named, { places: at, types }) => {
      for (const place of at) {
        if (this.#asked.has(place)) this.#bring(placeBelow(place, node), types);
      }
      return node;
    });
    return fetch;
  }

  /** The fetch with what it can bring of the unions and nothing else brings. */
  add<Fetch extends FetchNode | BatchFetchNode>(fetch: Fetch, places: Places): Fetch {
    if (fetch.operation.includes(PLANNER_ALIAS)) return fetch;
    const { members } = this.#supergraph.partialUnions;
    const { node, document } = parseFetch(fetch);
    const used = new Set<string>();
    const added = mapFields(this.#supergraph, document, places, (field, named, { places: at }) => {
      const known = named && members.get(named.name)?.get(fetch.serviceName);
      if (known === undefined || field.selectionSet === undefined) return field;
      const more = at.flatMap((place) => this.#missing(placeBelow(place, field), fetch.serviceName, known));
      for (const one of more) visit(one, { Variable: ({ name }) => void used.add(name.value) });
      const selections = [...field.selectionSet.selections, ...more];
      return more.length === 0 ? field : { ...field, selectionSet: { ...field.selectionSet, selections } };
    });
    if (added === document) return fetch;
    return withDocument(node, added, used, this.#variables);
  }

  #missing(place: string, subgraph: string, known: ReadonlySet<string>): InlineFragmentNode[] {
    const fragments: InlineFragmentNode[] = [];
    for (const { node, types, conditions } of this.#asked.get(place) ?? []) {
      for (const type of inBoth(types, known)) {
        const at = placeBelow(place, node);
        if (node.name.value === '__typename' || this.#isBrought(at, type)) continue;
        const found = answerable(this.#supergraph, this.#fragments, subgraph, type, node);
        if (found === undefined) continue;
        this.#bring(at, new Set([type]));
        fragments.push(onType(type, conditions.reduceRight<SelectionNode>(conditional, found)));
      }
    }
    return fragments;
  }

  #bring(place: string, types: ReadonlySet<string> | undefined): void {
    this.#brought.set(place, [...(this.#brought.get(place) ?? []), types]);
  }

  #isBrought(place: string, type: string): boolean {
    return (this.#brought.get(place) ?? []).some((types) => types?.has(type) !== false);
  }
}

function onType(name: string, selection: SelectionNode): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
    selectionSet: { kind: Kind.SELECTION_SET, selections: [selection] },
  };
}

function conditional(selection: SelectionNode, directive: DirectiveNode): InlineFragmentNode {
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [selection] } as const;
  return { kind: Kind.INLINE_FRAGMENT, directives: [directive], selectionSet };
}
