import { Command } from 'commander';

/** `tributary prepare`: what `up` makes in a home before it starts anything, for hubs whose processes something else starts. */
export function prepareVerb(): Command {
  return new Command('prepare')
    .summary('make the home: folders, keys, secrets, connectors.yaml; start nothing')
    .description(
      'Makes what the home lacks and leaves alone what is there: folders, keys, secrets and connectors.yaml. For processes that something else ' +
        'starts, as docker compose does; `up` does the same by itself.',
    )
    .option('--empty', 'connectors.yaml without the simulated city')
    .action(async ({ empty }: { readonly empty?: true }) => {
      const { readSettings } = await import('../../runtime/settings.ts');
      const { ensureKeys } = await import('../../gateway/access/identity/local-issuer.ts');
      const { ensureInternalKeys } = await import('../../gateway/access/internal-token.ts');
      const { readCheckpointKey } = await import('../../gateway/access/audit/checkpoint-file.ts');
      const { readCursorKey } = await import('../../gateway/access/cursor-key.ts');
      const { readPseudonymSecret } = await import('../../gateway/access/pseudonym-key.ts');
      const { readErasureKey } = await import('../../runtime/erasure-key.ts');
      const { hubWebhookKit } = await import('../../gateway/events/webhooks/kit.ts');
      const { homeOf } = await import('../home/home.ts');
      const { prepareHome } = await import('../up/prepare-home.ts');
      const settings = readSettings(process.env);
      const home = homeOf(settings);
      prepareHome(home, settings, !empty);
      await ensureKeys(home.dir);
      await ensureInternalKeys(home.dir);
      await readCheckpointKey(home.dir);
      await readCursorKey(home.dir);
      await readPseudonymSecret(home.dir);
      await readErasureKey(home.dir);
      await hubWebhookKit(home.dir, null);
      process.stdout.write(`${home.dir} is prepared\n`);
    });
}
