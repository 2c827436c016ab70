import { Command, InvalidArgumentError } from 'commander';

/** `tributary audit verify | show`. */
export function auditVerb(): Command {
  const audit = new Command('audit').description(
    'who looked at what: check that nothing was bent, or show it',
  );
  audit
    .command('verify')
    .summary('go through all chains of looks and name the first bad link of each')
    .description(
      'Ends with 0 when all holds and with 1 when something does not. That the end of a chain was cut off can be told only by checkpoints: those of ' +
        'this home are used when there are any.',
    )
    .option('--checkpoint <file>', 'checkpoints that a gateway wrote (audit/checkpoints.jsonl in its home)')
    .option('--from <time>', 'only entries from then on, e.g. 2026-11-24T08:00:00+08:00', timeOf)
    .option('--to <time>', 'only entries before then', timeOf)
    .action(async (options: { checkpoint?: string; from?: string; to?: string }) => {
      const { verify } = await import('../audit.ts');
      const { home, mongodbUri } = await hub();
      const { chains, entries, heads, bad, checkpointPath } = await verify({
        mongodbUri,
        home,
        checkpointPath: options.checkpoint ?? null,
        from: options.from ?? null,
        to: options.to ?? null,
      });
      for (const { chain, seq, problem } of bad) {
        process.stdout.write(`BAD chain ${chain}${seq === null ? '' : `, entry ${seq}`}: ${problem}\n`);
      }
      const against =
        checkpointPath === null
          ? 'no checkpoints: a cut-off end cannot be told'
          : `${heads} heads of ${checkpointPath}`;
      process.stdout.write(`${chains} chains, ${entries} entries, ${against}; ${bad.length} bad\n`);
      if (bad.length > 0) process.exitCode = 1;
    });
  audit
    .command('show')
    .description('the newest looks, e.g. show --dispute T-320612-261124-K7QF27')
    .option('--dispute <code>', 'at this dispute, by its unified code')
    .option('--partner <name>', 'of this partner')
    .option('--actor <name>', 'of this person or service')
    .option('--limit <count>', 'at most so many', countOf, 50)
    .action(async (options: { dispute?: string; partner?: string; actor?: string; limit: number }) => {
      const { show } = await import('../audit.ts');
      const { mongodbUri } = await hub();
      process.stdout.write(`${await show(mongodbUri, options)}\n`);
    });
  return audit;
}

async function hub(): Promise<{ home: string; mongodbUri: string }> {
  const { readSettings } = await import('../../runtime/settings.ts');
  const { runningMongodb } = await import('../home/running-mongodb.ts');
  const settings = readSettings(process.env);
  return { home: settings.home, mongodbUri: runningMongodb(settings) };
}

function timeOf(text: string): string {
  const time = /(Z|[+-]\d{2}:\d{2})$/.test(text) ? new Date(text) : new Date(NaN);
  if (Number.isNaN(time.getTime()))
    throw new InvalidArgumentError('write a time with its offset, e.g. 2026-11-24T08:00:00+08:00');
  return time.toISOString();
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 10_000)
    throw new InvalidArgumentError('write a number from 1 to 10000');
  return count;
}
