import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import type { FieldRules, Policy } from './field-rules.ts';

interface Described {
  description?: string | null | undefined;
}

/**
 * Writes the rules of access into the descriptions of a public schema, because introspection tells descriptions and no directives. docs/access.md
 * says what the words mean.
 */
export function describeRules(schema: GraphQLSchema, rules: FieldRules): void {
  const describe = (coordinate: string, described: Described): void => {
    const lines = linesOf(rules, coordinate);
    if (lines.length === 0) return;
    described.description = [described.description ?? '', ...lines].join('\n').trim();
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    describe(type.name, type);
    if (isEnumType(type)) {
      for (const value of type.getValues()) describe(`${type.name}.${value.name}`, value);
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) describe(`${type.name}.${field.name}`, field);
    } else if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        describe(`${type.name}.${field.name}`, field);
        for (const argument of field.args)
          describe(`${type.name}.${field.name}(${argument.name}:)`, argument);
      }
    }
  }
}

function linesOf(rules: FieldRules, coordinate: string): string[] {
  const policy = rules.policyOf(coordinate);
  const scopes = rules.scopesOf(coordinate);
  const kind = rules.kindOf(coordinate);
  const revealed = rules.revealedBy(coordinate);
  return [
    ...(policy === undefined ? [] : [`Needs (所需授权): ${alternatives(policy)}.`]),
    ...(scopes === undefined
      ? []
      : [`Needs a token with the scope (所需令牌范围): ${alternatives(scopes)}.`]),
    ...(rules.isForAll(coordinate) ? ['Needs no grant (无需授权).'] : []),
    ...(kind === undefined ? [] : [`Sensitive (敏感类别): ${kind}.`]),
    ...(revealed.length === 0 ? [] : [`Asks by (据以查询的字段): ${revealed.join(', ')}.`]),
  ];
}

function alternatives(policy: Policy): string {
  return policy.map((words) => words.map((word) => `\`${word}\``).join(' and ')).join(', or ');
}
