import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import type { Report } from '../../docker/local/report.ts';
import { runTool } from '../../docker/local/run-tool.ts';
import { builtPages } from '../../gateway/pages/location.ts';

/** Builds the pages that are missing, in a process of their own: the bundler would stay in memory. Without them the hub still works. */
export async function ensurePages(report: Report): Promise<void> {
  if (Object.values(builtPages()).every((directory) => existsSync(join(directory, 'index.html')))) return;
  report('Pages: building');
  const builder = join(PROJECT_DIR, 'gateway', 'pages', 'build.ts');
  const { code, tail } = await runTool(process.execPath, [builder], {
    ...process.env,
    NODE_ENV: 'production',
  });
  report(code === 0 ? 'Pages: built' : `Pages could not be built; the hub works without.\n${tail}`);
}
