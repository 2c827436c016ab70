import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Report } from '../../docker/local/report.ts';
import { runTool } from '../../docker/local/run-tool.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const PACKAGES = ['chromium', 'fonts-noto-cjk'];

/** The command for a person. */
export const INSTALL_BROWSER = `apt-get install --no-install-recommends ${PACKAGES.join(' ')}`;

/** Path of the system's Chromium, or undefined. */
export function findBrowser(path = process.env['PATH'] ?? ''): string | undefined {
  const candidates = path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Whether pages in Chinese can be drawn; true where nobody can tell. */
export async function hasChineseFont(): Promise<boolean> {
  const { code, stdout } = await runTool('fc-list', [':lang=zh', 'family']);
  return code !== 0 || stdout.trim() !== '';
}

/** Installs Chromium and a Chinese font where they are missing and this is root on a Debian; otherwise says how to. */
export async function ensureBrowser(report: Report): Promise<void> {
  if (findBrowser() !== undefined && (await hasChineseFont())) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || (await runTool('apt-get', ['--version'])).code !== 0) {
    report(
      `Chromium or a Chinese font is missing; tests in a browser will fail. As root: ${INSTALL_BROWSER}`,
    );
    return;
  }
  report('Chromium and a Chinese font: installing with apt-get');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runTool('apt-get', ['update', '-qq'], env);
  const installed = await runTool(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES],
    env,
  );
  report(
    installed.code === 0
      ? 'Chromium and a Chinese font: installed'
      : `Chromium could not be installed; tests in a browser will fail.\n${installed.tail}`,
  );
}
