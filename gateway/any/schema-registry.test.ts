import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { breakingChanges, breaksSomebody, readUsage } from './breaking-changes.ts';
import { composeFiles } from './compose-files.ts';
import { Published } from './published.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])\n';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-schema-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

it('says which subgraph does not fit and why, and where a file is no SDL', () => {
  const one = file(
    'one.graphql',
    `${LINK}type Query { a: Thing } type Thing @key(fields: "id") { id: ID! n: Int }`,
  );
  const two = file('two.graphql', `${LINK}type Thing @key(fields: "id") { id: ID! n: String }`);
  expect(() => composeFiles([one, two])).toThrow(/do not compose:\n {2}- .*Thing\.n/);
  const broken = file('three.graphql', 'type Query {\n  a: \n}');
  expect(() => composeFiles([broken])).toThrow(/three\.graphql:3:1: .*Expected Name.*, at: \}/);
});

it('breaks only what somebody asks for, and counts as used what nobody recorded', () => {
  const before = composeFiles([
    file('a.graphql', `${LINK}type Query { old: Int worn: Int kept(n: Int): Int }`),
  ]);
  const after = composeFiles([file('a.graphql', `${LINK}type Query { kept(n: Int!): Int }`)]);
  const broken = (usage: string | null): string[] =>
    breakingChanges(before, after, usage === null ? null : readUsage(file('usage.json', usage)))
      .filter(breaksSomebody)
      .map(({ description }) => description);
  expect(broken(null)).toHaveLength(3);
  expect(broken('[{"field": "Query.old", "count": 2}]')).toEqual(['Query.old was removed.']);
  expect(broken('{"data": {"auditUsage": [{"key": "Query.kept", "looks": 9}]}}')).toEqual([
    expect.stringMatching(/^Query\.kept arg n/) as string,
  ]);
  const full = JSON.stringify(Array.from({ length: 100 }, (_, at) => ({ key: `Other.f${at}`, looks: 1 })));
  expect(broken(full)).toHaveLength(3);
  expect(() => readUsage(file('usage.json', '{"a": 1}'))).toThrow(/usage\.json must be a list/);
});

it('keeps every version and goes back by a new one', () => {
  const published = new Published(folder);
  expect(published.current()).toBeNull();
  expect(() => published.rollback()).toThrow(/nothing was published yet/);
  published.publish('one');
  published.publish('two');
  expect(published.rollback().now.number).toBe(3);
  expect(published.current()).toBe('one');
  expect(published.rollback(2).from.number).toBe(2);
  expect(published.current()).toBe('two');
  expect(published.versions().map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  expect(() => published.rollback(9)).toThrow(/no version 9; there are versions 1, 2, 3, 4/);
});
