import { userInfo } from 'node:os';
import { Argument, Command } from 'commander';

/** `tributary grants check | import | list | revoke`. */
export function grantsVerb(): Command {
  const grants = new Command('grants').description(
    'who may see what: check a policy and put it in force, list what is granted, or revoke a grant',
  );
  const file = (): Argument => new Argument('<file>', 'policy, as docs/access.md describes it');
  grants
    .command('check')
    .summary('say what is wrong in a policy, with line and mend')
    .addArgument(file())
    .action(async (path: string) => {
      const { readCheckedPolicy } = await import('../grants.ts');
      const { version, grants: given, terms } = readCheckedPolicy(path);
      process.stdout.write(
        `${version}: ${given.length} grants, terms of ${terms.length} datasets; all good\n`,
      );
    });
  grants
    .command('import')
    .summary('put a policy in force in place of the one before')
    .description(
      'Grants of the policy before (or of the samples) that the file does not have are revoked; what is the same goes on; grants that came of ' +
        'applications and emergencies stay. Gateways follow within a second.',
    )
    .addArgument(file())
    .option('--dry-run', 'say what would change, and change nothing', false)
    .action(async (path: string, { dryRun }: { dryRun: boolean }) => {
      const { importPolicy, readCheckedPolicy } = await import('../grants.ts');
      const policy = readCheckedPolicy(path);
      const { given, revoked, kept } = await importPolicy(await mongodb(), policy, who(), dryRun);
      const done = dryRun ? 'would be ' : '';
      process.stdout.write(`${given} ${done}given, ${revoked} ${done}revoked, ${kept} kept\n`);
    });
  grants
    .command('list')
    .description('what is granted')
    .option('--partner <name>', 'to this partner')
    .option('--all', 'also what was revoked or is over', false)
    .action(async ({ partner, all }: { partner?: string; all: boolean }) => {
      const { listGrants } = await import('../grants.ts');
      process.stdout.write(`${await listGrants(await mongodb(), partner ?? null, all, new Date())}\n`);
    });
  grants
    .command('revoke')
    .description('end a grant at once')
    .argument('<id>', 'as `list` tells it')
    .requiredOption('--reason <text>', 'why, for whoever asks later')
    .action(async (id: string, { reason }: { reason: string }) => {
      const { endGrant } = await import('../grants.ts');
      await endGrant(await mongodb(), id, reason, who());
      process.stdout.write('revoked; gateways follow within a second\n');
    });
  return grants;
}

async function mongodb(): Promise<string> {
  const { readSettings } = await import('../../runtime/settings.ts');
  const { runningMongodb } = await import('../home/running-mongodb.ts');
  return runningMongodb(readSettings(process.env));
}

function who(): string {
  return `cli:${userInfo().username}`;
}
