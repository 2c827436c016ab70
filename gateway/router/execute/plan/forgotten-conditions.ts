import type { PlanNode, RequiresSelection } from '@graphql-hive/router-query-planner';
import {
  getOperationAST,
  Kind,
  print,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import { fragmentsOf } from '../projection/collect-fields.ts';
import { parseFetch, withDocument, type FetchLike } from './parse-fetch.ts';
import { placeBelow, responseKeyOf, type Places } from './plan-fetches.ts';

/** On which conditions an operation asks for its fields. */
export interface AskedConditions {
  /**
   * By the response keys from the root on, with dots between, where every mention of the field stands on the same conditions: `@skip` and `@include`
   * by variables, also those of all that is around it.
   */
  readonly of: ReadonlyMap<string, readonly DirectiveNode[]>;
  readonly variables: readonly VariableDefinitionNode[];
  /** Response keys that some fetch of the plan needs from others: these are fetched without conditions. */
  readonly required: ReadonlySet<string>;
}

/** @param operationName undefined when the document has one operation only */
export function askedConditions(
  document: DocumentNode,
  operationName: string | undefined,
  plan: PlanNode | null | undefined,
): AskedConditions {
  const operation = getOperationAST(document, operationName);
  const fragments = fragmentsOf(document);
  const mentions = new Map<string, (readonly DirectiveNode[])[]>();
  const collect = (set: SelectionSetNode, above: readonly DirectiveNode[], place: string): void => {
    for (const selection of set.selections) {
      const conditions = [...above, ...(selection.directives ?? []).filter(isCondition)];
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, conditions, place);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) collect(fragment.selectionSet, conditions, place);
      } else {
        const at = placeBelow(place, selection);
        mentions.set(at, [...(mentions.get(at) ?? []), conditions]);
        if (selection.selectionSet !== undefined) collect(selection.selectionSet, conditions, at);
      }
    }
  };
  if (operation != null) collect(operation.selectionSet, [], '');
  const of = new Map<string, readonly DirectiveNode[]>();
  for (const [place, [first = [], ...others]] of mentions) {
    const text = textOf(first);
    if (first.length > 0 && others.every((one) => textOf(one) === text)) of.set(place, first);
  }
  return { of, variables: operation?.variableDefinitions ?? [], required: requiredKeys(plan) };
}

/**
 * The planner forgets at times, most where it adds to a field what others require, that the field is asked for on a condition. What is skipped would
 * then be fetched, and where that fails its null would take other fields with it (GraphQL specification, section 6.4.4). So the conditions are put back.
 * @param places of the objects that each root field of the fetch is about, as in `AskedConditions.of`; root fields that are not among them are the operation's own
 * @param decided conditions of the plan around the fetch, printed
 */
export function withForgottenConditions<Fetch extends FetchLike>(
  fetch: Fetch,
  places: Places,
  asked: AskedConditions,
  decided: ReadonlySet<string>,
): Fetch {
  if (asked.of.size === 0) return fetch;
  const { node, document } = parseFetch(fetch);
  const used = new Set<string>();
  const within = (
    set: SelectionSetNode,
    at: readonly string[],
    known: ReadonlySet<string>,
  ): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((selection): SelectionNode => {
      const { directives = [] } = selection;
      const own = new Set([...known, ...directives.map(print)]);
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return { ...selection, selectionSet: within(selection.selectionSet, at, own) };
      }
      const below = at.map((place) => placeBelow(place, selection));
      const missing = asked.required.has(responseKeyOf(selection))
        ? []
        : addable(
            directives,
            agreed(asked, below).filter((one) => !own.has(print(one))),
          );
      for (const name of missing.flatMap(variablesOf)) used.add(name);
      for (const one of missing) own.add(print(one));
      return {
        ...selection,
        directives: [...directives, ...missing],
        ...(selection.selectionSet === undefined
          ? {}
          : { selectionSet: within(selection.selectionSet, below, own) }),
      };
    }),
  });
  const root = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((selection): readonly SelectionNode[] => {
      const about = selection.kind === Kind.FIELD ? places.get(responseKeyOf(selection)) : undefined;
      if (about === undefined || selection.kind !== Kind.FIELD || selection.selectionSet === undefined) {
        return within({ ...set, selections: [selection] }, [''], decided).selections;
      }
      const known = new Set([...decided, ...agreed(asked, about).map(print)]);
      return [{ ...selection, selectionSet: within(selection.selectionSet, about, known) }];
    }),
  });
  const definitions = document.definitions.map((one): DefinitionNode => {
    if (one.kind !== Kind.OPERATION_DEFINITION) return one;
    return { ...one, selectionSet: root(one.selectionSet) };
  });
  return used.size === 0 ? node : withDocument(node, { ...document, definitions }, used, asked.variables);
}

/** What all of these places stand on. */
function agreed({ of }: AskedConditions, [first, ...others]: readonly string[]): readonly DirectiveNode[] {
  const conditions = of.get(first ?? '') ?? [];
  const text = textOf(conditions);
  return others.every((place) => textOf(of.get(place) ?? []) === text) ? conditions : [];
}

/** Each directive may stand on a field once: of several of one name the others are left to whoever asks more than the planner. */
function addable(there: readonly DirectiveNode[], more: readonly DirectiveNode[]): readonly DirectiveNode[] {
  const byName = new Map(more.map((one) => [one.name.value, one]));
  for (const { name } of there) byName.delete(name.value);
  return [...byName.values()];
}

/** Response keys that representations are made of, wherever in the plan. */
function requiredKeys(plan: unknown): ReadonlySet<string> {
  const keys = new Set<string>();
  const note = (selections: readonly RequiresSelection[]): void => {
    for (const selection of selections) {
      if (selection.kind === 'Field') keys.add(selection.name);
      if ('selections' in selection) note(selection.selections ?? []);
    }
  };
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { requires } = node as { readonly requires?: readonly RequiresSelection[] };
    if (Array.isArray(requires)) note(requires);
    else Object.values(node).forEach(look);
  };
  look(plan);
  return keys;
}

function isCondition({ name, arguments: given = [] }: DirectiveNode): boolean {
  const isByVariable = given.some(({ value }) => value.kind === Kind.VARIABLE);
  return isByVariable && (name.value === 'include' || name.value === 'skip');
}

function textOf(conditions: readonly DirectiveNode[]): string {
  return [...new Set(conditions.map(print))].sort().join(' ');
}

function variablesOf({ arguments: given = [] }: DirectiveNode): string[] {
  return given.flatMap(({ value }) => (value.kind === Kind.VARIABLE ? [value.name.value] : []));
}
