import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** A list whose first item fails later and whose second fails at once. */
const PROGRAM = `
  import { buildSchema, execute, parse } from 'graphql';
  import { surviveLostAnswers } from '${import.meta.dirname}/lost-answers.ts';
  surviveLostAnswers({ warn: (fields, message) => console.log(message) });
  const schema = buildSchema('type Query { items: [Item!]! } type Item { later: Int missing: Int! }');
  const items = [{ later: async () => 1, missing: null }, { later: 1, missing: null }];
  const { data, errors } = await execute({ schema, document: parse('{ items { later missing } }'), rootValue: { items } });
  console.log(data, errors.length);
  setTimeout(() => console.log('still here'), 20);
`;

function run(program: string): { readonly status: number | null; readonly stdout: string } {
  const args = ['--input-type=module-typescript', '--eval', program];
  return spawnSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8' });
}

test('a process outlives an error that graphql-js loses', () => {
  expect(run(PROGRAM)).toMatchObject({
    status: 0,
    stdout: 'null 1\nan error of an answer was lost; the answer has told another one\nstill here\n',
  });
  expect(run(PROGRAM.replace(/surviveLostAnswers\(.*;/, '')).status).toBe(1);
});

test('any other forgotten rejection still ends it', () => {
  const other = PROGRAM.replace("console.log('still here')", "Promise.reject(new Error('a defect'))");
  expect(run(other).status).not.toBe(0);
});
