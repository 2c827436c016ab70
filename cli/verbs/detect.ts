import { Command, InvalidArgumentError, Option } from 'commander';
import type { AreaLimits } from '../../streams/stages/detect/area/judge.ts';

interface Options {
  readonly falseAlarmsPerCellYear?: number;
  readonly falseDiscoveryRate?: number;
  readonly weekly?: true;
  readonly daily?: true;
  readonly json?: true;
}

/** `tributary detect FILE.csv [--false-alarms-per-cell-year N] [--weekly]`. */
export function detectVerb(): Command {
  return new Command('detect')
    .description(
      'find areas with more cases than usual in a file of counts, without servers: detect counts.csv',
    )
    .argument(
      '<file>',
      'CSV with the columns date,area,category,count, daily or weekly; missing periods are 0',
    )
    .option(
      '--false-alarms-per-cell-year <n>',
      'threshold: each cell for itself alarms falsely so often a year',
      number,
    )
    .option(
      '--false-discovery-rate <share>',
      'of each period keep only as many alarms as leave at most this share of them false, over all cells',
      number,
    )
    .addOption(
      new Option('--weekly', 'judge by the week; daily counts are summed from Monday on').conflicts('daily'),
    )
    .option('--daily', 'judge by the day although all dates are whole weeks apart')
    .option('--json', 'print JSON lines, with threshold and dispersion')
    .action(async (file: string, options: Options) => {
      const { HUB_LIMITS } = await import('../../streams/stages/detect/area/judge.ts');
      const { runDetect } = await import('../detect/run-detect.ts');
      // Whoever reads only the beginning (head) has what he wants.
      process.stdout.on('error', (error: NodeJS.ErrnoException) =>
        process.exit(error.code === 'EPIPE' ? 0 : 1),
      );
      await runDetect(
        {
          file,
          period: options.weekly === true ? 'WEEK' : options.daily === true ? 'DAY' : null,
          limits: limitsOf(options, HUB_LIMITS),
          json: options.json ?? false,
        },
        process.stdout,
      );
    });
}

/** Nothing said: as the hub itself watches. A rate of each cell alone: then each is for itself. */
function limitsOf({ falseAlarmsPerCellYear, falseDiscoveryRate }: Options, usual: AreaLimits): AreaLimits {
  if (falseAlarmsPerCellYear === undefined && falseDiscoveryRate === undefined) return usual;
  return {
    falseAlarmsPerCellYear: falseAlarmsPerCellYear ?? usual.falseAlarmsPerCellYear,
    falseDiscoveryRate: falseDiscoveryRate ?? null,
  };
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0) return value;
  throw new InvalidArgumentError('a number over 0 is needed.');
}
