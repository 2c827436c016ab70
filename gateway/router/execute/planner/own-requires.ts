import type { FlattenNodePathSegment, PlanNode, RequiresSelection } from '@graphql-hive/router-query-planner';
import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  OperationTypeNode,
  print,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import type { Requirement } from '../../supergraph/requirements.ts';
import { planKeyOf } from '../plan-key.ts';
import { responseKeyOf } from '../plan/plan-fetches.ts';
import { fragmentsOf } from '../projection/collect-fields.ts';

/** A document without the fields that require others, and the fetches that bring these afterwards, in their order. */
export interface OwnRequires {
  readonly document: DocumentNode;
  readonly fetches: readonly PlanNode[];
}

/** Where a selection set stands. */
interface Place {
  readonly path: readonly FlattenNodePathSegment[];
  /** `@skip` and `@include` by variables, of all that is around. */
  readonly conditions: readonly DirectiveNode[];
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * For operations that the planner finds no plan for: leaves with `@requires` are taken out of the document, and in their place stand a key and what
 * they require, as if the caller had asked for it; each is then fetched by a step of its own. What is required and requires others in turn
 * is treated in the same way, its step before.
 * @returns undefined when the document has no such leaf
 */
export function withOwnRequires(
  supergraph: Supergraph,
  document: DocumentNode,
  operationName: string | undefined,
): OwnRequires | undefined {
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode =>
      node.kind === Kind.OPERATION_DEFINITION &&
      (operationName === undefined || node.name?.value === operationName),
  );
  const root = operation && supergraph.whole.getRootType(operation.operation);
  if (operation === undefined || root == null || operation.operation === OperationTypeNode.SUBSCRIPTION) {
    return undefined;
  }
  const taking = new TakingOut(supergraph, document, operation);
  const selectionSet = taking.set(operation.selectionSet, root, { path: [], conditions: [] });
  if (taking.fetches.size === 0) return undefined;
  return {
    document: { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }] },
    fetches: [...taking.fetches.values()],
  };
}

class TakingOut {
  /** By what they fetch and where, so that each is fetched once. */
  readonly fetches = new Map<string, PlanNode>();
  readonly #supergraph: Supergraph;
  readonly #fragments: ReturnType<typeof fragmentsOf>;
  readonly #operation: OperationDefinitionNode;

  constructor(supergraph: Supergraph, document: DocumentNode, operation: OperationDefinitionNode) {
    this.#supergraph = supergraph;
    this.#fragments = fragmentsOf(document);
    this.#operation = operation;
  }

  set(set: SelectionSetNode, type: GraphQLNamedType, place: Place): SelectionSetNode {
    const selections = set.selections.flatMap((selection): readonly SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return this.#field(selection, type, place);
      if (selection.kind === Kind.INLINE_FRAGMENT) return [this.#inside(selection, type, place)];
      const fragment = this.#fragments.get(selection.name.value);
      if (fragment === undefined) return [];
      const { typeCondition, selectionSet } = fragment;
      const { directives = [] } = selection;
      return [
        this.#inside({ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet, directives }, type, place),
      ];
    });
    return { ...set, selections: selections.length === 0 ? [TYPENAME] : selections };
  }

  #inside(fragment: InlineFragmentNode, type: GraphQLNamedType, place: Place): InlineFragmentNode {
    const condition = fragment.typeCondition?.name.value;
    const under = condition === undefined ? type : (this.#supergraph.whole.getType(condition) ?? type);
    const path = under === type ? place.path : [...place.path, { TypeCondition: [under.name] }];
    const inner = { path, conditions: [...place.conditions, ...(fragment.directives ?? [])] };
    return { ...fragment, selectionSet: this.set(fragment.selectionSet, under, inner) };
  }

  #field(node: FieldNode, type: GraphQLNamedType, place: Place): readonly SelectionNode[] {
    const definition = fieldOf(type, node.name.value);
    if (definition === undefined) return [node];
    const { directives = [], selectionSet } = node;
    const conditions = [...place.conditions, ...directives];
    if (selectionSet !== undefined) {
      const path = [...place.path, { Field: responseKeyOf(node) }, ...listsOf(definition.type)];
      const below = this.set(selectionSet, getNamedType(definition.type), { path, conditions });
      return [{ ...node, selectionSet: below }];
    }
    const requirement = this.#supergraph.requirementOf(type, node.name.value);
    if (requirement === undefined) return [node];
    const needed = keyed(this.#supergraph, type, both(requirement));
    const selections = [TYPENAME, ...this.set(needed, type, { ...place, conditions }).selections];
    this.#addFetch(node, type, { ...place, conditions }, requirement, needed);
    const inner: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
    return directives.length === 0
      ? selections
      : [{ kind: Kind.INLINE_FRAGMENT, directives, selectionSet: inner }];
  }

