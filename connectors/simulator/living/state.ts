import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { HubError } from '../../../schema/canonical/hub-error.ts';

/** Writes a small JSON file so that a crash leaves the old or the new one, never half of it. */
export async function saveJson(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.part`, `${JSON.stringify(value)}\n`);
  await rename(`${path}.part`, path);
}

/** @returns undefined when there is no such file  @throws HubError HUB_CONFIG_INVALID when it holds something else */
export async function loadJson<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${path} is not a state file of the simulated city; delete its folder to begin a new city`,
      { cause, field: path },
    );
  }
}

/** What a city is generated from; kept, so that after a restart it is the same city. */
export const CitySchema = z.strictObject({
  seed: z.string(),
  records: z.int().positive(),
  days: z.int().positive(),
  startMs: z.int(),
  livingPace: z.number().positive().nullable(),
});
export type CityState = z.infer<typeof CitySchema>;

const PositionSchema = z.strictObject({ delivered: z.int().nonnegative() });

/** How many versions an interface has handed over, in the order of the timeline. */
export interface Position {
  readonly delivered: number;
  /** On disk when it resolves; after a failure the same may be asked again. */
  moveTo(delivered: number): Promise<void>;
}

/** @throws HubError HUB_CONFIG_INVALID when the file holds something else */
export async function openPosition(path: string): Promise<Position> {
  let { delivered } = (await loadJson(path, PositionSchema)) ?? { delivered: 0 };
  return {
    get delivered() {
      return delivered;
    },
    async moveTo(to) {
      await saveJson(path, { delivered: to });
      delivered = to;
    },
  };
}
