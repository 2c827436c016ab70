import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type ValueNode,
} from 'graphql';
import type { CutRule, Datasets, FieldDecisions } from './field-decisions.ts';

/** A condition, an order or another argument that asks by a field which is cut. */
export interface CutArgument {
  /** Response path of the field that has the argument. */
  readonly path: readonly string[];
  /** What asks: `Query.search(query:)`, `DisputeFilter.colour`, `DisputeOrder.RISK_DESC`. */
  readonly coordinate: string;
  /** Why the field that it asks by is cut. */
  readonly rule: CutRule;
}

/** A variable where the document has an argument or a part of one. */
interface VariableUse {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly guards: readonly string[];
  readonly place: Place;
}

interface Place {
  readonly path: readonly string[];
  readonly datasets: Datasets;
}

/** What of an operation's arguments asks by fields that are cut. `document` has one operation, and only fields that are shown. */
export interface GuardedArguments {
  /** The first one, null when there is none. `variables` as the client gave them. */
  firstRefused(variables: Readonly<Record<string, unknown>>): CutArgument | null;
  /** All of them, as far as the document and the variables tell. */
  refused(variables: Readonly<Record<string, unknown>>): readonly CutArgument[];
}

export function guardedArguments(decisions: FieldDecisions, document: DocumentNode): GuardedArguments {
  const { schema } = decisions;
  const found: CutArgument[] = [];
  const uses: VariableUse[] = [];
  const defaults = new Map<string, unknown>();
  const guard = (into: CutArgument[], coordinate: string, place: Place): void => {
    const rule = refusedBy(decisions, coordinate, place.datasets);
    if (rule !== null) into.push({ path: place.path, coordinate, rule });
  };

  /** A value as a client gives it in JSON; of a literal the same, with names of enums as texts. */
  const checkValue = (into: CutArgument[], value: unknown, type: GraphQLInputType, place: Place): void => {
    const nullable = getNullableType(type);
    if (value == null) return;
    if (isListType(nullable)) {
      const items = Array.isArray(value) ? (value as unknown[]) : [value];
      for (const item of items) checkValue(into, item, nullable.ofType, place);
    } else if (isEnumType(nullable)) {
      if (typeof value === 'string') guard(into, `${nullable.name}.${value}`, place);
    } else if (isInputObjectType(nullable) && typeof value === 'object') {
      for (const field of Object.values(nullable.getFields())) {
        const inner = (value as Readonly<Record<string, unknown>>)[field.name];
        if (inner == null) continue;
        guard(into, `${nullable.name}.${field.name}`, place);
        checkValue(into, inner, field.type, place);
      }
    }
  };

  const checkNode = (
    node: ValueNode,
    type: GraphQLInputType,
    guards: readonly string[],
    place: Place,
  ): void => {
    if (node.kind === Kind.NULL) return;
    if (node.kind === Kind.VARIABLE) {
      uses.push({ name: node.name.value, type, guards, place });
      return;
    }
    for (const coordinate of guards) guard(found, coordinate, place);
    const nullable = getNullableType(type);
    if (node.kind === Kind.LIST && isListType(nullable)) {
      for (const item of node.values) checkNode(item, nullable.ofType, [], place);
    } else if (isListType(nullable)) {
      checkNode(node, nullable.ofType, [], place);
    } else if (node.kind === Kind.OBJECT && isInputObjectType(nullable)) {
      for (const { name, value } of node.fields) {
        const field = nullable.getFields()[name.value];
        if (field !== undefined) checkNode(value, field.type, [`${nullable.name}.${field.name}`], place);
      }
    } else checkValue(found, valueFromASTUntyped(node), type, place);
  };

  const types = new TypeInfo(schema);
  const path: string[] = [];
  visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition({ variable, defaultValue }) {
        if (defaultValue !== undefined) defaults.set(variable.name.value, valueFromASTUntyped(defaultValue));
        return false;
      },
      FragmentDefinition: {
        enter: ({ name }) => void path.push(`...${name.value}`),
        leave: () => void path.pop(),
      },
      Field: {
        enter(node) {
          path.push(node.alias?.value ?? node.name.value);
          const [parent, field] = [types.getParentType(), types.getFieldDef()];
          if (parent == null || field == null) return;
          const datasets = isObjectType(parent) ? decisions.datasetsBelow(parent, field, []) : [];
          for (const { name, value } of node.arguments ?? []) {
            const argument = field.args.find((one) => one.name === name.value);
            const place = { path: [...path], datasets };
            const coordinate = `${parent.name}.${field.name}(${name.value}:)`;
            if (argument !== undefined) checkNode(value, argument.type, [coordinate], place);
          }
        },
        leave: () => void path.pop(),
      },
    }),
  );

  const ofVariables = function* (variables: Readonly<Record<string, unknown>>): Iterable<CutArgument> {
    for (const { name, type, guards, place } of uses) {
      const value = variables[name] === undefined ? defaults.get(name) : variables[name];
      if (value == null) continue;
      const into: CutArgument[] = [];
      for (const coordinate of guards) guard(into, coordinate, place);
      checkValue(into, value, type, place);
      yield* into;
    }
  };
  return {
    firstRefused(variables) {
      if (found[0] !== undefined) return found[0];
      for (const refused of ofVariables(variables)) return refused;
      return null;
    },
    refused: (variables) => [...found, ...ofVariables(variables)],
  };
}

/** Whether a condition asks by a field that is cut. Of `Record.…` the types count that the list is of. */
function refusedBy(decisions: FieldDecisions, coordinate: string, datasets: Datasets): CutRule | null {
  for (const revealed of decisions.rules.revealedBy(coordinate)) {
    const [typeName = '', fieldName = ''] = revealed.split('.');
    const type = decisions.schema.getType(typeName);
    const holders = isInterfaceType(type)
      ? decisions.schema.getPossibleTypes(type)
      : isObjectType(type)
        ? [type]
        : [];
    const meant = holders.filter(
      ({ name }) => !isInterfaceType(type) || datasets.length === 0 || isOf(decisions, name, datasets),
    );
    const rules = meant.map((holder) => {
      const field = holder.getFields()[fieldName];
      return field === undefined ? null : decisions.ruleOf(holder, field, []);
    });
    const [first] = rules;
    if (first != null && rules.every((rule) => rule !== null)) return first;
  }
  return null;
}

function isOf({ rules }: FieldDecisions, typeName: string, datasets: Datasets): boolean {
  const words = new Set(rules.policyOf(typeName)?.flat() ?? []);
  return datasets.some((dataset) => words.has(dataset));
}