  #addFetch(
    field: FieldNode,
    { name }: GraphQLNamedType,
    { path, conditions }: Place,
    { subgraph }: Requirement,
    needed: SelectionSetNode,
  ): void {
    const node: FieldNode = { ...field, directives: [] };
    const used = new Set<string>();
    visit(node, { Variable: (variable) => void used.add(variable.name.value) });
    const variables = (this.#operation.variableDefinitions ?? []).filter(({ variable }) =>
      used.has(variable.name.value),
    );
    const declared = ['$representations: [_Any!]!', ...variables.map(print)].join(', ');
    const text = `query(${declared}) { _entities(representations: $representations) { ... on ${name} { ${print(node)} } } }`;
    const selections: RequiresSelection[] = [{ kind: 'Field', name: '__typename' }, ...requiresOf(needed)];
    const fetch: PlanNode = {
      kind: 'Flatten',
      path: [...path],
      node: {
        kind: 'Fetch',
        serviceName: subgraph,
        operationKind: 'query',
        operation: text,
        variableUsages: [...used],
        requires: [{ kind: 'InlineFragment', typeCondition: name, selections }],
      },
    };
    const step = conditions.reduceRight(conditional, fetch);
    this.fetches.set(JSON.stringify(step), step);
  }
}

/** A step that is only done as `@skip` or `@include` says; the executor decides by variables. */
function conditional(node: PlanNode, { name, arguments: given = [] }: DirectiveNode): PlanNode {
  const value = given.find((argument) => argument.name.value === 'if')?.value;
  if (value?.kind !== Kind.VARIABLE) return node;
  const condition = value.name.value;
  return name.value === 'skip'
    ? { kind: 'Condition', condition, elseClause: node }
    : { kind: 'Condition', condition, ifClause: node };
}

function both({ key, requires }: Requirement): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections: [...key.selections, ...requires.selections] };
}

/** A field set under the plan's keys, as the caller's document is, with the type names that representations need. */
function keyed(
  { whole, publicSchema }: { readonly whole: GraphQLSchema; readonly publicSchema: GraphQLSchema },
  type: GraphQLNamedType,
  set: SelectionSetNode,
): SelectionSetNode {
  const selections = set.selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('a field set spreads no named fragments');
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const under = whole.getType(selection.typeCondition?.name.value ?? type.name) ?? type;
      return {
        ...selection,
        selectionSet: keyed({ whole, publicSchema }, under, selection.selectionSet),
      };
    }
    const definition = fieldOf(type, selection.name.value);
    if (definition === undefined) return selection;
    const key = planKeyOf(publicSchema, definition, selection);
    const below =
      selection.selectionSet &&
      keyed({ whole, publicSchema }, getNamedType(definition.type), selection.selectionSet);
    return {
      ...selection,
      ...(key === selection.name.value ? {} : { alias: { kind: Kind.NAME, value: key } }),
      ...(below === undefined ? {} : { selectionSet: below }),
    };
  });
  return { ...set, selections: isAbstractType(type) ? [TYPENAME, ...selections] : selections };
}

function requiresOf({ selections }: SelectionSetNode): RequiresSelection[] {
  return selections.flatMap((selection): RequiresSelection[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const inner = requiresOf(selection.selectionSet);
      const condition = selection.typeCondition?.name.value;
      return condition === undefined
        ? inner
        : [{ kind: 'InlineFragment', typeCondition: condition, selections: inner }];
    }
    const { name, alias, selectionSet } = selection;
    return [
      {
        kind: 'Field',
        name: responseKeyOf(selection),
        ...(alias === undefined ? {} : { alias: name.value }),
        ...(selectionSet === undefined ? {} : { selections: requiresOf(selectionSet) }),
      },
    ];
  });
}

function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function listsOf(type: GraphQLOutputType): '@'[] {
  if (isNonNullType(type)) return listsOf(type.ofType);
  return isListType(type) ? ['@', ...listsOf(type.ofType)] : [];
}
