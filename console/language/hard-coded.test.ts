import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const CONSOLE = join(import.meta.dirname, '..');
/** Attributes that people read or hear. */
const READ = new Set([
  'title',
  'label',
  'placeholder',
  'alt',
  'description',
  'okText',
  'cancelText',
  'aria-label',
  'text',
  'tooltip',
  'extra',
]);
const LETTERS = /\p{Letter}/u;

/** Texts in a page's code that no catalogue has. */
function hardCoded(source: string): string[] {
  const file = ts.createSourceFile('page.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (text: string): void => {
    if (LETTERS.test(text)) found.push(text.trim());
  };
  const look = (node: ts.Node): void => {
    if (ts.isJsxText(node)) {
      // A key on the keyboard is the same in every language.
      const isKey = ts.isJsxElement(node.parent) && node.parent.openingElement.tagName.getText() === 'kbd';
      if (!isKey) note(node.text);
    }
    if (ts.isJsxAttribute(node) && READ.has(node.name.getText())) {
      const { initializer } = node;
      if (initializer !== undefined && ts.isStringLiteral(initializer)) note(initializer.text);
    }
    if (
      ts.isJsxExpression(node) &&
      node.expression !== undefined &&
      ts.isStringLiteral(node.expression) &&
      !ts.isJsxAttribute(node.parent)
    ) {
      note(node.expression.text);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

test('what is written into a page is found', () => {
  expect(hardCoded('<p title="Why" className="x">Hello {"there"} <kbd>y</kbd></p>')).toEqual([
    'Why',
    'Hello',
    'there',
  ]);
});

describe('no text stands in the code of a page', () => {
  test.each(globSync('**/*.tsx', { cwd: CONSOLE }))('%s', (file) => {
    expect(hardCoded(readFileSync(join(CONSOLE, file), 'utf8'))).toEqual([]);
  });
});
