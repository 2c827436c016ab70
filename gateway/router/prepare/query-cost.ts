import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLDirective,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { defaultWeight, isList, type CostWeights, type ListSize } from './cost-weights.ts';

/** What an operation may cost at most, in points. */
export interface QueryCost {
  readonly total: number;
  /** Response keys from the root down, at each level the one that costs most. */
  readonly dearest: readonly string[];
}

export interface CostOptions {
  /** Items of a list of which the schema says nothing. */
  readonly unknownListSize: number;
  /** Fields looked at before the answer is "too many": fragments within fragments could make it long. */
  readonly maxSteps: number;
}

const NOTHING: QueryCost = { total: 0, dearest: [] };
const BEYOND: QueryCost = { total: Infinity, dearest: [] };

class TooManySteps extends Error {}

/** Lists whose size the field above has set, by name. */
type Sized = ReadonlyMap<string, number>;
const NONE: Sized = new Map();

/**
 * Static cost after IBM's GraphQL Cost Directive specification: type cost plus field cost. Each object that may come costs its type's weight, each
 * field its own and its arguments' once for every object it is asked of, and a list multiplies what is below it. Fields that merge are
 * counted once; of an interface or a union the dearest type counts; what `@skip` and `@include` leave out costs nothing. GraphQL's own
 * fields cost nothing: they call no subgraph and have limits of depth and number.
 *
 * @param variables coerced, with defaults
 */
export function queryCost(
  schema: GraphQLSchema,
  weights: CostWeights,
  document: DocumentNode,
  root: { readonly type: GraphQLObjectType; readonly set: SelectionSetNode },
  variables: Readonly<Record<string, unknown>>,
  options: CostOptions,
): QueryCost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let steps = 0;

  const conditionOf = (directive: GraphQLDirective, node: SelectionNode): unknown =>
    valuesOr(undefined, () => getDirectiveValues(directive, node, variables))?.['if'];
  const isLeftOut = (node: SelectionNode): boolean =>
    conditionOf(GraphQLSkipDirective, node) === true || conditionOf(GraphQLIncludeDirective, node) === false;

  const collect = (
    type: GraphQLObjectType,
    set: SelectionSetNode,
    into: Map<string, FieldNode[]>,
    spread: Set<string>,
  ): void => {
    for (const node of set.selections) {
      steps += 1;
      if (steps > options.maxSteps) throw new TooManySteps();
      if (isLeftOut(node)) continue;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        const same = into.get(key);
        if (same === undefined) into.set(key, [node]);
        else same.push(node);
        continue;
      }
      let inner: SelectionSetNode;
      let condition = node.kind === Kind.INLINE_FRAGMENT ? node.typeCondition?.name.value : undefined;
      if (node.kind === Kind.INLINE_FRAGMENT) inner = node.selectionSet;
      else {
        const fragment = fragments.get(node.name.value);
        if (fragment === undefined || spread.has(node.name.value)) continue;
        spread.add(node.name.value);
        condition = fragment.typeCondition.name.value;
        inner = fragment.selectionSet;
      }
      if (condition === undefined || applies(schema, condition, type)) collect(type, inner, into, spread);
    }
  };

  const ofSets = (type: GraphQLObjectType, sets: readonly SelectionSetNode[], sized: Sized): QueryCost => {
    const fields = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    for (const set of sets) collect(type, set, fields, spread);
    let total = 0;
    let most = NOTHING;
    for (const [key, nodes] of fields) {
      const cost = ofField(type, nodes, sized);
      total += cost.total;
      if (cost.total > most.total) most = { total: cost.total, dearest: [key, ...cost.dearest] };
    }
    return { total, dearest: most.dearest };
  };

  const ofField = (parent: GraphQLObjectType, nodes: readonly FieldNode[], sized: Sized): QueryCost => {
    const [node] = nodes;
    const field = node === undefined ? undefined : parent.getFields()[node.name.value];
    // `__typename`, `__schema`, `__type`.
    if (node === undefined || field === undefined) return NOTHING;
    const coordinate = `${parent.name}.${field.name}`;
    const args = valuesOr({}, () => getArgumentValues(field, node, variables));
    const listSize = weights.listSizeOf(parent.name, field);
    const size = sizeOf(field.type, listSize, args, sized.get(field.name), options.unknownListSize);
    const named = getNamedType(field.type);
    const sets = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
    const below = ofTypes(
      named,
      sets,
      listSize === undefined ? NONE : sizesBelow(listSize, args, options.unknownListSize),
    );
    const own =
      (weights.weightOf(coordinate) ?? defaultWeight(named)) + argumentWeights(field, coordinate, args);
    return { total: own + size * below.total, dearest: below.dearest };
  };

  const ofTypes = (named: GraphQLOutputType, sets: readonly SelectionSetNode[], sized: Sized): QueryCost => {
    if (!isCompositeType(named)) return { total: weights.weightOf(nameOf(named)) ?? 0, dearest: [] };
    const types = isAbstractType(named) ? schema.getPossibleTypes(named) : [named as GraphQLObjectType];
    let most = NOTHING;
    for (const type of types) {
      const inner = ofSets(type, sets, sized);
      const total = inner.total + (weights.weightOf(type.name) ?? 1);
      if (total > most.total) most = { total, dearest: inner.dearest };
    }
    return most;
  };

  const argumentWeights = (
    field: GraphQLField<unknown, unknown>,
    coordinate: string,
    args: Readonly<Record<string, unknown>>,
  ): number =>
    field.args.reduce(
      (sum, { name }) =>
        args[name] == null ? sum : sum + (weights.weightOf(`${coordinate}(${name}:)`) ?? 0),
      0,
    );

  try {
    return ofSets(root.type, [root.set], NONE);
  } catch (error) {
    if (error instanceof TooManySteps) return BEYOND;
    throw error;
  }
}

function applies(schema: GraphQLSchema, condition: string, type: GraphQLObjectType): boolean {
  const wanted = schema.getType(condition);
  return wanted === type || (isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type));
}

function nameOf(type: GraphQLOutputType): string {
  return getNamedType(type).name;
}

/** Items that a field gives: one unless it is a list. */
function sizeOf(
  type: GraphQLOutputType,
  listSize: ListSize | undefined,
  args: Readonly<Record<string, unknown>>,
  fromAbove: number | undefined,
  unknown: number,
): number {
  if (!isList(type)) return 1;
  if (fromAbove !== undefined) return fromAbove;
  return listSize?.sizedFields.length === 0 ? sliceOf(listSize, args, unknown) : unknown;
}

function sizesBelow(listSize: ListSize, args: Readonly<Record<string, unknown>>, unknown: number): Sized {
  const size = sliceOf(listSize, args, unknown);
  return new Map(listSize.sizedFields.map((name) => [name, size]));
}

/** The largest slice asked for; without one the size that is assumed. */
function sliceOf(
  { slicingArguments, assumedSize }: ListSize,
  args: Readonly<Record<string, unknown>>,
  unknown: number,
): number {
  const asked = slicingArguments.map((name) => args[name]).filter((value) => typeof value === 'number');
  return asked.length === 0 ? (assumedSize ?? unknown) : Math.max(0, ...asked);
}

/** A variable that is null where no null may be: execution tells that as an error of its field, here it costs what it would without. */
function valuesOr<Values>(otherwise: Values, read: () => Values): Values {
  try {
    return read();
  } catch (error) {
    if (error instanceof GraphQLError) return otherwise;
    throw error;
  }
}
