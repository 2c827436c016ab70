import { Command } from 'commander';

/** `tributary test`: everything that must hold, in one run. */
export function testVerb(): Command {
  return new Command('test')
    .description('run all checks and tests; installs what they need')
    .option('--full', 'with the big sizes; writes test/results/full.json')
    .action(async ({ full }: { readonly full?: true }) => {
      const { runTests } = await import('../testing/run-tests.ts');
      const code = await runTests(full ?? false, (line) => void process.stdout.write(`${line}\n`));
      process.exit(code);
    });
}
