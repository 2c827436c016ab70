import { Command } from 'commander';

/** `tributary ingest FEED FILE --profile P`. */
export function ingestVerb(): Command {
  return new Command('ingest')
    .description('take a file in, e.g. ingest open311 requests.csv --profile nyc')
    .argument('<feed>', 'the feed that the file belongs to: open311')
    .argument('<file>', 'a CSV file')
    .requiredOption('--profile <name>', 'mapping of its columns: nyc')
    .action(async (feed: string, path: string, { profile }: { readonly profile: string }) => {
      const { readSettings } = await import('../../runtime/settings.ts');
      const { withRunningServers } = await import('../home/running-servers.ts');
      const { runIngest } = await import('../ingest.ts');
      const settings = withRunningServers(readSettings(process.env));
      await runIngest({ feed, path, profile, settings }, (line) => void process.stdout.write(`${line}\n`));
    });
}
