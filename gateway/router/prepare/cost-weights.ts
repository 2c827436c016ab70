import {
  getDirectiveValues,
  GraphQLDirective,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
  GraphQLBoolean,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  type GraphQLField,
  type GraphQLOutputType,
} from 'graphql';

/** How many items a list has, as far as the schema says (`@listSize` of the cost directive specification). */
export interface ListSize {
  readonly assumedSize: number | null;
  /** Arguments that set the size; the largest of those given counts. */
  readonly slicingArguments: readonly string[];
  /** Fields of the returned type that are the lists whose size it is; empty: the field itself. */
  readonly sizedFields: readonly string[];
}

/** What the schema says of costs, by coordinate: `Type`, `Type.field`, `Type.field(argument:)`. */
export interface CostWeights {
  weightOf(coordinate: string): number | undefined;
  listSizeOf(typeName: string, field: GraphQLField<unknown, unknown>): ListSize | undefined;
}

/** As Apollo Federation 2.9 (specs.apollo.dev/cost/v0.1) has them: weights are whole numbers there, texts in IBM's specification. */
const COST = new GraphQLDirective({
  name: 'cost',
  locations: [],
  args: { weight: { type: new GraphQLNonNull(GraphQLInt) } },
});
const NAMES = new GraphQLList(new GraphQLNonNull(GraphQLString));
const LIST_SIZE = new GraphQLDirective({
  name: 'listSize',
  locations: [],
  args: {
    assumedSize: { type: GraphQLInt },
    slicingArguments: { type: NAMES },
    sizedFields: { type: NAMES },
    requireOneSlicingArgument: { type: GraphQLBoolean, defaultValue: true },
  },
});
const PAGE_ARGUMENTS = ['first', 'last'];
const PAGE_FIELDS = ['edges', 'nodes'];

/**
 * Reads `@cost` and `@listSize` from the supergraph. A field that is paged by `first` or `last` and has no `@listSize` counts as if it had one
 * with these slicing arguments, so that no connection is forgotten: its size goes to `edges` and `nodes`, or to itself when it is a list.
 */
export function readCostWeights(supergraphSdl: string): CostWeights {
  const weights = new Map<string, number>();
  const sizes = new Map<string, ListSize>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (!('name' in definition) || !('directives' in definition)) continue;
    const type = definition.name.value;
    note(weights, type, definition);
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
    ) {
      continue;
    }
    for (const field of definition.fields ?? []) {
      const coordinate = `${type}.${field.name.value}`;
      note(weights, coordinate, field);
      for (const argument of field.arguments ?? []) {
        note(weights, `${coordinate}(${argument.name.value}:)`, argument);
      }
      const given = getDirectiveValues(LIST_SIZE, field);
      if (given !== undefined) {
        sizes.set(coordinate, {
          assumedSize: (given['assumedSize'] as number | null | undefined) ?? null,
          slicingArguments: (given['slicingArguments'] as string[] | null | undefined) ?? [],
          sizedFields: (given['sizedFields'] as string[] | null | undefined) ?? [],
        });
      }
    }
  }
  return {
    weightOf: (coordinate) => weights.get(coordinate),
    listSizeOf: (typeName, field) => sizes.get(`${typeName}.${field.name}`) ?? pagedSizeOf(field),
  };
}

/** A schema without directives of cost: the defaults alone. */
export const PLAIN_WEIGHTS: CostWeights = {
  weightOf: () => undefined,
  listSizeOf: (_typeName, field) => pagedSizeOf(field),
};

function note(
  weights: Map<string, number>,
  coordinate: string,
  node: Parameters<typeof getDirectiveValues>[1],
): void {
  const weight = getDirectiveValues(COST, node)?.['weight'];
  if (typeof weight === 'number') weights.set(coordinate, weight);
}

function pagedSizeOf(field: GraphQLField<unknown, unknown>): ListSize | undefined {
  const slicingArguments = field.args.map(({ name }) => name).filter((name) => PAGE_ARGUMENTS.includes(name));
  if (slicingArguments.length === 0) return undefined;
  return { assumedSize: null, slicingArguments, sizedFields: isList(field.type) ? [] : PAGE_FIELDS };
}

export function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

/** IBM's defaults: an object costs 1, a scalar or an enum nothing; the same for the field that returns it. */
export function defaultWeight(type: GraphQLOutputType): number {
  return isCompositeType(type) ? 1 : 0;
}
