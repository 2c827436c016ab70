import { z } from 'zod';
import { openDropFolder } from '../kit/drop-folder.ts';
import type { ConnectorClass } from '../kit/feed.ts';
import type { FileFormat } from '../kit/file-format.ts';

const ConfigSchema = z.strictObject({
  /** Watched folder, relative to the home folder. Write files elsewhere or as `.part` and rename them into it. */
  folder: z.string().min(1),
  /** Family of layouts (`nyc`); the file's header decides which of them it is. */
  profile: z.string().min(1),
  'poll.interval.ms': z.int().min(100).default(1_000),
});

/** `open311.drop`: CSV exports put into a folder. */
export function open311Drop(formats: readonly FileFormat[]): ConnectorClass {
  return {
    name: 'open311.drop',
    configSchema: ConfigSchema,
    open(config, context) {
      const { folder, profile, 'poll.interval.ms': intervalMs } = ConfigSchema.parse(config);
      return openDropFolder({ folder: context.resolvePath(folder), formats, profile, intervalMs }, context);
    },
  };
}
