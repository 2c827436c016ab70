import { Command } from 'commander';

/** `tributary risk check RULES.yaml`, `tributary risk diff RULES.yaml [--json]`. */
export function riskVerb(): Command {
  const verb = new Command('risk').description(
    'try rules of risk before they are used: risk check rules.yaml, risk diff rules.yaml',
  );
  verb
    .command('check')
    .description('say whether a file of rules is right, and what is wrong in it')
    .argument('<file>', 'rules as streams/stages/score/rules/default.yaml has them')
    .action(async (file: string) => {
      const { readRulesFile } = await import('../../streams/pipeline/risk-rules.ts');
      const { version, colours } = readRulesFile(file);
      process.stdout.write(`${file} is right: ${version}, ${Object.keys(colours).join(' ')}\n`);
    });
  verb
    .command('diff')
    .description('show which disputes would change colour under these rules; writes nothing')
    .argument('<file>', 'rules as streams/stages/score/rules/default.yaml has them')
    .option('--json', 'the same as JSON')
    .action(async (file: string, { json }: { readonly json?: true }) => {
      const { readRulesFile } = await import('../../streams/pipeline/risk-rules.ts');
      const rules = readRulesFile(file);
      const { readSettings } = await import('../../runtime/settings.ts');
      const { runningMongodb } = await import('../home/running-mongodb.ts');
      const { connectStore } = await import('../../schema/store/connection.ts');
      const { openStore } = await import('../../schema/store/models.ts');
      const { riskDiff, riskDiffText } = await import('../risk/risk-diff.ts');
      const mongodbUri = runningMongodb(readSettings(process.env));
      const connection = await connectStore(mongodbUri);
      try {
        const diff = await riskDiff(
          openStore(connection),
          rules,
          readRulesFile(null),
          new Date().toISOString(),
        );
        process.stdout.write(`${json ? JSON.stringify(diff, null, 2) : riskDiffText(diff)}\n`);
      } finally {
        await connection.close();
      }
    });
  return verb;
}
