import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Copy, DockerfileParser, From, Healthcheck, JSONInstruction, type Instruction } from 'dockerfile-ast';
import { PROJECT_DIR } from '../../docker/local/parts.ts';

export interface CopyStep {
  readonly kind: 'COPY';
  /** Name of the stage that it copies from; null for the build context. */
  readonly from: string | null;
  readonly sources: readonly string[];
  readonly destination: string;
}

export interface RunStep {
  readonly kind: 'RUN';
  /** For `/bin/sh -c`, with its line continuations. */
  readonly command: string;
}

/** A stage with what it takes over from the stage that it builds on. */
export interface Stage {
  readonly name: string;
  /** Image or stage that it builds on. */
  readonly from: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly labels: readonly string[];
  readonly user: string | null;
  readonly exposed: readonly number[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthcheck: readonly string[] | null;
  readonly stopSignal: string | null;
  /** Its own steps, without those of the stage below. */
  readonly steps: readonly (CopyStep | RunStep)[];
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The stages of docker/Dockerfile by name, in their order. */
export function stagesOf(text: string = dockerfileText()): ReadonlyMap<string, Stage> {
  const stages = new Map<string, Stage>();
  let current: Mutable<Stage> | undefined;
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction instanceof From) {
      current = begun(instruction, stages);
      stages.set(current.name, current);
    } else if (current !== undefined) {
      apply(instruction, current);
    }
  }
  return stages;
}

export function dockerfileText(): string {
  return readFileSync(join(PROJECT_DIR, 'docker', 'Dockerfile'), 'utf8');
}

/** Stages from the image up to the one named. */
export function chainOf(name: string, stages: ReadonlyMap<string, Stage>): readonly Stage[] {
  const stage = stages.get(name);
  return stage === undefined ? [] : [...chainOf(stage.from, stages), stage];
}

function begun(from: From, stages: ReadonlyMap<string, Stage>): Mutable<Stage> {
  const image = from.getImage() ?? '';
  const below = stages.get(image);
  return {
    workdir: '/',
    env: {},
    labels: [],
    user: null,
    exposed: [],
    entrypoint: [],
    command: [],
    healthcheck: null,
    stopSignal: null,
    ...below,
    name: from.getBuildStage() ?? '',
    from: image,
    steps: [],
  };
}

function apply(instruction: Instruction, stage: Mutable<Stage>): void {
  const keyword = instruction.getKeyword();
  const words = instruction.getArguments().map((argument) => argument.getValue());
  if (instruction instanceof Copy) {
    const from = instruction.getFromFlag()?.getValue() ?? null;
    const destination = words.at(-1) ?? '';
    stage.steps = [...stage.steps, { kind: 'COPY', from, sources: words.slice(0, -1), destination }];
  } else if (instruction instanceof Healthcheck) {
    stage.healthcheck = jsonWords(instruction.getRawArgumentsContent() ?? '');
  } else if (keyword === 'ENTRYPOINT' || keyword === 'CMD') {
    if (!(instruction instanceof JSONInstruction)) return;
    const list = instruction.getJSONStrings().map((word) => word.getJSONValue());
    if (keyword === 'CMD') stage.command = list;
    else Object.assign(stage, { entrypoint: list, command: [] });
  } else if (keyword === 'RUN') {
    const command = instruction.getRawArgumentsContent() ?? '';
    stage.steps = [...stage.steps, { kind: 'RUN', command }];
  } else if (keyword === 'ENV') {
    stage.env = { ...stage.env, ...pairsOf(words) };
  } else if (keyword === 'LABEL') {
    stage.labels = [...stage.labels, ...words.map((word) => word.split('=')[0] ?? '')];
  } else if (keyword === 'USER') {
    stage.user = words[0] ?? null;
  } else if (keyword === 'WORKDIR') {
    stage.workdir = words[0] ?? '/';
  } else if (keyword === 'EXPOSE') {
    stage.exposed = words.map(Number);
  } else if (keyword === 'STOPSIGNAL') {
    stage.stopSignal = words[0] ?? null;
  }
}

function pairsOf(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => word.split(/=(.*)/s).slice(0, 2) as [string, string]));
}

/** The list of `HEALTHCHECK --flags CMD ["…"]`. */
function jsonWords(text: string): readonly string[] {
  return JSON.parse(text.slice(text.indexOf('['))) as string[];
}
