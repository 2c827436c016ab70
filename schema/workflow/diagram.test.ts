import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { movesTable, workflowDiagram } from './diagram.ts';

const PAGE = readFileSync(new URL('../../docs/workflow.md', import.meta.url), 'utf8');
/** Tables are padded to columns by the formatter. */
const unpadded = (text: string): string => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');

test('docs/workflow.md shows the machine as it is', () => {
  expect(PAGE).toContain(`\`\`\`mermaid\n${workflowDiagram()}\n\`\`\``);
  expect(unpadded(PAGE)).toContain(unpadded(movesTable()));
});
