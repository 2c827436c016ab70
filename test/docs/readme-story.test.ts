import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

test.each([
  ['README.md', 'One quarrel, four agencies', 'From registration to closing', 'Who sees what'],
  ['README.zh-CN.md', '一起纠纷，四个部门', '从登记到销号', '谁能看什么'],
])('%s tells the story by the files that test/story runs, in its order', (readme, first, last, next) => {
  const [, story = ''] = readFileSync(join(ROOT, readme), 'utf8').split(`## ${first}\n`);
  const [text = ''] = story.split(`\n## ${next}\n`);
  expect(text).toContain(`## ${last}\n`);
  const moves = [...text.matchAll(/`(\d\d-[a-z-]+)`/g)].map(([, name]) => `${name ?? ''}.graphql`);
  expect(moves).toEqual(readdirSync(join(ROOT, 'docs/story/moves')).toSorted());
  const scripts = [...text.matchAll(/^(\S+\.sh)/gm)].map(([, path = '']) => path);
  // A threat after the dispute was closed would wait for people instead of turning it red.
  expect(scripts).toEqual(
    ['report', 'ask', 'watch', 'push-police', 'handle'].map((name) => `docs/story/${name}.sh`),
  );
  for (const script of scripts) accessSync(join(ROOT, script), constants.X_OK);
});

test('reporting hands over the records that test/story hands over', () => {
  const report = readFileSync(join(ROOT, 'docs/story/report.sh'), 'utf8');
  for (const file of ['police110.json', 'hotline12345.csv', 'grid.sql', 'court.xml']) {
    expect(report).toContain(`docs/story/${file}`);
    expect(readFileSync(join(ROOT, 'test/story/neighbour-quarrel.e2e.test.ts'), 'utf8')).toContain(
      `'${file}'`,
    );
  }
});

test.each([
  ['README.md', 'Watch the risk'],
  ['README.zh-CN.md', '看住风险'],
])('%s shows the risk by files that test/story uses', (readme, title) => {
  const [, section = ''] = readFileSync(join(ROOT, readme), 'utf8').split(`## ${title}\n`);
  const [text = ''] = section.split('\n## ');
  const scripts = [...text.matchAll(/^(docs\/story\/\S+\.sh)/gm)].map(([, path = '']) => path);
  expect(scripts).toEqual(['docs/story/watch.sh', 'docs/story/push-police.sh']);
  for (const script of scripts) accessSync(join(ROOT, script), constants.X_OK);
  const story = readFileSync(join(ROOT, 'test/story/neighbour-quarrel.e2e.test.ts'), 'utf8');
  for (const file of ['watch.graphql', 'threat.json']) expect(story).toContain(`'${file}'`);
});
