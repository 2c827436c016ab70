import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { describeRules } from '../../../gateway/router/access/describe-rules.ts';
import { readFieldRules } from '../../../gateway/router/access/field-rules.ts';
import { findInSchema, coordinateOf } from './find-in-schema.ts';
import { referenceOf, type ReferenceSchema } from './schema-model.ts';

const SUPERGRAPH = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'schema', 'supergraph.graphql'),
  'utf8',
);

let schema: ReferenceSchema;
beforeAll(() => {
  const built = buildSchema(SUPERGRAPH, { assumeValidSDL: true });
  describeRules(built, readFieldRules(SUPERGRAPH));
  schema = referenceOf(introspectionFromSchema(built, { inputValueDeprecation: true }).__schema);
});

const found = (sought: string): string[] => findInSchema(schema, sought).map(coordinateOf);
const memberOf = (type: string, name: string) =>
  schema.types.get(type)?.members.find((member) => member.name === name);

test('what the gateway says of access is read from every description, and left in none', () => {
  const texts = [...schema.types.values()].flatMap(({ text, members }) => [
    text,
    ...members.flatMap((member) => [member.text, ...member.args.map((argument) => argument.text)]),
  ]);
  expect(
    texts.filter((text) => /^(?:Needs|Sensitive|Asks by)[^\n]*\(\p{Script=Han}+\)[:.]/mu.test(text)),
  ).toEqual([]);
  expect(memberOf('Query', 'auditEntries')?.rules).toEqual([
    { kind: 'needs', anyOf: [['access']] },
    { kind: 'scope', anyOf: [['admin']] },
  ]);
  expect(memberOf('RiskEvent', 'title')?.rules).toContainEqual({ kind: 'sensitive', value: 'NARRATIVE' });
});

test('types are written as in the SDL, with what they lead to, and where they are used', () => {
  expect(memberOf('RiskEvent', 'feeds')?.type).toEqual({ before: '[', name: 'FeedName', after: '!]!' });
  expect(memberOf('Query', 'riskEvents')?.args.find(({ name }) => name === 'first')).toMatchObject({
    type: { name: 'Int' },
    defaultValue: '20',
  });
  expect(schema.types.get('RiskEventFilter')?.usedBy).toContain('Subscription.riskEvents');
  expect(schema.types.get('Record')?.possibleTypes).toContain('PoliceIncident');
  expect(schema.roots).toEqual(['Query', 'Mutation', 'Subscription']);
});

test('names come before descriptions, types before fields, terms are found in Chinese', () => {
  expect(found('riskwebhook')[0]).toBe('RiskWebhook');
  expect(found('Dispute.parties')[0]).toBe('Dispute.parties');
  expect(found('推送订阅')).toContain('RiskWebhook');
  expect(found('webhook secret')).toContain('CreateRiskWebhookPayload.secret');
  expect(found('no such thing anywhere')).toEqual([]);
  expect(found('  ')).toEqual([]);
});
