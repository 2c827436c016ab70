import { Argument, Command } from 'commander';
import { SAMPLE_PARTNERS } from '../../gateway/access/identity/sample-partners.ts';

/** `tributary token NAME`: prints nothing but the token, for `$(…)`. */
export function tokenVerb(): Command {
  return new Command('token')
    .description('print a bearer token of a sample caller, valid for 12 hours')
    .addArgument(new Argument('<name>', 'who asks').choices(SAMPLE_PARTNERS))
    .action(async (name: string) => {
      const { readSettings } = await import('../../runtime/settings.ts');
      const { signToken } = await import('../../gateway/access/identity/local-issuer.ts');
      process.stdout.write(`${await signToken(readSettings(process.env).home, name)}\n`);
    });
}
