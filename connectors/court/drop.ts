import { z } from 'zod';
import { openDropFolder } from '../kit/drop-folder.ts';
import type { ConnectorClass } from '../kit/feed.ts';
import { COURT_FILES } from './files.ts';

const ConfigSchema = z.strictObject({
  /** Watched folder, relative to the home folder. Write files elsewhere or as `.part` and rename them into it. */
  folder: z.string().min(1),
  'poll.interval.ms': z.int().min(100).default(1_000),
});

/** `court.drop`: XML and CSV exports put into a folder. */
export const courtDrop: ConnectorClass = {
  name: 'court.drop',
  configSchema: ConfigSchema,
  open(config, context) {
    const { folder, 'poll.interval.ms': intervalMs } = ConfigSchema.parse(config);
    const options = { folder: context.resolvePath(folder), formats: COURT_FILES, profile: null, intervalMs };
    return openDropFolder(options, context);
  },
};
