import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Door } from '../access/door.ts';
import { SUBGRAPHS } from '../subgraphs/registry.ts';
import { readSubgraphUrls, subgraphTargets } from './subgraph-targets.ts';

const folder = mkdtempSync(join(tmpdir(), 'tributary-subgraphs-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const fileWith = (text: string): string => {
  const path = join(folder, 'subgraphs.yaml');
  writeFileSync(path, text);
  return path;
};

describe('the subgraphs file', () => {
  it('maps names to URLs', () => {
    const urls = readSubgraphUrls(fileWith('police110: http://127.0.0.1:4100/graphql\n'));
    expect([...urls].map(([name, url]) => [name, url.href])).toEqual([
      ['police110', 'http://127.0.0.1:4100/graphql'],
    ]);
  });

  it('may be empty', () => {
    expect(readSubgraphUrls(fileWith('')).size).toBe(0);
  });

  it.each([
    'police110: 4100',
    'police110: ftp://x/',
    '- police110',
    'police110: {url: x}',
    'a: [',
    'police110: "javascript:alert(1)"',
  ])('with %s is refused by its name', (text) => {
    expect(() => readSubgraphUrls(fileWith(text))).toThrow(/TRIBUTARY_SUBGRAPHS_FILE.*subgraphs\.yaml/);
  });

  it('that is not there is refused by its name', () => {
    expect(() => readSubgraphUrls(join(folder, 'nothing.yaml'))).toThrow(
      /TRIBUTARY_SUBGRAPHS_FILE.*nothing\.yaml/,
    );
  });
});

it('runs in process what has no URL', async () => {
  const door: Door = {
    for: () => {
      throw new Error('nobody asks');
    },
    forStream: () => {
      throw new Error('nobody asks');
    },
  };
  const targets = subgraphTargets({
    registry: SUBGRAPHS,
    urls: new Map([['police110', new URL('http://127.0.0.1:1/graphql')]]),
    door,
    signer: { signInternal: () => Promise.resolve('signed') },
  });
  expect(targets.map(({ name }) => name).sort()).toEqual(SUBGRAPHS.map(({ name }) => name).sort());
  await Promise.all(targets.map((target) => target.close()));
});
