import { Argument, Command, Option } from 'commander';
import { SAMPLE_PARTNERS } from '../../gateway/access/identity/sample-partners.ts';
import { PURPOSE_NAMES } from '../../schema/vocabulary/purposes.ts';

/** `tributary token NAME`: prints nothing but the token, for `$(…)`. */
export function tokenVerb(): Command {
  return new Command('token')
    .description('print a bearer token of a sample caller, valid for 12 hours')
    .addArgument(new Argument('<name>', 'who asks').choices(SAMPLE_PARTNERS))
    .addOption(
      new Option('--purpose <name>', 'for what, in place of its usual purpose').choices(PURPOSE_NAMES),
    )
    .action(async (name: string, { purpose }: { purpose?: string }) => {
      const { readSettings } = await import('../../runtime/settings.ts');
      const { signToken } = await import('../../gateway/access/identity/local-issuer.ts');
      const { home } = readSettings(process.env);
      process.stdout.write(
        `${await signToken(home, name, new Date(), purpose === undefined ? {} : { purpose })}\n`,
      );
    });
}
