import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import { eventually } from '../harness/eventually.ts';
import { freePort } from '../harness/servers.ts';
import { codeBlocks, pageText } from './page-code.ts';
import { runCode } from './running-code.ts';

const [SECTION = ''] = (pageText('docs/gateway.md').split('## A supergraph from nothing\n')[1] ?? '').split(
  '\n## ',
);

test('the supergraph of docs/gateway.md is composed, served and answers as the page shows', async () => {
  const [start = '', ask = ''] = codeBlocks(SECTION, 'sh');
  const [shown = ''] = codeBlocks(SECTION, 'json');
  mkdirSync(join(PROJECT_DIR, '.tributary'), { recursive: true });
  // Within the project: the subgraphs use its packages.
  const folder = mkdtempSync(join(PROJECT_DIR, '.tributary', 'shop-'));
  const ports = new Map<string, string>();
  for (const port of ['4500', '4501', '4502']) ports.set(port, String(await freePort()));
  const here = (script: string): string =>
    script
      .replaceAll('.tributary/shop', folder)
      .replaceAll('./tributary', `"${process.execPath}" cli/main.ts`)
      .replace(/^node /m, `"${process.execPath}" `)
      .replace(/\b450[0-2]\b/g, (port) => ports.get(port) ?? port);
  const servers = runCode('sh', ['-c', `${here(start)}\nwait`], PROJECT_DIR, {
    TRIBUTARY_HOME: folder,
    TRIBUTARY_LOG_LEVEL: 'warn',
  });
  try {
    const answer = await eventually(
      async () => {
        const asked = runCode('sh', ['-c', here(ask)], PROJECT_DIR);
        await asked.ended;
        const text = asked.lines().join('');
        return text.includes('"lamp"') && (JSON.parse(text) as unknown);
      },
      { what: servers.complaints() },
    );
    expect(answer).toEqual(JSON.parse(shown));
  } finally {
    await servers.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});
