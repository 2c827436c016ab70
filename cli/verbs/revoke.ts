import { Command } from 'commander';

interface Options {
  readonly jti?: string;
  readonly partner?: string;
  readonly actor?: string;
  readonly reason?: string;
}

/** `tributary revoke (--jti X | --partner P [--actor A])`. */
export function revokeVerb(): Command {
  return new Command('revoke')
    .summary('refuse tokens that have not expired: one, or all of a partner')
    .description(
      'Every gateway refuses the tokens within a second and closes what is open under them. By --partner all tokens count that were issued up to ' +
        'now; those that its issuer gives out from the next second on hold.',
    )
    .option('--jti <id>', 'one token, by its claim jti')
    .option('--partner <name>', 'all tokens of a partner, e.g. court')
    .option(
      '--actor <name>',
      'with --partner: only those of one person or service, by the claim that names it',
    )
    .option('--reason <text>', 'why, for whoever asks later', 'not told')
    .action(async ({ jti, partner, actor, reason = '' }: Options) => {
      const { HubError } = await import('../../schema/canonical/hub-error.ts');
      if ((jti === undefined) === (partner === undefined) || (actor !== undefined && partner === undefined)) {
        throw new HubError(
          'HUB_BAD_REQUEST',
          'say what to revoke: --jti ID for one token, or --partner NAME (with --actor NAME for one of its people)',
        );
      }
      const { userInfo } = await import('node:os');
      const { readSettings } = await import('../../runtime/settings.ts');
      const { runningMongodb } = await import('../home/running-mongodb.ts');
      const { revoke } = await import('../revoke.ts');
      const mongodbUri = runningMongodb(readSettings(process.env));
      const target = jti === undefined ? { partner: partner ?? '', actor: actor ?? null } : { jti };
      await revoke(mongodbUri, target, { reason, by: `cli:${userInfo().username}`, now: new Date() });
      process.stdout.write('revoked; gateways refuse it within a second\n');
    });
}
