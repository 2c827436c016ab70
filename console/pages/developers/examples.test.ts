import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperationTypeNode, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { publicSchema } from '../../tools/generate.ts';
import { EXAMPLE_NAMES } from './example-texts.ts';
import { EXAMPLES } from './examples.ts';
import { curlOf, readQuestion } from './written-question.ts';

const README = readFileSync(join(import.meta.dirname, '..', '..', '..', 'README.md'), 'utf8');
const schema = publicSchema();

describe.each(EXAMPLE_NAMES)('the example %s', (name) => {
  const { query, variables } = EXAMPLES[name];

  test('is taken by the graph, and begins with every variable that it needs', () => {
    expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
    const written = readQuestion(query, JSON.stringify(variables('T-1')));
    expect(written.fault).toBeNull();
    const asked = [...query.matchAll(/\$(\w+):/g)].map(([, found]) => found);
    expect(Object.keys(variables('T-1')).sort()).toEqual(asked.sort());
  });
});

test('the first two are those of the README', () => {
  const [first, second] = [...README.matchAll(/```graphql\n(.*?)\n```/gs)].map(([, found]) => found);
  expect(EXAMPLES.dispute.query).toBe(first);
  expect(EXAMPLES.find.query).toBe(second);
});

test('what is written wrongly is said where it is', () => {
  expect(readQuestion('query { a', '{}')).toMatchObject({
    fault: 'query',
    words: expect.stringMatching(/^1:10 Syntax Error/) as unknown,
  });
  expect(readQuestion('fragment A on Query { a }', '{}')).toEqual({ fault: 'query', words: null });
  expect(readQuestion('{ a }', '[1]')).toEqual({ fault: 'variables' });
  expect(readQuestion('mutation M { a }', '')).toMatchObject({
    type: OperationTypeNode.MUTATION,
    question: { variables: {}, operationName: 'M' },
  });
});

test('a terminal asks the same without the token in the line, quotes intact', () => {
  const question = { query: '{ a(b: "it\'s") }', variables: {}, operationName: null };
  const text = curlOf(question, OperationTypeNode.SUBSCRIPTION, 'https://hub.example');
  expect(text).toContain('https://hub.example/graphql/stream');
  expect(text).toContain('Bearer $TOKEN');
  expect(text).toContain(String.raw`it'\''s`);
});
