import {
  isNonNullType,
  isObjectType,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { asksSubgraphs, executionDocumentOf } from '../prepare/execution-document.ts';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';
import type { CutRule, Datasets, FieldDecisions } from './field-decisions.ts';
import {
  compositeOf,
  fieldOf,
  fragmentOf,
  objectTypesOf,
  operationParts,
  typeOfFragment,
  type OperationParts,
} from './operation-parts.ts';

/** Under this name what a cut operation asks of an interface tells what came; no client can use it. */
export const TYPE_KEY = '__type_of_cut';

/** A selection set as it is left. */
export interface CutSet {
  readonly set: SelectionSetNode;
  readonly isTouched: boolean;
  /** Object types of which a field is cut that may not be null: then the object is null. */
  readonly lost: ReadonlyMap<string, CutRule>;
}

/** What of one operation is left for one access. */
export interface OperationCut {
  readonly parts: OperationParts;
  readonly decisions: FieldDecisions;
  /** The operation without what is cut; null when nothing is. */
  readonly operation: PreparedOperation | null;
  /** Cuts a selection set of the original document, as the operation's was. */
  cutSet(set: SelectionSetNode, parent: GraphQLCompositeType, reached: Datasets): CutSet;
  /** Why a field of an object is null, whatever asked for it; null when it is shown. */
  ruleOf(type: GraphQLObjectType, nodes: readonly FieldNode[], reached: Datasets): CutRule | null;
}

/** Takes out of an operation what an access does not show, before anything is planned. */
export function cutOperation(decisions: FieldDecisions, operation: PreparedOperation): OperationCut {
  const parts = operationParts(decisions.schema, operation);
  const cutter = new Cutter(parts, decisions);
  const root = cutter.cutSet(parts.selectionSet, parts.root, []);
  return {
    parts,
    decisions,
    operation: root.isTouched ? cutter.assemble(operation, root.set) : null,
    cutSet: (set, parent, reached) => cutter.cutSet(set, parent, reached),
    ruleOf: (type, nodes, reached) => cutter.ruleOf(type, nodes, reached),
  };
}

class Cutter {
  readonly #parts: OperationParts;
  readonly #decisions: FieldDecisions;
  readonly #known = new Map<SelectionSetNode, Map<string, CutSet>>();
  readonly #fragments = new Map<string, FragmentDefinitionNode>();

  constructor(parts: OperationParts, decisions: FieldDecisions) {
    this.#parts = parts;
    this.#decisions = decisions;
  }

  cutSet(set: SelectionSetNode, parent: GraphQLCompositeType, reached: Datasets): CutSet {
    const known = this.#known.get(set) ?? new Map<string, CutSet>();
    this.#known.set(set, known);
    const key = `${parent.name} ${reached.join(' ')}`;
    let cut = known.get(key);
    if (cut === undefined) known.set(key, (cut = this.#cut(set, parent, reached)));
    return cut;
  }

  ruleOf(type: GraphQLObjectType, nodes: readonly FieldNode[], reached: Datasets): CutRule | null {
    const [first] = nodes;
    const field = first === undefined ? undefined : fieldOf(type, first.name.value);
    if (field === undefined) return null;
    const rule = this.#decisions.ruleOf(type, field, reached);
    const below = compositeOf(field);
    if (rule !== null || below === undefined) return rule;
    const datasets = this.#decisions.datasetsBelow(type, field, reached);
    const lost = new Map<string, CutRule>();
    for (const { selectionSet } of nodes) {
      if (selectionSet !== undefined) addTo(lost, this.cutSet(selectionSet, below, datasets).lost);
    }
    const possible = objectTypesOf(this.#decisions.schema, below);
    const isLost = possible.length > 0 && possible.every(({ name }) => lost.has(name));
    return isLost ? ([...lost.values()][0] ?? null) : null;
  }

  #cut(set: SelectionSetNode, parent: GraphQLCompositeType, reached: Datasets): CutSet {
    const left: SelectionNode[] = [];
    const apart = new Map<string, SelectionNode[]>();
    const lost = new Map<string, CutRule>();
    let isTouched = false;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const cut = this.#cutField(selection, parent, reached);
        addTo(lost, cut.lost);
        if (cut.left === 'apart') {
          for (const [type, node] of cut.byType) apart.set(type, [...(apart.get(type) ?? []), node]);
        } else if (cut.left !== null) left.push(cut.left);
        if (cut.left !== selection) isTouched = true;
        continue;
      }
      const { condition, set: inner } = fragmentOf(this.#parts, selection);
      const type = typeOfFragment(this.#decisions.schema, condition, parent);
      const cut = this.cutSet(inner, type, reached);
      addTo(lost, cut.lost);
      if (!cut.isTouched) left.push(selection);
      else {
        isTouched = true;
        left.push(this.#fragmentWith(selection, condition, cut.set, reached));
      }
    }
    if (!isTouched) return { set, isTouched, lost };
    for (const [type, selections] of apart) left.push(inlineFragment(type, selections));
    if (!isObjectType(parent)) left.push(TYPE_FIELD);
    else if (left.length === 0) left.push(TYPENAME);
    return { set: { ...set, selections: left }, isTouched, lost };
  }

  /** The field as it is left: itself, another, none, or one for each type that shows it. */
  #cutField(node: FieldNode, parent: GraphQLCompositeType, reached: Datasets): CutField {
    if (node.name.value.startsWith('__')) return { left: node, lost: new Map() };
    const byType = new Map<string, FieldNode>();
    const lost = new Map<string, CutRule>();
    let isSame = true;
    let isGone = false;
    for (const type of objectTypesOf(this.#decisions.schema, parent)) {
      const field = fieldOf(type, node.name.value);
      if (field === undefined) continue;
      const rule = this.ruleOf(type, [node], reached);
      if (rule !== null) {
        if (isNonNullType(field.type)) lost.set(type.name, rule);
        isGone = true;
        continue;
      }
      const below = compositeOf(field);
      const datasets = this.#decisions.datasetsBelow(type, field, reached);
      const cut =
        node.selectionSet === undefined || below === undefined
          ? null
          : this.cutSet(node.selectionSet, below, datasets);
      if (cut?.isTouched === true) isSame = false;
      byType.set(type.name, cut?.isTouched === true ? { ...node, selectionSet: cut.set } : node);
    }
    if (byType.size === 0) return { left: isGone ? null : node, lost };
    if (isSame && !isGone) return { left: node, lost };
    const [only] = byType.values();
    if (isObjectType(parent) && only !== undefined) return { left: only, lost };
    return { left: 'apart', byType, lost };
  }

  #fragmentWith(
    selection: Exclude<SelectionNode, FieldNode>,
    condition: string | undefined,
    set: SelectionSetNode,
    reached: Datasets,
  ): SelectionNode {
    if (selection.kind === Kind.INLINE_FRAGMENT || condition === undefined) {
      return { ...(selection as InlineFragmentNode), selectionSet: set };
    }
    const key = `${selection.name.value} ${reached.join(' ')}`;
    let fragment = this.#fragments.get(key);
    if (fragment === undefined) {
      fragment = {
        kind: Kind.FRAGMENT_DEFINITION,
        name: { kind: Kind.NAME, value: this.#freeName(selection.name.value) },
        typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: condition } },
        selectionSet: set,
      };
      this.#fragments.set(key, fragment);
    }
    return { ...selection, name: fragment.name };
  }

  #freeName(name: string): string {
    for (let number = this.#fragments.size + 1; ; number += 1) {
      const free = `${name}_${number}`;
      if (!this.#parts.fragments.has(free)) return free;
    }
  }

  assemble(operation: PreparedOperation, set: SelectionSetNode): PreparedOperation {
    const all = new Map(this.#parts.fragments);
    for (const fragment of this.#fragments.values()) all.set(fragment.name.value, fragment);
    const used = new Map<string, FragmentDefinitionNode>();
    const gather = (within: SelectionSetNode): void => {
      visit(within, {
        FragmentSpread({ name }) {
          const fragment = all.get(name.value);
          if (fragment === undefined || used.has(name.value)) return;
          used.set(name.value, fragment);
          gather(fragment.selectionSet);
        },
      });
    };
    gather(set);
    const document: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [
        ...operation.document.definitions.flatMap((definition) =>
          definition.kind === Kind.OPERATION_DEFINITION && definition.selectionSet === operation.selectionSet
            ? [{ ...definition, selectionSet: set }]
            : [],
        ),
        ...used.values(),
      ],
    };
    const executionDocument = executionDocumentOf(this.#decisions.schema, document);
    return {
      ...operation,
      document,
      executionDocument,
      selectionSet: set,
      needsSubgraphs: asksSubgraphs(document, set),
      planned: false,
    };
  }
}

type Lost = ReadonlyMap<string, CutRule>;
type CutField =
  | { readonly left: FieldNode | null; readonly lost: Lost }
  | { readonly left: 'apart'; readonly byType: ReadonlyMap<string, FieldNode>; readonly lost: Lost };

function addTo(lost: Map<string, CutRule>, more: Lost): void {
  for (const [type, rule] of more) if (!lost.has(type)) lost.set(type, rule);
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
const TYPE_FIELD: FieldNode = { ...TYPENAME, alias: { kind: Kind.NAME, value: TYPE_KEY } };

function inlineFragment(type: string, selections: readonly SelectionNode[]): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
