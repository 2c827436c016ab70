import { z } from 'zod';
import { openDropFolder } from '../kit/drop-folder.ts';
import type { ConnectorClass } from '../kit/feed.ts';
import { reconciledFormat } from '../kit/reconciled-format.ts';
import { exportDayOf, exportFormat, numberInRefused } from './export-file.ts';
import { ticketDraft } from './mapping.ts';

const ConfigSchema = z.strictObject({
  /** Watched folder, relative to the home folder. Write files elsewhere or as `.part` and rename them into it. */
  folder: z.string().min(1),
  'poll.interval.ms': z.int().min(100).default(1_000),
  /** Of ten or more known tickets of a day at most so many percent are withdrawn by one export. */
  'withdrawals.most.percent': z.number().min(0).max(100).default(20),
  /** Tickets registered so shortly before the export may not have been committed then: that they are missing says nothing. */
  'overlap.ms': z.int().min(0).default(600_000),
});

/** `hotline12345.export`: daily exports of all tickets of a day, put into a folder, as the whole truth about the day. */
export const hotlineExport: ConnectorClass = {
  name: 'hotline12345.export',
  configSchema: ConfigSchema,
  open(given, context) {
    const config = ConfigSchema.parse(given);
    return {
      run(signal) {
        const format = reconciledFormat({
          format: exportFormat,
          dayOf: exportDayOf,
          toDraft: ticketDraft,
          idOfRefused: numberInRefused,
          known: context.known,
          mostPercent: config['withdrawals.most.percent'],
          overlapMs: config['overlap.ms'],
          log: context.log,
          signal,
        });
        const options = {
          folder: context.resolvePath(config.folder),
          formats: [format],
          profile: null,
          intervalMs: config['poll.interval.ms'],
        };
        return openDropFolder(options, context).run(signal);
      },
    };
  },
};
