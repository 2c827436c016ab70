import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderSizeBytes } from './folder-size.ts';
import type { Report } from './report.ts';

export interface PartInstall {
  /** Folder of the part below the cache: name and version, so that a new version is a new folder. */
  readonly folder: string;
  /** As a person calls it: `MongoDB 6.0.5`. */
  readonly title: string;
  /** Fills an empty folder. What it throws is passed on. */
  fill(folder: string): Promise<void>;
}

const COMPLETE = '.complete';
const STILL_BUSY_EVERY_MS = 5_000;

/** Whether a part was installed to its end. */
export function isInstalled(cacheDir: string, folder: string): boolean {
  return existsSync(join(cacheDir, folder, COMPLETE));
}

/**
 * Installs a part unless it is there. It is filled in a folder beside its place and renamed when complete: an interrupted install leaves
 * nothing that looks like a part, and of two installs at once one wins. Says how far it is every five seconds.
 * @returns the part's folder.
 */
export async function installOnce(cacheDir: string, part: PartInstall, report: Report): Promise<string> {
  const target = join(cacheDir, part.folder);
  if (isInstalled(cacheDir, part.folder)) return target;
  mkdirSync(cacheDir, { recursive: true });
  removeLeftovers(cacheDir, part.folder);
  const unfinished = `${target}.part-${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  report(`${part.title}: installing`);
  const startedAt = Date.now();
  const ticker = setInterval(() => {
    report(`${part.title}: ${megabytes(unfinished)} MB after ${secondsSince(startedAt)} s`);
  }, STILL_BUSY_EVERY_MS);
  try {
    await part.fill(unfinished);
    writeFileSync(join(unfinished, COMPLETE), `${part.title}\n`);
    moveIntoPlace(unfinished, target, isInstalled(cacheDir, part.folder));
    report(`${part.title}: installed in ${secondsSince(startedAt)} s (${megabytes(target)} MB)`);
    return target;
  } finally {
    clearInterval(ticker);
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function moveIntoPlace(unfinished: string, target: string, otherWasFirst: boolean): void {
  if (otherWasFirst) return;
  // A folder without its marker is damage from outside (half deleted, half copied).
  rmSync(target, { recursive: true, force: true });
  renameSync(unfinished, target);
}

/** Unfinished folders of installers that are gone. */
function removeLeftovers(cacheDir: string, folder: string): void {
  const prefix = `${folder}.part-`;
  for (const name of readdirSync(cacheDir)) {
    if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length)))) {
      rmSync(join(cacheDir, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function megabytes(folder: string): number {
  return Math.round(folderSizeBytes(folder) / 1_000_000);
}

function secondsSince(startedAt: number): number {
  return Math.round((Date.now() - startedAt) / 1_000);
}
