import { lstat, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const REPORT_ENDING = '.report.json';

const TakenSchema = z.object({ file: z.string(), sha256: z.string(), sameAs: z.string().optional() });

/** What is told of a finished file. */
export interface DropReport {
  readonly sha256?: string;
  /** Earlier file with the same bytes, for one that was not read again. */
  readonly sameAs?: string;
  readonly [what: string]: unknown;
}

interface Taken {
  /** Name under which it lies in `done/`. */
  readonly name: string;
  /** Its name while it was read. */
  readonly file: string;
}

/**
 * Finished files with a report beside each. The reports in `done/` are also the memory of what was taken: a file is the same as an earlier
 * one as long as that one's report lies there.
 */
export class DropReports {
  readonly #folders: Readonly<Record<'working' | 'done' | 'failed', string>>;
  /** By SHA-256. */
  readonly #taken = new Map<string, Taken>();

  constructor(folders: Readonly<Record<'working' | 'done' | 'failed', string>>) {
    this.#folders = folders;
  }

  async load(): Promise<void> {
    this.#taken.clear();
    for (const name of (await readdir(this.#folders.done)).filter((each) => each.endsWith(REPORT_ENDING))) {
      const report = TakenSchema.safeParse(await this.#reportNamed(name));
      if (!report.success || report.data.sameAs !== undefined) continue;
      const { file, sha256 } = report.data;
      this.#taken.set(sha256, { name: name.slice(0, -REPORT_ENDING.length), file });
    }
  }

  /** Name in `done/` of another file with these bytes, null when there is none. */
  async earlier(sha256: string, file: string): Promise<string | null> {
    const taken = this.#taken.get(sha256);
    if (taken === undefined || taken.file === file) return null;
    if (await exists(join(this.#folders.done, `${taken.name}${REPORT_ENDING}`))) return taken.name;
    this.#taken.delete(sha256);
    return null;
  }

  /** Moves a file out of `working/`, under its own name if that is free. */
  async finish(file: string, name: string, to: 'done' | 'failed', report: DropReport): Promise<string> {
    const folder = this.#folders[to];
    const isOwn = (await this.#isFree(folder, name)) || (await this.#isReportOf(folder, name, file));
    const target = isOwn ? name : file;
    await writeFile(
      join(folder, `${target}${REPORT_ENDING}`),
      `${JSON.stringify({ file, ...report }, null, 2)}\n`,
    );
    await rename(join(this.#folders.working, file), join(folder, target));
    if (to === 'done' && report.sha256 !== undefined && report.sameAs === undefined) {
      this.#taken.set(report.sha256, { name: target, file });
    }
    return target;
  }

  async #isFree(folder: string, name: string): Promise<boolean> {
    return !(await exists(join(folder, name))) && !(await exists(join(folder, `${name}${REPORT_ENDING}`)));
  }

  /** True when a crash came between this file's report and its move. */
  async #isReportOf(folder: string, name: string, file: string): Promise<boolean> {
    if (await exists(join(folder, name))) return false;
    const report = await readFile(join(folder, `${name}${REPORT_ENDING}`), 'utf8');
    return report.includes(JSON.stringify(file));
  }

  async #reportNamed(name: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(join(this.#folders.done, name), 'utf8'));
    } catch {
      // Half-written by a crash: its file is still in `working/` and gets a new one.
      return null;
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
