import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import { buildContext } from './docker-ignore.ts';
import { stagesOf, type CopyStep, type Stage } from './dockerfile.ts';
import { copiedBy } from './image-files.ts';

/** The stage that a RUN of may touch the system outside of the working folder. */
const SYSTEM_STAGE = 'base';
const PACKAGES = 'node_modules';

/**
 * What docker/Dockerfile puts into the working folder of each stage, laid out on this machine's disk. `linked` runs nothing and takes the project's own
 * packages; `installed` runs every RUN as it is written, so that packages are those of production.
 */
export class ImageTrees {
  readonly stages = stagesOf();
  readonly #context = buildContext();
  readonly #folder: string;
  readonly #how: 'linked' | 'installed';

  constructor(folder: string, how: 'linked' | 'installed') {
    this.#folder = folder;
    this.#how = how;
  }

  stage(name: string): Stage {
    const stage = this.stages.get(name);
    if (stage === undefined) throw new Error(`docker/Dockerfile has no stage ${name}`);
    return stage;
  }

  /** The folder that stands for the stage's working folder. */
  folderOf(name: string): string {
    const folder = join(this.#folder, name);
    if (existsSync(folder)) return folder;
    const stage = this.stage(name);
    // Links of the stage below stay links: its packages are shared.
    if (this.stages.has(stage.from))
      cpSync(this.folderOf(stage.from), folder, { recursive: true, verbatimSymlinks: true });
    else mkdirSync(folder, { recursive: true });
    for (const step of stage.steps) {
      if (step.kind === 'COPY') this.#copy(step, stage, folder);
      else if (this.#how === 'installed' && name !== SYSTEM_STAGE) run(step.command, folder);
    }
    return folder;
  }

  #copy(step: CopyStep, stage: Stage, folder: string): void {
    if (step.from === null) {
      for (const { source, target } of copiedBy(step, this.#context)) {
        mkdirSync(dirname(join(folder, target)), { recursive: true });
        copyFileSync(join(PROJECT_DIR, source), join(folder, target));
      }
      return;
    }
    const [source = ''] = step.sources;
    const place = join(folder, step.destination);
    mkdirSync(dirname(place), { recursive: true });
    if (this.#how === 'installed') {
      symlinkSync(join(this.folderOf(step.from), relative(stage.workdir, source)), place);
    } else if (step.destination === PACKAGES) {
      symlinkSync(join(PROJECT_DIR, PACKAGES), place);
    }
  }
}

function run(command: string, folder: string): void {
  execFileSync('/bin/sh', ['-c', command], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      // The image has one of its own, and empties it.
      npm_config_cache: join(folder, '..', 'npm-cache'),
      npm_config_loglevel: 'error',
    },
  });
}
