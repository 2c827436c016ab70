import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VERBS } from '../../cli/verbs/registry.ts';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import { codeBlocks, pageText } from './page-code.ts';

const READMES = ['README.md', 'README.zh-CN.md'] as const;
const [ENGLISH, CHINESE] = READMES.map(pageText) as [string, string];

const found = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, part = '']) => part);

/** Cells of each row of the last table of a part, by column. */
function tableOf(text: string, heading: string): readonly (readonly string[])[] {
  const [part = ''] = (text.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ');
  const rows = part.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .replaceAll('\\|', '¦')
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test('both READMEs have as many parts', () => {
  expect(found(CHINESE, /^(##) /gm)).toHaveLength(found(ENGLISH, /^(##) /gm).length);
});

test('both show the same pictures, commands, questions and answers', () => {
  const shown = (text: string): object => ({
    pictures: found(text, /!\[[^\]]*\]\(([^)]+)\)/g),
    commands: codeBlocks(text, 'sh').map((block) => block.replace(/ +#.*$/gm, '').replaceAll(/ +$/gm, '')),
    questions: codeBlocks(text, 'graphql'),
    answers: [...codeBlocks(text, 'json'), ...codeBlocks(text, 'text')],
  });
  expect(shown(CHINESE)).toEqual(shown(ENGLISH));
});

test('both lead to the same documents, which are there', () => {
  const links = (text: string): readonly string[] =>
    [...new Set(found(text, /\]\(([^)]+)\)/g))].filter((link) => !link.startsWith('README')).toSorted();
  expect(links(CHINESE)).toEqual(links(ENGLISH));
  for (const link of links(ENGLISH)) {
    if (/^https?:/.test(link)) continue;
    expect(existsSync(join(PROJECT_DIR, link.split('#')[0] ?? '')), link).toBe(true);
  }
});

test('both list the same verbs, and every verb that there is', () => {
  const verbs = (text: string, heading: string): readonly string[] =>
    tableOf(text, heading).map(([verb = '']) => verb.replaceAll('、', ', '));
  const english = verbs(ENGLISH, 'The verbs');
  expect(verbs(CHINESE, '命令')).toEqual(english);
  const named = new Set(english.flatMap((cell) => found(cell, /`(?:\.\/tributary )?([a-z]+)/g)));
  expect([...VERBS.map((verb) => verb().name()), 'help'].filter((name) => !named.has(name))).toEqual([]);
});

test('both tell the same figures, with the same aims and commands', () => {
  const words: Readonly<Record<string, string>> = { 未达: 'missed', 全部: 'all', 同上: 'the same' };
  const translated = (cell: string): string => cell.replace(/未达|全部|同上/g, (word) => words[word] ?? word);
  const chinese = tableOf(CHINESE, '实测').map(([, ...cells]) => cells.map(translated));
  expect(chinese).toEqual(tableOf(ENGLISH, 'Measured').map(([, ...cells]) => cells));
  expect(chinese.length).toBeGreaterThan(20);
});
