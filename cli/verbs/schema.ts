import { Command, InvalidArgumentError } from 'commander';

interface Files {
  readonly urls?: string;
}
interface Check extends Files {
  readonly against?: string;
  readonly usage?: string;
}

/** `tributary schema compose | check | publish | rollback | history`. */
export function schemaVerb(): Command {
  const schema = new Command('schema').description(
    'compose subgraphs, check what a change breaks, and put supergraphs into service or back',
  );
  withFiles(schema.command('compose'), 'make a supergraph of subgraphs, or say why they do not fit')
    .option('--out <file>', 'where to write it (standard output)')
    .action(async (files: string[], { urls, out }: Files & { readonly out?: string }) => {
      const { writeComposed } = await import('../schema.ts');
      writeComposed({ files, urls }, out);
    });
  withCheck(
    schema.command('check'),
    'say what a change breaks that somebody asks for; exit code 1 if anything',
  ).action(async (files: string[], options: Check) => {
    const { check, toldChanges } = await import('../schema.ts');
    const { breaksSomebody } = await import('../../gateway/any/breaking-changes.ts');
    const { changes } = check({ files, ...options, home: await home() });
    process.stdout.write(changes.length === 0 ? 'breaks nothing\n' : toldChanges(changes));
    if (changes.some(breaksSomebody)) process.exitCode = 1;
  });
  withCheck(
    schema.command('publish'),
    'put a supergraph into service; gateways that follow it take it at once',
  )
    .option('--force', 'also when it breaks what somebody asks for', false)
    .action(async (files: string[], { force, ...options }: Check & { readonly force: boolean }) => {
      const { publish } = await import('../schema.ts');
      process.stdout.write(publish({ files, ...options, home: await home() }, force));
    });
  schema
    .command('rollback')
    .description('put an earlier version into service again')
    .argument('[version]', 'number; the one before the last unless told', numberOf)
    .action(async (number: number | undefined) => {
      const { rollback } = await import('../schema.ts');
      process.stdout.write(rollback(await home(), number));
    });
  schema
    .command('history')
    .description('every version that was in service')
    .action(async () => {
      const { history } = await import('../schema.ts');
      process.stdout.write(history(await home()));
    });
  return schema;
}

function withFiles(command: Command, description: string): Command {
  return command
    .description(description)
    .argument('<files...>', 'SDL of one subgraph each, called like it: products.graphql')
    .option('--urls <file>', 'JSON with URLs to write into it: [{"name": "...", "url": "..."}]');
}

function withCheck(command: Command, description: string): Command {
  return withFiles(command, description)
    .option('--against <file>', 'supergraph to compare with (what is published in the home)')
    .option(
      '--usage <file>',
      'which fields are asked for: the answer to { auditUsage(by: FIELD, first: 100) { key looks } }',
    );
}

function numberOf(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('A version is a number from 1 on.');
  return number;
}

async function home(): Promise<string> {
  const { readSettings } = await import('../../runtime/settings.ts');
  return readSettings(process.env).home;
}
