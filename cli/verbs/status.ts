import { Command } from 'commander';

/** `tributary status`: exit code 1 when nothing runs in this home. */
export function statusVerb(): Command {
  return new Command('status')
    .description('show processes with memory, addresses, and what flows in each feed')
    .option('--json', 'the same as JSON')
    .action(async ({ json }: { readonly json?: true }) => {
      const { readSettings } = await import('../../runtime/settings.ts');
      const { homeOf } = await import('../home/home.ts');
      const { statusOf } = await import('../status/status.ts');
      const { statusText } = await import('../status/text.ts');
      const status = await statusOf(homeOf(readSettings(process.env)), new Date());
      process.stdout.write(`${json ? JSON.stringify(status, null, 2) : statusText(status)}\n`);
      process.exitCode = status.running ? 0 : 1;
    });
}
