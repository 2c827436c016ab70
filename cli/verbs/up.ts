import { Command } from 'commander';

interface Options {
  readonly detach?: true;
  readonly empty?: true;
}

/** `tributary up`: everything, with one command. */
export function upVerb(): Command {
  return new Command('up')
    .summary('start everything and keep it running (Ctrl-C stops it)')
    .description(
      'Starts MongoDB, Kafka, the connectors, the pipeline, the gateway and a simulated city, and keeps them running. ' +
        'The first time it installs what is missing below .tributary. Data stay between runs.',
    )
    .option('-d, --detach', 'return once everything is ready; logs are in <home>/logs')
    .option('--empty', 'without the simulated city')
    .action(async ({ detach, empty }: Options) => {
      // A terminal or pipe that is gone must not end what runs.
      process.stdout.on('error', () => undefined);
      const { readSettings } = await import('../../runtime/settings.ts');
      const { homeOf } = await import('../home/home.ts');
      const settings = readSettings(process.env);
      const home = homeOf(settings);
      if (detach) {
        const { detachUp } = await import('../up/detach.ts');
        process.exitCode = await detachUp(home, empty ? ['--empty'] : []);
        return;
      }
      const { runUp } = await import('../up/run-up.ts');
      const report = (line: string): void => void process.stdout.write(`${line}\n`);
      // Pools and timers of client libraries may linger; everything that matters has been awaited.
      process.exit(await runUp({ home, settings, withCity: !empty, report }));
    });
}
