import { Command } from 'commander';

/** `tributary rebuild [--check]`. */
export function rebuildVerb(): Command {
  return new Command('rebuild')
    .summary('make records, disputes and links anew from what was received and decided')
    .description(
      'Makes records, disputes, links and search entries anew from the original bytes and the log of decisions, while the hub is stopped, ' +
        'and puts them in place. The same codes, decisions and workflows come back. Killed, it is finished by the next call.',
    )
    .option(
      '--check',
      'compare what is there with what would be made, and change nothing; exit code 1 when they differ',
    )
    .action(async ({ check }: { readonly check?: true }) => {
      const { readSettings } = await import('../../runtime/settings.ts');
      const { withServers } = await import('../home/own-servers.ts');
      const { runRebuild } = await import('../rebuild.ts');
      const report = (line: string): void => void process.stdout.write(`${line}\n`);
      process.exitCode = await withServers(readSettings(process.env), report, (settings) =>
        runRebuild({ check: check === true, settings }, report),
      );
    });
}
