import { buildASTSchema, parse, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { describeRules } from './describe-rules.ts';
import { readFieldRules } from './field-rules.ts';

const SDL = `
  directive @policy(policies: [[String!]!]!) on FIELD_DEFINITION | OBJECT
  directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION
  directive @authenticated on FIELD_DEFINITION
  directive @sensitive(kind: String!) on FIELD_DEFINITION
  directive @reveals(fields: [String!]!) on INPUT_FIELD_DEFINITION | ENUM_VALUE
  "Risk (风险)."
  type Risk @policy(policies: [["risk", "all-feeds"], ["COLOUR"]]) { note: String @sensitive(kind: NARRATIVE) }
  input Filter { note: String @reveals(fields: ["Risk.note"]) }
  type Query { risk(filter: Filter): Risk @requiresScopes(scopes: [["admin"]]) ping: String @authenticated }
`;

test('introspection tells which grant, scope and kind a field has, and what an argument asks by', () => {
  const schema = buildASTSchema(parse(SDL));
  describeRules(schema, readFieldRules(SDL));
  const text = printSchema(schema);
  for (const line of [
    'Risk (风险).\nNeeds (所需授权): `risk` and `all-feeds`, or `COLOUR`.',
    'Sensitive (敏感类别): NARRATIVE.',
    'Asks by (据以查询的字段): Risk.note.',
    'Needs a token with the scope (所需令牌范围): `admin`.',
    'Needs no grant (无需授权).',
  ]) {
    expect(text).toContain(line);
  }
});

test.each([
  ['@policy(policies: [["weather"]])', /Query\.a: @policy names weather/],
  ['@sensitive(kind: SMELL)', /Query\.a: @sensitive names SMELL/],
])('%s is refused at the start: nobody could grant it', (directive, message) => {
  expect(() => readFieldRules(`type Query { a: Int ${directive} }`)).toThrow(message);
});
