import {
  getDirectiveValues,
  getVariableValues,
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type ExecutionResult,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { TYPE_KEY, type OperationCut } from './cut-operation.ts';
import type { CutRule, Datasets } from './field-decisions.ts';
import { fieldOf, fits, fragmentOf } from './operation-parts.ts';

/** Places that are told one by one; how many more there are is told in one error. */
export const MOST_CUT_ERRORS = 100;

/** Stands for an object that must be null, where the type allows it, else for what holds it (GraphQL specification 6.4.4). */
const LOST = Symbol('lost');

type Path = readonly (string | number)[];
type Values = Readonly<Record<string, unknown>>;

/**
 * The answer to a cut operation as an answer to the whole one: null at each place where a field that is cut has its object, in the order of the
 * document, with an error each that names field and rule.
 */
export function restoreAnswer(
  cut: OperationCut,
  variables: Values,
  result: ExecutionResult,
): ExecutionResult {
  const { data } = result;
  if (data == null) return result;
  const { parts } = cut;
  const { coerced = {} } = getVariableValues(parts.schema, parts.variableDefinitions, variables);
  const restorer = new Restorer(cut, coerced);
  const restored = restorer.object(data, [parts.selectionSet], parts.root, parts.root, [], []);
  const errors = [...(result.errors ?? []), ...restorer.errors()];
  return { ...result, data: restored === LOST ? null : (restored as Record<string, unknown>), errors };
}

class Restorer {
  readonly #cut: OperationCut;
  readonly #variables: Values;
  readonly #errors: GraphQLError[] = [];
  #untold = 0;

  constructor(cut: OperationCut, variables: Values) {
    this.#cut = cut;
    this.#variables = variables;
  }

  errors(): readonly GraphQLError[] {
    if (this.#untold === 0) return this.#errors;
    const more = `${this.#untold} more places are null because their fields are not granted; explainAccess lists the fields`;
    return [
      ...this.#errors,
      new GraphQLError(more, { extensions: { code: 'HUB_FIELD_NOT_GRANTED', more: this.#untold } }),
    ];
  }

  object(
    value: unknown,
    sets: readonly SelectionSetNode[],
    parent: GraphQLCompositeType,
    type: GraphQLObjectType,
    reached: Datasets,
    path: Path,
  ): unknown {
    if (!sets.some((set) => this.#cut.cutSet(set, parent, reached).isTouched)) return value;
    const given = value as Values;
    const restored: Record<string, unknown> = {};
    for (const [key, nodes] of this.#collect(type, sets)) {
      const field = fieldOf(type, nodes[0].name.value);
      if (field === undefined) {
        restored[key] = given[key];
        continue;
      }
      const at = [...path, key];
      const rule = this.#cut.ruleOf(type, nodes, reached);
      if (rule !== null) {
        restored[key] = null;
        this.#tell(rule, at);
        continue;
      }
      const inner = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
      const value =
        inner.length === 0
          ? given[key]
          : this.#value(given[key], inner, field.type, this.#below(type, field, reached), at);
      if (value === LOST) return LOST;
      restored[key] = value;
    }
    return restored;
  }

  #below(...place: Parameters<OperationCut['decisions']['datasetsBelow']>): Datasets {
    return this.#cut.decisions.datasetsBelow(...place);
  }

  #value(
    value: unknown,
    sets: readonly SelectionSetNode[],
    of: GraphQLOutputType,
    reached: Datasets,
    path: Path,
  ): unknown {
    if (isNonNullType(of)) return this.#whole(value, sets, of.ofType, reached, path);
    const whole = this.#whole(value, sets, of, reached, path);
    return whole === LOST ? null : whole;
  }

  /** LOST for what must be null. */
  #whole(
    value: unknown,
    sets: readonly SelectionSetNode[],
    of: GraphQLOutputType,
    reached: Datasets,
    path: Path,
  ): unknown {
    if (isListType(of) && Array.isArray(value)) {
      const items = value.map((item, index) =>
        this.#value(item, sets, of.ofType as GraphQLOutputType, reached, [...path, index]),
      );
      return items.includes(LOST) ? LOST : items;
    }
    if (typeof value !== 'object' || value === null || !isCompositeType(of)) return value;
    const type = isObjectType(of) ? of : this.#typeOf(value as Values);
    if (type === undefined) return value;
    for (const set of sets) {
      const rule = this.#cut.cutSet(set, of, reached).lost.get(type.name);
      if (rule === undefined) continue;
      this.#tell(rule, path);
      return LOST;
    }
    return this.object(value, sets, of, type, reached, path);
  }

  /** Of what nothing was cut the type is not told, and not needed. */
  #typeOf(value: Values): GraphQLObjectType | undefined {
    const type = this.#cut.parts.schema.getType(String(value[TYPE_KEY]));
    return isObjectType(type) ? type : undefined;
  }

  /** The fields that an object of a type answers (GraphQL specification 6.3.2), by response key. */
  #collect(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    into = new Map<string, [FieldNode, ...FieldNode[]]>(),
  ): Map<string, [FieldNode, ...FieldNode[]]> {
    for (const { selections } of sets) {
      for (const selection of selections) {
        if (this.#isLeftOut(selection)) continue;
        if (selection.kind === Kind.FIELD) {
          const key = selection.alias?.value ?? selection.name.value;
          const nodes = into.get(key);
          if (nodes === undefined) into.set(key, [selection]);
          else nodes.push(selection);
          continue;
        }
        const { condition, set } = fragmentOf(this.#cut.parts, selection);
        if (fits(this.#cut.parts.schema, type, condition)) this.#collect(type, [set], into);
      }
    }
    return into;
  }

  #isLeftOut(selection: SelectionNode): boolean {
    if ((selection.directives?.length ?? 0) === 0) return false;
    return (
      getDirectiveValues(GraphQLSkipDirective, selection, this.#variables)?.['if'] === true ||
      getDirectiveValues(GraphQLIncludeDirective, selection, this.#variables)?.['if'] === false
    );
  }

  #tell(rule: CutRule, path: Path): void {
    if (this.#errors.length >= MOST_CUT_ERRORS) this.#untold += 1;
    else this.#errors.push(new GraphQLError(wordsOf(rule), { path, extensions: extensionsOf(rule) }));
  }
}

/** A rule for a person. */
export function wordsOf({ field, says }: CutRule): string {
  return `${field} is not granted: ${says}`;
}

/** A rule for a program. */
export function extensionsOf({ field, kind, grantIds }: CutRule): Record<string, unknown> {
  return { code: 'HUB_FIELD_NOT_GRANTED', field, rule: kind, grants: grantIds };
}
