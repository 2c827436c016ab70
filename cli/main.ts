import { Command } from 'commander';
import { speakPlainly } from '../runtime/plain-words.ts';
import { HubError } from '../schema/canonical/hub-error.ts';
import { VERBS } from './verbs/registry.ts';

speakPlainly();
const program = new Command('tributary')
  .description('Tributary (汇流) joins what separate agencies know about the same dispute.')
  .helpCommand('help [verb]', 'say what a verb does and which options it takes')
  .showHelpAfterError('(./tributary help says what there is)')
  .addHelpText(
    'after',
    `
Environment:
  TRIBUTARY_PORT          the gateway's port (4000); the other processes take the ports after it
  TRIBUTARY_HOME          folder of data, keys, logs (.tributary); two homes and ports run side by side.
                          Installed parts are shared: they lie in the clone's .tributary/cache
  TRIBUTARY_KAFKA_BROKERS host:port,…    use these brokers instead of starting one
  TRIBUTARY_MONGODB_URI   mongodb://…    use this replica set instead of starting one`,
  );

for (const verb of VERBS) program.addCommand(verb());

try {
  await program.parseAsync();
} catch (error) {
  const known = error instanceof HubError;
  process.stderr.write(
    `tributary: ${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = known && error.code === 'HUB_CONFIG_INVALID' ? 78 : 1;
}
