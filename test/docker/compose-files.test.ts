import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as dclint from 'dclint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { CLUSTER_FILE, clusterCompose, composeText, SMALL_FILE, smallCompose } from './compose.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-compose-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What is used of the package, whose own declarations leave out the extensions that Node's resolution asks for. */
interface Linting {
  readonly DCLinter: new (config: {
    readonly rules: Readonly<Record<string, 0 | 1 | 2>>;
    readonly quiet: boolean;
    readonly debug: boolean;
    readonly exclude: readonly string[];
  }) => {
    lintFiles(
      paths: readonly string[],
      recursive: boolean,
    ): readonly { readonly messages: readonly Readonly<Record<'line' | 'rule' | 'message', string>>[] }[];
  };
}
const { DCLinter } = dclint as unknown as Linting;

/** Matters of taste, in which these files follow what a reader wants to see first. */
const ORDER = [
  'services-alphabetical-order',
  'service-keys-order',
  'service-dependencies-alphabetical-order',
  'service-ports-alphabetical-order',
  'top-level-properties-order',
] as const;

/** How a file is written, not what it says: nothing for what compose makes of several. */
const QUOTES = ['no-quotes-in-volumes', 'require-quotes-in-ports'] as const;

/** What the schema of the Compose Specification and the linter's rules have against a file. */
function findingsIn(text: string, beside: readonly string[] = ORDER): readonly string[] {
  const path = join(folder, 'compose.yaml');
  writeFileSync(path, text);
  const rules = Object.fromEntries(beside.map((rule) => [rule, 0 as const]));
  const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [] });
  return linter
    .lintFiles([path], false)
    .flatMap(({ messages }) => messages.map(({ line, rule, message }) => `${line}: ${rule}: ${message}`));
}

describe('the compose files hold to the Compose Specification and the rules of a linter', () => {
  test.each([SMALL_FILE, CLUSTER_FILE])('%s', (file) => {
    expect(findingsIn(composeText(file))).toEqual([]);
  });

  test.each([
    ['small', smallCompose()],
    ['cluster', clusterCompose()],
  ])('what compose makes of them: %s', (_, compose) => {
    expect(findingsIn(stringify(compose, { aliasDuplicateObjects: false }), [...ORDER, ...QUOTES])).toEqual(
      [],
    );
  });

  test.each([
    ['a misspelt key', (text: string) => text.replace('read_only:', 'readonly:')],
    ['a condition that there is not', (text: string) => text.replaceAll('service_healthy', 'healthy')],
    ['a port that is open to everybody', (text: string) => text.replace("'127.0.0.1:4000", "'4000")],
    ['an image without a tag', (text: string) => text.replace('apache/kafka:4.1.1', 'apache/kafka')],
  ])('%s is found', (_, spoil) => {
    const text = composeText(SMALL_FILE);
    expect(spoil(text)).not.toBe(text);
    expect(findingsIn(spoil(text))).not.toEqual([]);
  });
});
