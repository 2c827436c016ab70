import { buildSchema, GraphQLScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { cpuMs } from '../../../test/harness/cpu-ms.ts';
import { adoptScalarChecks } from '../execute/scalar-checks.ts';
import { createPreparer } from './prepare.ts';
import { DEFAULT_QUERY_LIMITS } from './query-limits.ts';
import { RequestError } from './request-error.ts';

const schema = buildSchema(`
  scalar Day
  type Query { thing(first: Int = 20, last: Int, day: Day, text: String): Thing things(first: Int): [Thing] }
  type Thing { id: ID name: String self: Thing parts(first: Int): [Thing] }
  type Mutation { make: Thing }
`);
const preparer = createPreparer(schema, DEFAULT_QUERY_LIMITS);

function refusal(act: () => unknown): { code: unknown; message: string; count: number } {
  try {
    act();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const [first] = error.errors;
    return { code: first?.extensions['code'], message: first?.message ?? '', count: error.errors.length };
  }
  throw new Error('was not refused');
}
const refused = (query: string): ReturnType<typeof refusal> =>
  refusal(() => preparer.prepare(query, undefined));

describe('a document', () => {
  it('is parsed and validated once, and its operation is the same object each time', () => {
    const query = '{ thing { id } }';
    expect(preparer.prepare(query, undefined)).toBe(preparer.prepare(query, undefined));
  });

  it('with several operations is kept apart by operation name', () => {
    const query = 'query A { thing { id } } query B { things { id } }';
    const [a, b] = [preparer.prepare(query, 'A'), preparer.prepare(query, 'B')];
    expect(a).not.toBe(b);
    expect([a.operationName, b.operationName]).toEqual(['A', 'B']);
    expect(refused(query)).toMatchObject({
      code: 'HUB_BAD_REQUEST',
      message: expect.stringMatching(/several operations/) as string,
    });
    expect(refusal(() => preparer.prepare(query, 'C')).message).toMatch(/no operation named C/);
  });

  it('that does not fit the schema is refused with three errors at most and no hints at names', () => {
    const answer = refused('{ thing { idd nam selff a b c } }');
    expect(answer.code).toBe('HUB_BAD_REQUEST');
    expect(answer.count).toBeLessThanOrEqual(4);
    expect(answer.message).not.toMatch(/did you mean/i);
  });

  it('that does not fit the schema is refused with names that are like the wrong one where these may be told', () => {
    expect(refusal(() => preparer.prepare('{ thing { nam } }', undefined, true)).message).toMatch(
      /did you mean "name"/i,
    );
  });

  it('needs no subgraph when it asks of the schema alone, through fragments too', () => {
    expect(
      preparer.prepare(
        '{ __typename ...F } fragment F on Query { __schema { queryType { name } } }',
        undefined,
      ).needsSubgraphs,
    ).toBe(false);
    expect(
      preparer.prepare('{ ...F } fragment F on Query { ... { thing { id } } }', undefined).needsSubgraphs,
    ).toBe(true);
  });
});

describe('limits', () => {
  const limit = (query: string, name: string): void => {
    const answer = refused(query);
    expect(answer).toMatchObject({ code: 'HUB_LIMIT_EXCEEDED' });
    expect(answer.message).toContain(name);
  };
  const nested = (levels: number): string =>
    `{ thing { ${'self { '.repeat(levels)} id ${'} '.repeat(levels)} } }`;

  it('stop deep nesting, also through fragments', () => {
    limit(nested(20), 'maxDepth');
    const chain = Array.from(
      { length: 20 },
      (_, at) => `fragment F${at} on Thing { self { ...F${at + 1} } }`,
    ).join(' ');
    limit(`{ thing { ...F0 } } ${chain} fragment F20 on Thing { id }`, 'maxDepth');
    expect(preparer.prepare(nested(10), undefined).needsSubgraphs).toBe(true);
  });

  it('stop 10,000 aliases, whether in one place or multiplied by fragments', () => {
    limit(`{ thing { ${Array.from({ length: 60 }, (_, at) => `a${at}: id`).join(' ')} } }`, 'maxAliases');
    limit(`{ thing { ${Array.from({ length: 10_000 }, (_, at) => `a${at}: id`).join(' ')} } }`, 'maxTokens');
    const ten = Array.from({ length: 10 }, (_, at) => `a${at}: id`).join(' ');
    limit(`{ ${'thing { ...F } '.repeat(8)} } fragment F on Thing { ${ten} }`, 'maxAliases');
  });

  it('stop fragments that multiply: 30 of them would spread a billion fields', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, at) => `fragment F${at} on Thing { ...F${at + 1} ...F${at + 1} }`,
    ).join(' ');
    limit(`{ thing { ...F0 } } ${bomb} fragment F30 on Thing { id }`, 'millions fields and fragments');
  });

  it('stop the same field thousands of times, before validation compares each with each', () => {
    const took = cpuMs(() => {
      limit(`{ thing { ${'id '.repeat(3_500)} } }`, 'maxSelections');
    });
    expect(took).toBeLessThan(250);
  });

  it('stop many root fields, directives and huge documents', () => {
    limit(`{ ${'thing { id } '.repeat(30)} }`, 'maxRootFields');
    limit(`{ thing { ${'id @include(if: true) '.repeat(60)} } }`, 'maxDirectives');
    limit(
      `{ thing(text: "${'x'.repeat(10)}") { id } ${'#\n'.repeat(5)} ${'thing { id } '.repeat(3_000)} }`,
      'maxTokens',
    );
  });

  it('hold for page sizes in the document and in variables, defaults of variables included', () => {
    limit('{ things(first: 101) { id } }', 'maxListSize');
    limit('{ thing(last: 99999999) { id } }', 'maxListSize');
    const operation = preparer.prepare(
      'query($n: Int = 500) { things { parts(first: $n) { id } } }',
      undefined,
    );
    expect(refusal(() => preparer.checkVariables(operation, {})).message).toMatch(
      /500 items a page, the limit is 100/,
    );
    expect(refusal(() => preparer.checkVariables(operation, { n: 101 })).code).toBe('HUB_LIMIT_EXCEEDED');
    expect(preparer.checkVariables(operation, { n: 100 })).toEqual({ n: 100 });
  });

  it('leave cyclic fragments to validation', () => {
    expect(
      refused(
        '{ thing { ...A } } fragment A on Thing { self { ...B } } fragment B on Thing { self { ...A } }',
      ),
    ).toMatchObject({
      code: 'HUB_BAD_REQUEST',
      message: expect.stringMatching(/Cannot spread fragment/) as string,
    });
  });

  it.each([
    '{ thing { __proto__: id } }',
    '{ thing { __typename: name } }',
    'query __proto__ { thing { id } }',
    'query($__proto__: Int = 1) { things(first: $__proto__) { id } }',
    '{ thing { ...__proto__ } } fragment __proto__ on Thing { id }',
  ])('refuse names that GraphQL keeps for itself: %s', (query) => {
    expect(refused(query)).toMatchObject({
      code: 'HUB_BAD_REQUEST',
      message: expect.stringMatching(/two underscores/) as string,
    });
  });
});

describe('variables', () => {
  it('that do not fit are refused as a fault of the request', () => {
    const operation = preparer.prepare('query($n: Int!) { things(first: $n) { id } }', undefined);
    expect(refusal(() => preparer.checkVariables(operation, { n: 'many' })).code).toBe('HUB_BAD_REQUEST');
    expect(refusal(() => preparer.checkVariables(operation, {})).message).toMatch(/\$n/);
  });

  it('are held against the check of a custom scalar and go on as they came', () => {
    const day = new GraphQLScalarType({
      name: 'Day',
      parseValue: (value) => {
        if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value))
          throw new Error('a Day is YYYY-MM-DD');
        return new Date(value);
      },
    });
    adoptScalarChecks(schema, { Day: day });
    const operation = preparer.prepare('query($d: Day) { thing(day: $d) { id } }', undefined);
    expect(refusal(() => preparer.checkVariables(operation, { d: 'tomorrow' })).message).toMatch(
      /YYYY-MM-DD/,
    );
    expect(preparer.checkVariables(operation, { d: '2026-03-01' })).toEqual({ d: '2026-03-01' });
    expect(refused('{ thing(day: "tomorrow") { id } }').message).toMatch(/YYYY-MM-DD/);
  });
});
