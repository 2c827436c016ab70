import { buildASTSchema, executeSync, parse, print, validate, type ExecutionResult } from 'graphql';
import type { Dataset, Right } from '../../../../schema/vocabulary/datasets.ts';
import {
  SENSITIVE_KINDS,
  type DisclosureLevel,
  type SensitiveKind,
} from '../../../../schema/vocabulary/disclosure.ts';
import { FEED_NAMES } from '../../../../schema/vocabulary/feeds.ts';
import type { Access, RowAccess } from '../../../access/grants/access.ts';
import { createPreparer } from '../../prepare/prepare.ts';
import { DEFAULT_QUERY_LIMITS } from '../../prepare/query-limits.ts';
import { createFieldAccess } from '../field-access.ts';
import { readFieldRules } from '../field-rules.ts';
import { MOST_CUT_ERRORS } from '../restore-answer.ts';

/** A graph with every kind of rule in it. */
export const SDL = `
  directive @policy(policies: [[String!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE
  directive @authenticated on FIELD_DEFINITION | OBJECT
  directive @sensitive(kind: String!) on FIELD_DEFINITION
  directive @reveals(fields: [String!]!) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
  interface Record @policy(policies: [["police110", "court"]]) { id: ID! narrative: String people: [Person!] dispute: Dispute }
  type PoliceIncident implements Record @policy(policies: [["police110"]]) {
    id: ID! narrative: String @sensitive(kind: NARRATIVE) people: [Person!] dispute: Dispute officer: String
  }
  type CourtCase implements Record @policy(policies: [["court"]]) {
    id: ID! narrative: String @sensitive(kind: NARRATIVE) people: [Person!] dispute: Dispute judge: String
  }
  type Person { name: String @sensitive(kind: NAME) age: Int! }
  type Risk @policy(policies: [["risk", "all-feeds"], ["COLOUR"]]) {
    colour: String!
    score: Float @policy(policies: [["risk", "all-feeds"]]) @sensitive(kind: AMOUNT)
  }
  type Dispute @policy(policies: [["disputes"]]) {
    id: ID! risk: Risk records: [Record] lucky: Int!
  }
  enum Order { ID RISK @reveals(fields: ["Risk.score"]) }
  input Filter { colour: String @reveals(fields: ["Risk.colour"]) id: ID and: [Filter!] orders: [Order!] }
  type Query {
    dispute(id: ID, note: String @reveals(fields: ["Risk.score"])): Dispute
    disputes(filter: Filter, orderBy: Order = RISK): [Dispute!]
    must: [Dispute!]!
    many: [Dispute!]
    sure: [Record!]
    stray: Int
    hello: String @authenticated
  }
  type Mutation { settle(id: ID!): Dispute @policy(policies: [["disputes", "HANDLE"]]) }
  type Subscription { told: Dispute }
`;
const schema = buildASTSchema(parse(SDL));
export const preparer = createPreparer(schema, DEFAULT_QUERY_LIMITS);
export const fields = createFieldAccess(schema, readFieldRules(SDL));

const people = [{ name: '张三', age: 41 }];
const records = [
  { __typename: 'PoliceIncident', id: 'p1', narrative: '争吵', officer: '王', people },
  { __typename: 'CourtCase', id: 'c1', narrative: '起诉', judge: '李', people },
];
const dispute = { __typename: 'Dispute', id: 'd1', risk: { colour: 'RED', score: 71 }, records, lucky: 7 };
const DATA = {
  dispute,
  disputes: [dispute, { ...dispute, id: 'd2' }],
  must: [dispute],
  sure: records,
  many: Array.from({ length: MOST_CUT_ERRORS + 20 }, () => dispute),
  stray: 1,
  hello: 'hi',
  settle: dispute,
};

interface Granted {
  readonly datasets?: Partial<Record<Dataset, Partial<RowAccess>>>;
  readonly rights?: readonly Right[];
}

let made = 0;

/** An access as grants would compile it; levels are CLEAR unless told. */
export function granted({ datasets = {}, rights = [] }: Granted): Access {
  const rows = Object.entries(datasets).map(([dataset, row], index) => {
    const whole: RowAccess = {
      grantId: `g${index + 1}`,
      regionPrefixes: null,
      sensitivity: 'NORMAL',
      ownReferralsOnly: false,
      disputeIds: null,
      levels: levels({}),
      withheldFields: new Set(),
      ...row,
    };
    return [dataset as Dataset, [whole]] as const;
  });
  made += 1;
  return { key: `test-${made}`, datasets: new Map(rows), rights: new Set(rights) };
}

export function levels(some: Partial<Record<SensitiveKind, DisclosureLevel>>): RowAccess['levels'] {
  const clear = Object.fromEntries(SENSITIVE_KINDS.map((kind) => [kind, 'CLEAR']));
  return { ...clear, ...some } as RowAccess['levels'];
}
const EVERY_FEED = Object.fromEntries(FEED_NAMES.map((feed) => [feed, {}])) as Granted['datasets'];
export const ALL = granted({ datasets: { ...EVERY_FEED, disputes: {}, risk: {} }, rights: ['HANDLE'] });
/** One feed and the disputes: what is derived from other feeds too is not for it. */
export const POLICE = granted({ datasets: { police110: {}, disputes: {} } });

export interface Asked {
  readonly result: ExecutionResult;
  /** What was planned, as text. */
  readonly planned: string;
}

/**
 * Asks as the router does, with the data above in place of subgraphs.
 * @throws Error when what is planned is no valid operation of the schema
 */
export function ask(access: Access, query: string, variables: Record<string, unknown> = {}): Asked {
  const operation = preparer.prepare(query, undefined);
  fields.check(access, operation, variables);
  const left = fields.leftOf(access, operation);
  const wrong = validate(schema, left.document).filter(({ message }) => !message.includes('is never used'));
  if (wrong.length > 0) throw new Error(`what is left is no valid operation: ${wrong.join('\n')}`);
  const result = executeSync({
    schema,
    document: left.document,
    rootValue: DATA,
    variableValues: variables,
  });
  return { result: fields.restore(access, operation, variables, result), planned: print(left.document) };
}

/** Of each error its path, field and rule. */
export function codes({ errors }: ExecutionResult): unknown[] {
  return (errors ?? []).map(({ path, extensions }) => [
    path?.join('.'),
    extensions['field'],
    extensions['rule'],
  ]);
}
