import { posix } from 'node:path';
import { chainOf, type CopyStep, type Stage } from './dockerfile.ts';

/** A file or folder that a COPY takes out of the build context, and its place below the working folder. */
export interface CopiedFile {
  readonly source: string;
  readonly target: string;
}

/** The files of the build context that a step takes; empty when its source is not there. */
export function copiedBy(step: CopyStep, context: readonly string[]): readonly CopiedFile[] {
  return step.sources.flatMap((source) =>
    context.flatMap((file) => {
      if (file === source) {
        const intoFolder = step.destination.endsWith('/');
        return [{ source: file, target: intoFolder ? posix.join(step.destination, file) : step.destination }];
      }
      const inFolder = file.startsWith(`${source}/`);
      return inFolder
        ? [{ source: file, target: posix.join(step.destination, file.slice(source.length)) }]
        : [];
    }),
  );
}

/** Every file of the project in the image of a stage, at its place below the working folder. */
export function projectFilesOf(
  stage: string,
  stages: ReadonlyMap<string, Stage>,
  context: readonly string[],
): readonly CopiedFile[] {
  return chainOf(stage, stages)
    .flatMap(({ steps }) => steps)
    .flatMap((step) => (step.kind === 'COPY' && step.from === null ? copiedBy(step, context) : []));
}
