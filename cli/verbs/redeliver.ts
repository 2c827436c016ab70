import { Command, InvalidArgumentError } from 'commander';

interface Options {
  readonly agency?: string;
  readonly since?: Date;
  readonly dead?: true;
}

/** `tributary redeliver [--agency A] [--since T] [--dead]`. */
export function redeliverVerb(): Command {
  return new Command('redeliver')
    .description('tell agencies of moves again, e.g. redeliver --agency court --dead')
    .option('--agency <name>', 'only what is for this agency, e.g. court')
    .option('--since <time>', 'only moves told then or later, e.g. 2026-11-24T08:00:00+08:00', timeOf)
    .option('--dead', 'only what was given up')
    .action(async ({ agency, since, dead: onlyDead }: Options) => {
      const dead = onlyDead === true;
      const { HubError } = await import('../../schema/canonical/hub-error.ts');
      if (agency === undefined && since === undefined && !dead) {
        throw new HubError(
          'HUB_BAD_REQUEST',
          'say what to tell again: --dead for all that was given up, --agency NAME, --since TIME, or several of them',
        );
      }
      const { readSettings } = await import('../../runtime/settings.ts');
      const { runningMongodb } = await import('../home/running-mongodb.ts');
      const { redeliver } = await import('../redeliver.ts');
      const mongodbUri = runningMongodb(readSettings(process.env));
      const wanted = { agency: agency ?? null, since: since ?? null, dead };
      const count = await redeliver(mongodbUri, wanted, new Date());
      process.stdout.write(
        count === 0
          ? 'nothing to tell again: no delivery fits\n'
          : `${count} deliveries are told again; see ./tributary status\n`,
      );
    });
}

function timeOf(text: string): Date {
  const time = /(Z|[+-]\d{2}:\d{2})$/.test(text) ? new Date(text) : new Date(NaN);
  if (Number.isNaN(time.getTime()))
    throw new InvalidArgumentError('write a time with its offset, e.g. 2026-11-24T08:00:00+08:00');
  return time;
}
