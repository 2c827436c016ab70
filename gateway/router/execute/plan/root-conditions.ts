import type { FetchNode } from '@graphql-hive/router-query-planner';
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
import { parseFetch } from './parse-fetch.ts';

/** On which conditions an operation asks for its root fields. */
export interface RootConditions {
  /** By response key, where every mention of the field stands on the same conditions. */
  readonly of: ReadonlyMap<string, readonly DirectiveNode[]>;
  readonly variables: readonly VariableDefinitionNode[];
}

/** @param operationName undefined when the document has one operation only */
export function rootConditionsOf(document: DocumentNode, operationName: string | undefined): RootConditions {
  const operation = getOperationAST(document, operationName);
  const fragments = fragmentsOf(document);
  const mentions = new Map<string, (readonly DirectiveNode[])[]>();
  const collect = ({ selections }: SelectionSetNode, above: readonly DirectiveNode[]): void => {
    for (const selection of selections) {
      const conditions = [...above, ...(selection.directives ?? []).filter(isCondition)];
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, conditions);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) collect(fragment.selectionSet, conditions);
      } else {
        const key = (selection.alias ?? selection.name).value;
        mentions.set(key, [...(mentions.get(key) ?? []), conditions]);
      }
    }
  };
  if (operation != null) collect(operation.selectionSet, []);
  const of = new Map<string, readonly DirectiveNode[]>();
  for (const [key, [first = [], ...others]] of mentions) {
    const text = textOf(first);
    if (first.length > 0 && others.every((one) => textOf(one) === text)) of.set(key, distinct(first));
  }
  return { of, variables: operation?.variableDefinitions ?? [] };
}

/**
 * The planner forgets at times, where it adds to a field what others require, that the field is asked for on a condition. What is skipped would then be
 * fetched, and where that fails its null would take other fields with it (GraphQL specification, section 6.4.4). So the conditions are put back.
 */
export function withRootConditions(node: FetchNode, { of, variables }: RootConditions): FetchNode {
  if (of.size === 0) return node;
  const { document } = parseFetch(node);
  const used = new Set<string>();
  const conditional = (selection: SelectionNode): SelectionNode => {
    if (selection.kind !== Kind.FIELD || (selection.directives ?? []).some(isCondition)) return selection;
    const conditions = of.get((selection.alias ?? selection.name).value) ?? [];
    for (const name of conditions.flatMap(variablesOf)) used.add(name);
    return { ...selection, directives: [...(selection.directives ?? []), ...conditions] };
  };
  const definitions = document.definitions.map((one): DefinitionNode => {
    if (one.kind !== Kind.OPERATION_DEFINITION) return one;
    const selections = one.selectionSet.selections.map(conditional);
    const has = new Set(one.variableDefinitions?.map(({ variable }) => variable.name.value));
    const missing = variables.filter(
      ({ variable: { name } }) => used.has(name.value) && !has.has(name.value),
    );
    const variableDefinitions = [...(one.variableDefinitions ?? []), ...missing];
    return { ...one, selectionSet: { ...one.selectionSet, selections }, variableDefinitions };
  });
  if (used.size === 0) return node;
  const variableUsages = [...new Set([...(node.variableUsages ?? []), ...used])];
  return { ...node, operation: print({ ...document, definitions }), variableUsages };
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'include' || name.value === 'skip';
}

function textOf(conditions: readonly DirectiveNode[]): string {
  return [...new Set(conditions.map(print))].sort().join(' ');
}

/** Each directive may stand on a field once: of several of one name the others are left to whoever asks more than the planner. */
function distinct(conditions: readonly DirectiveNode[]): readonly DirectiveNode[] {
  return [...new Map(conditions.map((one) => [one.name.value, one])).values()];
}

function variablesOf({ arguments: given = [] }: DirectiveNode): string[] {
  return given.flatMap(({ value }) => (value.kind === Kind.VARIABLE ? [value.name.value] : []));
}
