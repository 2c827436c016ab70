import { Command } from 'commander';

/** `tributary down`: stops what `up` has started in this home. */
export function downVerb(): Command {
  return new Command('down').description('stop what up has started in this home').action(async () => {
    const { readSettings } = await import('../../runtime/settings.ts');
    const { homeOf } = await import('../home/home.ts');
    const { runDown } = await import('../up/run-down.ts');
    const report = (line: string): void => void process.stdout.write(`${line}\n`);
    await runDown(homeOf(readSettings(process.env)), report);
  });
}
