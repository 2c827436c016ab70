import { Command } from 'commander';
import type { Asking, PersonOptions } from '../erase.ts';

/** `tributary erase (person … | list)`. */
export function eraseVerb(): Command {
  return new Command('erase')
    .summary('erase a person from everything that the hub keeps')
    .description(
      'The pipeline takes the person out of records, original bytes, disputes, decisions, events, search and dead letters, and knows them again by keyed ' +
        'hashes, so that nothing brings them back. Topics forget later, some 32 days: list says when. Give all that the person is known by.',
    )
    .addCommand(
      withPerson(new Command('person').summary('ask for it'))
        .requiredOption('--reason <text>', 'why, for whoever reviews it')
        .action(async ({ reason, ...person }: PersonOptions & { reason: string }) => {
          const { askErasure } = await import('../erase.ts');
          const { _id, state } = await askErasure(await asking(), person, reason);
          process.stdout.write(`${_id}  ${state}\n`);
        }),
    )
    .addCommand(
      new Command('list').summary('what was asked for, and what became of it').action(async () => {
        const { erasures } = await import('../erase.ts');
        for (const { _id, state, counts, completeOn, blockedBy, by, requestedAt } of await erasures(
          await asking(),
        )) {
          const told = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
          const when = completeOn === null ? '' : `  complete on ${completeOn}`;
          const held = blockedBy.length === 0 ? '' : `  held by ${blockedBy.join(', ')}`;
          process.stdout.write(
            `${_id}  ${state}  asked ${requestedAt} by ${by.partner}/${by.actor}${when}${held}  ${told.join(', ')}\n`,
          );
        }
      }),
    );
}

/** `tributary hold (add … | release ID | list)`. */
export function holdVerb(): Command {
  return new Command('hold')
    .summary('keep a dispute or a person from being erased while the law asks for it')
    .description(
      'An erasure that touches what is held waits, and says for which hold, until the hold is released.',
    )
    .addCommand(
      withPerson(new Command('add').summary('place a legal hold'))
        .requiredOption('--reason <text>', 'by whose order')
        .action(async ({ reason, ...person }: PersonOptions & { reason: string }) => {
          const { hold } = await import('../erase.ts');
          process.stdout.write(`${(await hold(await asking(), person, reason))._id}\n`);
        }),
    )
    .addCommand(
      new Command('release')
        .summary('end one: erasures that waited for it go on')
        .argument('<id>', 'as list shows it')
        .action(async (id: string) => {
          const { release } = await import('../erase.ts');
          await release(await asking(), id);
          process.stdout.write('released\n');
        }),
    )
    .addCommand(
      new Command('list').summary('all of them, those in force first').action(async () => {
        const { holds } = await import('../erase.ts');
        for (const { _id, disputeId, by, placedAt, reason, releasedAt } of await holds(await asking())) {
          const until = releasedAt === null ? 'in force' : `released ${releasedAt}`;
          process.stdout.write(
            `${_id}  ${until}  ${disputeId ?? 'a person'}  ${placedAt} by ${by.partner}/${by.actor}  ${reason}\n`,
          );
        }
      }),
    );
}

function withPerson(command: Command): Command {
  return command
    .option('--id-number <number>', 'number of the identity document')
    .option('--phone <number>', 'telephone number')
    .option('--name <name>', 'name; alone it needs --dispute')
    .option('--dispute <code>', 'unified code of a dispute that names the person');
}

async function asking(): Promise<Asking> {
  const { userInfo } = await import('node:os');
  const { readErasureKey } = await import('../../runtime/erasure-key.ts');
  const { readSettings } = await import('../../runtime/settings.ts');
  const { runningMongodb } = await import('../home/running-mongodb.ts');
  const settings = readSettings(process.env);
  return {
    mongodbUri: runningMongodb(settings),
    key: await readErasureKey(settings.home),
    actor: `cli:${userInfo().username}`,
    now: new Date(),
  };
}
