import {
  buildASTSchema,
  getNamedType,
  isNonNullType,
  isObjectType,
  parse,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { FULL_ACCESS } from '../../access/grants/access.ts';
import { TOKEN_SCOPES } from '../../access/identity/token-scopes.ts';
import { composeSupergraph, subgraphSources } from '../../../schema/subgraphs/compose.ts';
import { FieldDecisions } from './field-decisions.ts';
import { readFieldRules, type Policy } from './field-rules.ts';

/** Types whose fields belong to no dataset of their own, and why that is right. */
const EXEMPT: Readonly<Record<string, string>> = {
  CodedValue: 'a code of whatever has it',
  Region: 'a place of whatever lies in it',
  GeoPoint: 'a place of the record that has it',
  PageInfo: 'where a page of whatever is listed begins and ends',
  RecordParty: 'a party of the record that names it: its dataset is the feed of that record',
  RecordEvent: 'a step of the record that tells it: its dataset is the feed of that record',
  RecordVersion: 'a version of the record: its dataset is the feed of that record',
};

const sdl = composeSupergraph(subgraphSources());
const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
const rules = readFieldRules(sdl);
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];

const isHidden = (node: { readonly astNode?: GraphQLField<unknown, unknown>['astNode'] }): boolean =>
  node.astNode?.directives?.some(({ name }) => name.value === 'inaccessible') === true;
const types = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
);
const fields = types.flatMap((type) =>
  Object.values(type.getFields())
    .filter((field) => !isHidden(field))
    .map((field) => ({ type, field, coordinate: `${type.name}.${field.name}` })),
);

/** Whether whoever has one of the alternatives of `held` has one of `needed` too. */
function implies(held: Policy, needed: Policy): boolean {
  return held.every((has) => needed.some((needs) => needs.every((word) => has.includes(word))));
}

describe('the public schema', () => {
  test('says of each field to which dataset it belongs, or why to none', () => {
    expect(fields.length).toBeGreaterThan(600);
    const bare = fields.filter(({ type, coordinate }) => {
      const isSaid = [coordinate, type.name].some(
        (one) => rules.policyOf(one) !== undefined || rules.isForAll(one),
      );
      return !isSaid && !Object.hasOwn(EXEMPT, type.name);
    });
    expect(bare.map(({ coordinate }) => coordinate)).toEqual([]);
    expect(Object.keys(EXEMPT).filter((name) => !types.some((type) => type.name === name))).toEqual([]);
  });

  test('has null for whatever can be cut', () => {
    const unfit = fields.filter(({ type, field, coordinate }) => {
      if (!isNonNullType(field.type)) return false;
      if (rules.kindOf(coordinate) !== undefined) return true;
      const held = rules.policyOf(type.name) ?? [[]];
      const needed = [rules.policyOf(coordinate), ...policiesOf(getNamedType(field.type).name)];
      return needed.some((policy) => policy !== undefined && !implies(held, policy));
    });
    expect(unfit.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  test('names only fields that there are in @reveals, and each of them can be cut', () => {
    const asking = [
      ...Object.values(schema.getTypeMap()).flatMap((type) => {
        if ('getValues' in type) return type.getValues().map(({ name }) => `${type.name}.${name}`);
        return 'getFields' in type ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`) : [];
      }),
      ...fields.flatMap(({ field, coordinate }) => field.args.map(({ name }) => `${coordinate}(${name}:)`)),
    ];
    const revealed = asking.flatMap((coordinate) => rules.revealedBy(coordinate));
    expect(revealed).toContain('DisputeRisk.colour');
    for (const one of revealed) {
      const [typeName = '', name = ''] = one.split('.');
      const type = schema.getType(typeName);
      expect(type !== undefined && 'getFields' in type && Object.hasOwn(type.getFields(), name), one).toBe(
        true,
      );
    }
  });

  test('asks for no scope that no token has', () => {
    const asked = [...types.map(({ name }) => name), ...fields.map(({ coordinate }) => coordinate)].flatMap(
      (coordinate) => rules.scopesOf(coordinate)?.flat() ?? [],
    );
    expect(rules.scopesOf('Mutation')).toEqual([['graph:write']]);
    expect(rules.scopesOf('Query.auditEntries')).toEqual([['admin']]);
    expect(asked).toContain('graph:write');
    expect(asked.filter((scope) => !Object.hasOwn(TOKEN_SCOPES, scope))).toEqual([]);
  });

  test('shows everything to whoever is granted everything, and nothing of the hub to whoever is granted nothing', () => {
    const all = new FieldDecisions(schema, rules, FULL_ACCESS);
    const ofAll = fields
      .map(({ type, field }) => all.ruleOf(type, field, []))
      .filter((rule) => rule !== null);
    expect(ofAll).toEqual([]);
    const none = new FieldDecisions(schema, rules, { key: 'none', datasets: new Map(), rights: new Set() });
    const shown = fields.filter(
      ({ type, field }) => roots.includes(type) && none.ruleOf(type, field, []) === null,
    );
    expect(shown.map(({ coordinate }) => coordinate).filter((one) => !rules.isForAll(one))).toEqual([]);
  });
});

/** Of an interface any of its types will do. */
function policiesOf(typeName: string): readonly (Policy | undefined)[] {
  const type = schema.getType(typeName);
  if (type === undefined || isObjectType(type) || !('getInterfaces' in type))
    return [rules.policyOf(typeName)];
  const possible = schema.getPossibleTypes(type as never).map(({ name }) => rules.policyOf(name));
  return possible.includes(undefined) ? [] : [possible.flatMap((policy) => policy ?? [])];
}
