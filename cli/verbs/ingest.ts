import { Command } from 'commander';

/** `tributary ingest FEED FILE [--profile NAME]`. */
export function ingestVerb(): Command {
  return new Command('ingest')
    .description('take a file in, e.g. ingest open311 requests.csv --profile nyc')
    .argument('<feed>', 'the feed that the file belongs to, e.g. open311')
    .argument('<file>', 'a file in one of the forms that the feed takes, told by its ending: .csv, .xml')
    .option('--profile <name>', 'mapping profile, for feeds that have them, e.g. nyc')
    .action(async (feed: string, path: string, { profile }: { readonly profile?: string }) => {
      const { readSettings } = await import('../../runtime/settings.ts');
      const { withRunningServers } = await import('../home/running-servers.ts');
      const { runIngest } = await import('../ingest.ts');
      const settings = withRunningServers(readSettings(process.env));
      await runIngest(
        { feed, path, profile: profile ?? null, settings },
        (line) => void process.stdout.write(`${line}\n`),
      );
    });
}
