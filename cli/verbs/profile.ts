import { Command } from 'commander';

const ROWS_SHOWN = 3;

/** `tributary profile check FILE`: exit code 78 for a profile that is not sound, 1 for a sample of which nothing can be mapped. */
export function profileVerb(): Command {
  const check = new Command('check')
    .description('say whether a mapping profile is sound, and what it makes of a sample; sends nothing')
    .argument('<file>', 'the profile, <name>.yaml')
    .option('--sample <file>', 'a CSV file of that layout: totals, and its first rows column by column')
    .action(async (path: string, { sample }: { readonly sample?: string }) => {
      const { checkProfile } = await import('../profile/check-profile.ts');
      const { checkText } = await import('../profile/text.ts');
      const found = await checkProfile({
        path,
        samplePath: sample ?? null,
        rowsShown: ROWS_SHOWN,
        now: () => new Date(),
      });
      process.stdout.write(`${checkText(found)}\n`);
      process.exitCode = found.sample !== null && found.sample.mapped.length === 0 ? 1 : 0;
    });
  return new Command('profile')
    .description('check a mapping profile for CSV exports: profile check my-city.yaml --sample export.csv')
    .addCommand(check);
}
