import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import type { Report } from '../../docker/local/report.ts';
import { runTool } from '../../docker/local/run-tool.ts';
import { CACHE_DIRECTORY, graphiqlDirectory } from '../../gateway/graphiql/location.ts';

/** Builds the GraphiQL page when it is missing, in a process of its own: the bundler would stay in memory. Without it the hub still works. */
export async function ensureGraphiqlPage(report: Report): Promise<void> {
  if (existsSync(join(graphiqlDirectory(CACHE_DIRECTORY), 'index.html'))) return;
  report('GraphiQL page: building');
  const builder = join(PROJECT_DIR, 'gateway', 'graphiql', 'build.ts');
  const { code, tail } = await runTool(process.execPath, [builder], {
    ...process.env,
    NODE_ENV: 'production',
  });
  report(
    code === 0 ? 'GraphiQL page: built' : `GraphiQL page could not be built; the hub works without.\n${tail}`,
  );
}
