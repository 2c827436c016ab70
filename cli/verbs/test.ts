import { Argument, Command } from 'commander';
import { SUITES, type Suite } from '../testing/suites.ts';

/** `tributary test`: everything that must hold, in one run. */
export function testVerb(): Command {
  return new Command('test')
    .description('run all checks and tests; installs what they need')
    .addArgument(new Argument('[suites...]', 'only these').choices(SUITES))
    .option('--full', 'with the big sizes; writes test/results/full.json')
    .action(async (suites: readonly Suite[], { full }: { readonly full?: true }) => {
      const { runTests } = await import('../testing/run-tests.ts');
      const wanted = suites.length === 0 ? SUITES : suites;
      const code = await runTests(wanted, full ?? false, (line) => void process.stdout.write(`${line}\n`));
      process.exit(code);
    });
}
