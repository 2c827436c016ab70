import { Command } from 'commander';

/** `tributary doctor`: exit code 1 when something is missing that `up` needs. */
export function doctorVerb(): Command {
  return new Command('doctor')
    .description('look for what is missing on this machine, with the command that mends it')
    .action(async () => {
      const { readSettings } = await import('../../runtime/settings.ts');
      const { homeOf } = await import('../home/home.ts');
      const { lookAtMachine } = await import('../doctor/look.ts');
      const { table } = await import('../table.ts');
      const settings = readSettings(process.env);
      const findings = await lookAtMachine(homeOf(settings), settings);
      const rows = findings.map(({ what, verdict, found }) => [what, verdict.toLowerCase(), found]);
      const mends = findings.flatMap(({ what, mend }) => (mend === undefined ? [] : [`${what}: ${mend}`]));
      process.stdout.write(`${table(['part', 'verdict', 'found'], rows)}\n`);
      if (mends.length > 0) process.stdout.write(`\nTo mend:\n  ${mends.join('\n  ')}\n`);
      process.exitCode = findings.some(({ verdict }) => verdict === 'MISSING') ? 1 : 0;
    });
}
