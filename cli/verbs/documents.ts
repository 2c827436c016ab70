import { Command } from 'commander';

/** `tributary documents (add FILES… | list | remove ID)`. */
export function documentsVerb(): Command {
  return new Command('documents')
    .summary('register GraphQL documents, which partners may then send by identifier alone')
    .description(
      'A file is a GraphQL document, or a manifest as build tools write it: JSON with {"operations": [{"body": "query …"}]} or {"<id>": "query …"}. ' +
        'The identifier is always "sha256:" and the SHA-256 of the text.',
    )
    .addCommand(
      new Command('add')
        .summary('register the documents in files')
        .argument('<files...>', 'GraphQL documents (.graphql, .gql) or manifests (.json)')
        .action(async (files: string[]) => {
          const { userInfo } = await import('node:os');
          const { registerFiles } = await import('../documents.ts');
          const added = await registerFiles(
            await mongodbUri(),
            files,
            `cli:${userInfo().username}`,
            new Date(),
          );
          for (const { id, operations, isNew } of added) {
            process.stdout.write(`${id}  ${operations.join(', ')}${isNew ? '' : '  (was there)'}\n`);
          }
        }),
    )
    .addCommand(
      new Command('list').summary('what is registered').action(async () => {
        const { registered } = await import('../documents.ts');
        for (const { _id, operations, addedAt, by, source } of await registered(await mongodbUri())) {
          process.stdout.write(`${_id}  ${operations.join(', ')}  ${addedAt}  ${by}  ${source}\n`);
        }
      }),
    )
    .addCommand(
      new Command('remove')
        .summary('take one out: gateways refuse it within 5 seconds')
        .argument('<id>', 'sha256:…, as list shows it')
        .action(async (id: string) => {
          const { HubError } = await import('../../schema/canonical/hub-error.ts');
          const { unregister } = await import('../documents.ts');
          if (await unregister(await mongodbUri(), id)) {
            process.stdout.write('removed; gateways refuse it within 5 seconds\n');
            return;
          }
          throw new HubError(
            'HUB_NOT_FOUND',
            `no document ${id} is registered; documents list shows what is`,
          );
        }),
    );
}

async function mongodbUri(): Promise<string> {
  const { readSettings } = await import('../../runtime/settings.ts');
  const { runningMongodb } = await import('../home/running-mongodb.ts');
  return runningMongodb(readSettings(process.env));
}
