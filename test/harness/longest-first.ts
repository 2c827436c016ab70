import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders of the files that take longest, the longest first. */
const LONG = [
  'test/chaos/',
  'test/accounting/',
  'test/execution/',
  'test/docker/',
  'cli/up/',
  'test/access/',
  'streams/rebuild/',
  'test/',
];

/** The place of a file in the order: less comes first. */
export function rankOf(path: string): number {
  const rank = LONG.findIndex((folder) => path.includes(`/${folder}`));
  return rank < 0 ? LONG.length : rank;
}

/**
 * The order of test files: those that take longest first, then as vitest has it, which on a machine without an earlier run knows their
 * size alone. A long file that is begun last keeps all cores but one idle.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rankOf(one.moduleId) - rankOf(other.moduleId));
  }
}
